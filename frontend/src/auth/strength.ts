import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
/** Estimating is slower than linear; anything longer is strong, or repetitive within this length. */
const judged = 64;

/**
 * How hard a password is to guess, from 0 (at once) to 4. This module contains a large dictionary: import it
 * lazily.
 * @param known words a guesser would try first, such as the person's name
 */
export function strengthOf(password: string, known: string[]): 0 | 1 | 2 | 3 | 4 {
  return zxcvbn.check(password.slice(0, judged), known).score;
}
