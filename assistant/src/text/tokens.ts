import { fold } from "@todo-chatbot/contracts/fold";

export type TokenKind = "word" | "quote" | "link" | "tag" | "mark" | "line";

/**
 * A piece of a message. `word`: letters and digits, with the marks that join them ("peat-free", "18:20", "w/").
 * `quote`: quoted text with its quotes. `link`: an address of a page or a mailbox. `tag`: "#label".
 * `mark`: any other character or run of one. `line`: a line end.
 */
export interface Token {
  kind: TokenKind;
  start: number;
  end: number;
  text: string;
  /** Lower case without accents and apostrophes; for a quote its inner text so; for a tag without "#". */
  key: string;
}

const LINK = /(?:https?:\/\/|www\.)[^\s<>"“”«»]+/iy;
const MAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/uy;
const TAG = /#(?!\d+(?![\p{L}\p{N}_-]))[\p{L}\p{N}_](?:[\p{L}\p{N}_/-]*[\p{L}\p{N}_])?/uy;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:['’.:/+-][\p{L}\p{N}\p{M}_]+|['’](?=\s|$))*(?:\/(?=\s))?/uy;
const SPACE = /[ \t]+/y;
const MARK = /!+|\.{2,}|-+|(?:\p{Extended_Pictographic}|\u200d|\ufe0f|\p{Emoji_Modifier})+|./uy;

/** A quoted title is at most this long; the bound keeps a message of quote marks cheap to read. */
const QUOTE_REACH = 300;
const CLOSERS: Record<string, string> = {
  '"': '"',
  "“": "”",
  "„": "“”",
  "«": "»",
  "‘": "’",
  "'": "'",
  "`": "`",
};

/** Splits a message (cleaned) into tokens. Linear in its length. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: TokenKind, end: number, key?: string): void => {
    const piece = text.slice(at, end);
    tokens.push({
      kind,
      start: at,
      end,
      text: piece,
      key: key ?? fold(piece),
    });
    at = end;
  };
  while (at < text.length) {
    const char = text[at] as string;
    if (char === "\n") {
      add("line", at + 1);
      continue;
    }
    const space = match(SPACE, text, at);
    if (space) {
      at += space.length;
      continue;
    }
    const fresh = at === 0 || /[\s([{,;:—–-]/.test(text[at - 1] as string);
    const quoteEnd = fresh || char === '"' || char === "“" ? closingQuote(text, at) : 0;
    if (quoteEnd > 0) {
      add("quote", quoteEnd, fold(text.slice(at + 1, quoteEnd - 1)));
      continue;
    }
    const link = match(LINK, text, at);
    if (link) {
      add("link", at + link.replace(/[.,;:!?)\]'’]+$/, "").length);
      continue;
    }
    if (fresh) {
      const mail = match(MAIL, text, at);
      if (mail) {
        add("link", at + mail.length);
        continue;
      }
      const tag = match(TAG, text, at);
      if (tag) {
        add("tag", at + tag.length, fold(tag.slice(1)));
        continue;
      }
    }
    const word = match(WORD, text, at);
    if (word) add("word", at + word.length);
    else add("mark", at + (match(MARK, text, at)?.length ?? 1));
  }
  return tokens;
}

function match(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Where the quote opened at `at` ends, or 0: single quotes close only before a space or a mark. */
function closingQuote(text: string, at: number): number {
  const closers = CLOSERS[text[at] as string];
  if (!closers) return 0;
  const single = closers === "'" || closers === "’";
  const limit = Math.min(text.length, at + QUOTE_REACH);
  for (let i = at + 1; i < limit; i++) {
    const char = text[i] as string;
    if (char === "\n") return 0;
    if (!closers.includes(char)) continue;
    if (i === at + 1) return 0;
    if (single && (/\s/.test(text[i - 1] as string) || /[\p{L}\p{N}]/u.test(text[i + 1] ?? " "))) continue;
    return i + 1;
  }
  return 0;
}
