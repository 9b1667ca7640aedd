import type { Language } from "./index.ts";
import type { LanguagePack } from "./language.ts";

/** The languages a page has loaded; none at first (see `preview.ts`). */
export const languages = {} as Record<Language, LanguagePack>;
export type { Language };
