import type { Language } from "./index.ts";
import type { LanguagePack } from "./language.ts";

/** A page has the languages it has loaded, and none at first: see `preview.ts`. */
export const languages = {} as Record<Language, LanguagePack>;
export type { Language };
