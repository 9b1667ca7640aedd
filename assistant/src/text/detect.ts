import { model } from "../languages/detect-model.ts";
import type { Language } from "../languages/index.ts";
import { Features } from "../reader/hash.ts";
import { softmax } from "../reader/model.ts";
import { Table } from "../reader/table.ts";
import type { Token } from "./tokens.ts";

/** The order of the detector's outputs. */
export const DETECTED = ["en", "es", "fr", "de", "it"] as const satisfies readonly Language[];

/** How much the language the person has set, and the one they spoke last, speak for a message being in it. */
const PRIOR = { locale: 1.2, before: 1.2 } as const;

let table: Table | null = null;

/** What tells a language: words, and three letters in a row. */
export function languageFeatures(tokens: readonly Token[], named = false): Features {
  const f = new Features(named);
  for (const { kind, key, text } of tokens) {
    if (kind !== "word") continue;
    f.put(`l ${key}`);
    const marked = `<${text.slice(0, 40).toLowerCase()}>`;
    for (let k = 0; k + 3 <= marked.length; k++) f.put(`l3 ${marked.slice(k, k + 3)}`, 0.4);
  }
  return f;
}

/**
 * The language of a message; "other" where it is written in none that is read.
 * @param locale the person's BCP 47 tag
 * @param before the language of the turn before
 */
export function detectLanguage(
  text: string,
  tokens: readonly Token[],
  locale: string,
  before?: Language,
): Language | "other" {
  if (isForeignScript(text)) return "other";
  table ??= new Table([{ from: 0, weights: model }]);
  const scores = new Float64Array(DETECTED.length);
  const { ids, values } = languageFeatures(tokens);
  for (let k = 0; k < ids.length; k++)
    table.add(ids[k] as number, values[k] as number, scores, 0, scores.length);
  const home = DETECTED.indexOf(locale.slice(0, 2).toLowerCase() as Language);
  if (home >= 0) scores[home] = (scores[home] as number) + PRIOR.locale;
  if (before) {
    const last = DETECTED.indexOf(before);
    scores[last] = (scores[last] as number) + PRIOR.before;
  }
  softmax(scores);
  return DETECTED[scores.indexOf(Math.max(...scores))] as Language;
}

/** Most letters are of a script other than Latin. */
function isForeignScript(text: string): boolean {
  let latin = 0;
  let other = 0;
  for (const char of text) {
    if (/\p{Script=Latin}/u.test(char)) latin += 1;
    else if (/\p{L}/u.test(char)) other += 1;
  }
  return other > latin;
}
