/** Text of a file, and what it was read as where that had to be guessed. */
export interface Decoded {
  text: string;
  guessed: string | null;
}

/**
 * The text of a file. A byte order mark decides, then the charset that was said, then UTF-8; what is none of these
 * is Windows-1252, of which Latin-1 is a part (WHATWG Encoding Standard §4.2).
 * @param charset as a Content-Type or a property has it
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
