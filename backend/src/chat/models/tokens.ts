/** For JSON and English, o200k_base has 3.7 to 4.3 characters per token; this is slightly lower. */
const charactersPerToken = 3.6;

/** Estimates the number of tokens of a text, erring on the high side. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
