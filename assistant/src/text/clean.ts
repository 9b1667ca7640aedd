/** A message without the characters that carry no words, and the way back to its own offsets. */
export interface CleanText {
  text: string;
  /** The offset in the message as sent that offset `index` of `text` came from. */
  original(index: number): number;
}

const ZERO_WIDTH_JOINER = 0x200d;
const LINE_SEPARATORS = new Set([0x0d, 0x0b, 0x0c, 0x85, 0x2028, 0x2029]);
const SPACES = new Set([0x09, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000]);

function isInvisible(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    code === 0xad ||
    code === 0x61c ||
    code === 0x180e ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff ||
    (code >= 0xfff9 && code <= 0xfffc)
  );
}

function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x0a && (code < 0x20 || (code >= 0x7f && code < 0xc0) || code >= 0x300)) return false;
  }
  return true;
}

/**
 * Takes out what cannot be seen (control characters, zero-width and direction marks, lone surrogates),
 * turns every kind of line end into a line feed and every kind of space into a space.
 * Emoji keep their joiners.
 */
export function clean(message: string): CleanText {
  if (isPlain(message)) return { text: message, original: (index) => index };
  const out: string[] = [];
  const from: number[] = [];
  const put = (char: string, index: number): void => {
    for (let k = 0; k < char.length; k++) from.push(index + k);
    out.push(char);
  };
  for (let i = 0; i < message.length; ) {
    const code = message.codePointAt(i) ?? 0;
    const char = String.fromCodePoint(code);
    if (code === 0x0d && message.charCodeAt(i + 1) === 0x0a) {
      i += 1;
      continue;
    }
    if (code === 0x0a || LINE_SEPARATORS.has(code)) put("\n", i);
    else if (code === 0x09) put("\t", i);
    else if (SPACES.has(code) || (code >= 0x2000 && code <= 0x200a)) put(" ", i);
    else if (code === ZERO_WIDTH_JOINER) {
      if (joinsEmoji(message, i)) put(char, i);
    } else if (!isInvisible(code) && !(code >= 0xd800 && code <= 0xdfff)) put(char, i);
    i += char.length;
  }
  const text = out.join("");
  return { text, original: (index) => from[index] ?? (index === 0 ? 0 : message.length) };
}

function joinsEmoji(message: string, index: number): boolean {
  const next = message.codePointAt(index + 1) ?? 0;
  return index > 0 && (next >= 0x1f000 || (next >= 0x2600 && next <= 0x27bf));
}
