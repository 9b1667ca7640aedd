/**
 * A word and the ways fingers slip over it, parted by spaces: one letter left out, doubled, or swapped with the next.
 * Its first and last letters stay: "frida" is somebody, not a day.
 */
export function withSlips(word: string): string {
  const out = new Set([word]);
  for (let k = 1; k < word.length - 1; k++) {
    const [before, letter, after] = [word.slice(0, k), word[k], word.slice(k + 1)];
    out.add(before + after);
    out.add(before + letter + letter + after);
    if (after.length > 1) out.add(before + after[0] + letter + after.slice(1));
  }
  return [...out].join(" ");
}
