import { type Language, languages } from "#languages";
import { packed } from "#weights";
import type { Model } from "../reader/model.ts";
import { type Packed, unpack } from "../reader/pack.ts";

const models = new Map<Language, Model>();

/** Takes on other weights for a language. */
export function learn(language: Language, weights: Packed): void {
  models.set(language, unpack(weights, languages[language].counts));
}

/**
 * What was learned for a language, unpacked when it is first needed.
 * @throws Error where its weights are not there: a page must `learn` them first
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
