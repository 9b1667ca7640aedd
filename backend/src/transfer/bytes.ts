/** The text of a file, and the encoding if it had to be guessed. */
export interface Decoded {
  text: string;
  guessed: string | null;
}

/**
 * Decodes a file. A byte order mark decides, then the given charset, then UTF-8; anything else is read as Windows-1252,
 * which includes Latin-1 (WHATWG Encoding Standard §4.2).
 * @param charset as in a Content-Type or a property parameter
 */
export function decodeText(bytes: Uint8Array, charset?: string | null): Decoded {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    return { text: new TextDecoder(a === 0xff ? "utf-16le" : "utf-16be").decode(bytes), guessed: null };
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), guessed: null };
  } catch {
    const said = knownCharset(charset);
    const guess = said ?? "windows-1252";
    return { text: new TextDecoder(guess).decode(bytes), guessed: said ? null : "Windows-1252" };
  }
}

function knownCharset(charset: string | null | undefined): string | null {
  if (!charset || /^utf-?8$/i.test(charset)) return null;
  try {
    return new TextDecoder(charset).encoding;
  } catch {
    return null;
  }
}
