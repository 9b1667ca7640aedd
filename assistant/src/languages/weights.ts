import type { Packed } from "../reader/pack.ts";
import german from "./de/model.json" with { type: "json" };
import english from "./en/model.json" with { type: "json" };
import spanish from "./es/model.json" with { type: "json" };
import french from "./fr/model.json" with { type: "json" };
import type { Language } from "./index.ts";
import italian from "./it/model.json" with { type: "json" };

/** The trained weights of each language. */
export const packed: Partial<Record<Language, Packed>> = {
  en: english,
  es: spanish,
  fr: french,
  de: german,
  it: italian,
};
