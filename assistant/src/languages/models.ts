import type { Model } from "../reader/model.ts";
import { type Packed, unpack } from "../reader/pack.ts";
import { model as german } from "./de/model.ts";
import { countWords as germanCounts } from "./de/words.ts";
import { model as english } from "./en/model.ts";
import { countWords as englishCounts } from "./en/words.ts";
import { model as spanish } from "./es/model.ts";
import { countWords as spanishCounts } from "./es/words.ts";
import { model as french } from "./fr/model.ts";
import { countWords as frenchCounts } from "./fr/words.ts";
import type { Language } from "./index.ts";
import { model as italian } from "./it/model.ts";
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

/** What was learned for a language, unpacked when it is first needed. */
export function modelOf(language: Language): Model {
  let model = models.get(language);
  if (!model) {
    model = unpack(...packed[language]);
    models.set(language, model);
  }
  return model;
}
