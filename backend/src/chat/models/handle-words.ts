import type { Handles } from "./handles.ts";

/** A possible beginning of a handle at the end of the text so far. */
const open = /(?:\s*[([]\s*(?:id:?\s*)?|\b(?:task\s+)?)(?:\bt\d{0,6}\s*[)\]]?)?$/iu;

const beside = /\s*[([]\s*(?:id:?\s*)?(t\d{1,6})\s*[)\]]/giu;
const alone = /\b(?:task\s+)?(t\d{1,6})\b/giu;

/**
 * Replaces handles in a model's text with titles, since handles mean nothing to a person: "t2 is done" becomes
 * “Buy bread” is done, and "Buy bread (t2)" loses the handle.
 */
export class HandleWords {
  readonly #handles: Handles;
  #held = "";

  constructor(handles: Handles) {
    this.#handles = handles;
  }

  /** Takes a piece of text, and returns what can already be shown. */
  push(piece: string): string {
    const text = this.#held + piece;
    const from = open.exec(text)?.index ?? text.length;
    this.#held = text.slice(from);
    return this.#said(text.slice(0, from));
  }

  /** The rest, at the end of the text. */
  end(): string {
    const rest = this.#said(this.#held);
    this.#held = "";
    return rest;
  }

  #said(text: string): string {
    const title = (handle: string) => this.#handles.titleOf(handle);
    return text
      .replace(beside, (whole, handle) => (title(handle) === null ? whole : ""))
      .replace(alone, (whole, handle) => {
        const named = title(handle);
        return named === null ? whole : `“${named}”`;
      });
  }
}
