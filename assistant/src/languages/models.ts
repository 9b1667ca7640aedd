import { type Language, languages } from "#languages";
import { packed } from "#weights";
import type { Model } from "../reader/model.ts";
import { type Packed, unpack } from "../reader/pack.ts";

const models = new Map<Language, Model>();

/** Replaces the weights of a language. */
export function learn(language: Language, weights: Packed): void {
  models.set(language, unpack(weights, languages[language].counts));
}

/**
 * The model of a language, unpacked on first use.
 * @throws Error if its weights are missing: a page must call `learn` first
 */
export function modelOf(language: Language): Model {
  let model = models.get(language);
  if (!model) {
    const weights = packed[language];
    if (!weights) throw new Error(`The weights of "${language}" are not loaded.`);
    model = unpack(weights, languages[language].counts);
    models.set(language, model);
  }
  return model;
}
