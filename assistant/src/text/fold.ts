const MARKS = /\p{M}+/gu;
const APOSTROPHES = /['’‘ʼ`´]/g;

/**
 * A word as it is compared: lower case, without accents and apostrophes ("Don't" → "dont", "mañana" → "manana").
 */
export function fold(word: string): string {
  let low = word.toLowerCase();
  for (let i = 0; i < low.length; i++) {
    const code = low.charCodeAt(i);
    if (code === 39 || code === 96 || code > 127) {
      low = low.replace(APOSTROPHES, "");
      if (/[^\u0020-\u007e]/.test(low)) {
        low = low
          .normalize("NFD")
          .replace(MARKS, "")
          .replace(/ß/g, "ss")
          .replace(/œ/g, "oe")
          .replace(/æ/g, "ae");
      }
      return low;
    }
  }
  return low;
}
