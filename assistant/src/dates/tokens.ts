import { fold } from "@todo-chatbot/contracts/fold";

/** A run of letters, a run of digits, or one other character. */
export interface DateToken {
  key: string;
  start: number;
  end: number;
  kind: "word" | "number" | "mark" | "line";
  /** It directly follows the previous token. */
  glued: boolean;
}

const APOSTROPHES = "'’‘ʼ";
const PLAIN_LETTER = /[\p{L}\p{M}]/u;

function kindOf(text: string, at: number): "letter" | "digit" | "space" | "apostrophe" | "line" | "mark" {
  const code = text.charCodeAt(at);
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90)) return "letter";
  if (code >= 48 && code <= 57) return "digit";
  if (code === 32 || code === 9 || code === 160 || code === 0x202f) return "space";
  if (code === 10) return "line";
  if (APOSTROPHES.includes(text[at] as string)) return "apostrophe";
  if (code < 128) return "mark";
  if (code === 0xaa || code === 0xba) return "mark";
  return PLAIN_LETTER.test(text[at] as string) ? "letter" : "mark";
}

/**
 * Splits a message for reading dates: letters and digits are separated ("9am" is two tokens), and an apostrophe is the
 * last character of its word. Linear in the length of the message.
 */
export function dateTokens(text: string): DateToken[] {
  const tokens: DateToken[] = [];
  let at = 0;
  let glued = false;
  while (at < text.length) {
    const kind = kindOf(text, at);
    if (kind === "space") {
      at += 1;
      glued = false;
      continue;
    }
    const start = at;
    at += 1;
    if (kind === "apostrophe") {
      const last = tokens.at(-1);
      if (last && glued && last.kind === "word") {
        last.end = at;
        continue;
      }
    }
    if (kind === "letter" || kind === "digit") while (at < text.length && kindOf(text, at) === kind) at += 1;
    const piece = text.slice(start, at);
    const name = kind === "letter" ? "word" : kind === "digit" ? "number" : kind === "line" ? "line" : "mark";
    tokens.push({ key: name === "word" ? fold(piece) : piece, start, end: at, kind: name, glued });
    glued = kind !== "line";
  }
  return tokens;
}
