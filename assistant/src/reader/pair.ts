import type { CountWords } from "../languages/words.ts";
import type { Word } from "./words.ts";

/** Whether the words are a phrase for two tasks that were shown, and nothing else. */
export const saysBoth = (words: readonly Pick<Word, "key">[], { both }: CountWords): boolean =>
  both.includes(words.map(({ key }) => key).join(" "));

/** Whether the words contain a phrase for two tasks that were shown: "move both of them to friday". */
export function holdsBoth(keys: readonly string[], { both }: CountWords): boolean {
  const said = ` ${keys.join(" ")} `;
  return both.some((phrase) => said.includes(` ${phrase} `));
}
