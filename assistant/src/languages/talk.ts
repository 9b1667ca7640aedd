import { talk as de } from "./de/talk.ts";
import { talk as en } from "./en/talk.ts";
import { talk as es } from "./es/talk.ts";
import { talk as fr } from "./fr/talk.ts";
import type { Language } from "./index.ts";
import { talk as it } from "./it/talk.ts";
import type { Talk } from "./language.ts";

/** Replies to messages that ask for nothing to be done, by language; none on a page. */
export const talk: Readonly<Partial<Record<Language, Talk>>> = { en, es, fr, de, it };
