import type { Model } from "../reader/model.ts";
import { type Packed, unpack } from "../reader/pack.ts";
import german from "./de/model.json" with { type: "json" };
import { countWords as germanCounts } from "./de/words.ts";
import english from "./en/model.json" with { type: "json" };
import { countWords as englishCounts } from "./en/words.ts";
import spanish from "./es/model.json" with { type: "json" };
import { countWords as spanishCounts } from "./es/words.ts";
import french from "./fr/model.json" with { type: "json" };
import { countWords as frenchCounts } from "./fr/words.ts";
import type { Language } from "./index.ts";
import italian from "./it/model.json" with { type: "json" };
import { countWords as italianCounts } from "./it/words.ts";
import type { CountWords } from "./words.ts";

const packed: Record<Language, readonly [Packed, CountWords]> = {
  en: [english, englishCounts],
  es: [spanish, spanishCounts],
  fr: [french, frenchCounts],
  de: [german, germanCounts],
  it: [italian, italianCounts],
};

const models = new Map<Language, Model>();

/** Takes on other weights for a language. */
export function learn(language: Language, weights: Packed): void {
  models.set(language, unpack(weights, packed[language][1]));
}

/** What was learned for a language, unpacked when it is first needed. */
export function modelOf(language: Language): Model {
  let model = models.get(language);
  if (!model) {
    model = unpack(...packed[language]);
    models.set(language, model);
  }
  return model;
}
