/** Of JSON and English, o200k_base takes 3.7 to 4.3 characters a token; reckoned a little short. */
const charactersPerToken = 3.6;

/** About how many tokens a text is for a language model, rather too many than too few. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}
