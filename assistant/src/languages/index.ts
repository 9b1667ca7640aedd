import { language as de } from "./de/index.ts";
import { language as en } from "./en/index.ts";
import { language as es } from "./es/index.ts";
import { language as fr } from "./fr/index.ts";
import { language as it } from "./it/index.ts";
import type { LanguagePack } from "./language.ts";

/** Every language that the assistant supports: adding one takes its folder, and a line here and in `reports.ts`. */
export const languages = { en, es, fr, de, it } satisfies Record<string, LanguagePack>;

export type Language = keyof typeof languages;
