import type { Language } from "./index.ts";
import type { Talk } from "./language.ts";

/** A preview shows what a message would do, not what the assistant would answer. */
export const talk: Readonly<Partial<Record<Language, Talk>>> = {};
