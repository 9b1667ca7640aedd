import { distance } from "../match/distance.ts";

const LIKE_ENOUGH = 0.5;

/** "I meant Sophie": the word of a title that a correction is most like, replaced; null when none is like it. */
export function corrected(title: string, words: string): string | null {
  const parts = title.split(/(\s+)/);
  let best = -1;
  let score = 0;
  for (let k = 0; k < parts.length; k += 2) {
    const likeness = similarity((parts[k] as string).toLowerCase(), words.toLowerCase());
    if (likeness > score) {
      score = likeness;
      best = k;
    }
  }
  if (best < 0 || score < LIKE_ENOUGH) return null;
  const old = parts[best] as string;
  parts[best] = words + (/[.,!?;:]+$/.exec(old)?.[0] ?? "");
  return parts.join("");
}

/** From 0 to 1: the share of letters two words have in common in order. */
function similarity(a: string, b: string): number {
  if (a === b) return 0;
  const longest = Math.max(a.length, b.length);
  return 1 - distance(a, b, longest) / longest;
}
