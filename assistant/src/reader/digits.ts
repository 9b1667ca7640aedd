/** The digits that numbers are written in: printable ASCII that needs no escaping in JSON or in a script. */
const DIGITS = Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k))
  .filter((char) => !`"'\\\`$`.includes(char))
  .join("");
const BASE = DIGITS.length >> 1;
const VALUES = new Int8Array(128);
for (let k = 0; k < DIGITS.length; k++) VALUES[DIGITS.charCodeAt(k)] = k;

/**
 * Writes whole numbers from 0 up as text, lowest digit first; a digit of the upper half says that another one follows.
 * Most numbers are small and take one letter, which a compressor reduces to a few bits. Base64 would compress worse,
 * because numbers would not start at letter boundaries.
 */
export function digitsOf(numbers: Iterable<number>): string {
  const out: string[] = [];
  for (const number of numbers) {
    let rest = number;
    while (rest >= BASE) {
      out.push(DIGITS[BASE + (rest % BASE)] as string);
      rest = Math.floor(rest / BASE);
    }
    out.push(DIGITS[rest] as string);
  }
  return out.join("");
}

/** Reads the numbers that `digitsOf` wrote. */
export function numbersOf(text: string): Int32Array {
  const out = new Int32Array(text.length);
  let size = 0;
  let value = 0;
  let place = 1;
  for (let k = 0; k < text.length; k++) {
    const digit = VALUES[text.charCodeAt(k)] as number;
    const isLast = digit < BASE;
    value += (isLast ? digit : digit - BASE) * place;
    place *= BASE;
    if (!isLast) continue;
    out[size++] = value;
    value = 0;
    place = 1;
  }
  return out.subarray(0, size);
}
