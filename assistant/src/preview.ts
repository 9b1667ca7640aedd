// What a page needs to preview a message: see `frontend/src/preview/`.
import { languages } from "#languages";
import type { LanguagePack } from "./languages/language.ts";
import { learn } from "./languages/models.ts";
import type { Packed } from "./reader/pack.ts";
import type { Language } from "./types.ts";

/** Adds a language: from then on messages in it can be read. */
export function take(language: Language, pack: LanguagePack, weights: Packed): void {
  languages[language] = pack;
  learn(language, weights);
}

export { type Preview, previewOf } from "./plan/preview.ts";
export { languageNeeded } from "./turns/language.ts";
export type { Context, PastTurn, Plan } from "./types.ts";
export { understand } from "./understand.ts";
export type { Language, LanguagePack, Packed };
