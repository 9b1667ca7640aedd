import { harmonyOf } from "./harmony.ts";
import { type WrittenCall, writtenCalls } from "./written-calls.ts";

/** Thoughts without a beginning show only by their end: so much is held back in case it comes, in characters. */
const heldAtFirst = 160;

/** Where something begins that may not be words: it is held back until it is known. */
const marker = /<\/?think|<\|?tool_call|\[TOOL_CALLS\]|<\||```/u;

/** The beginning of a marker at the end of what has come so far. */
const partial = /(?:<[/|a-z_]{0,11}|\[[A-Z_]{0,11}|`{1,2})$/u;

const endTokens =
  /<\|(?:im_end|im_start|eot_id|end_of_text|endoftext|end|return|eom_id)\|>|<\/s>$|<end_of_turn>/gu;

/**
 * Lets the words of one answer through as they come, and holds back what may turn out to be thoughts, or a call that
 * was written as text.
 */
export class Sieve {
  readonly #tools: ReadonlySet<string>;
  #all = "";
  #sent = 0;
  #held = heldAtFirst;

  constructor(tools: ReadonlySet<string>) {
    this.#tools = tools;
  }

  /** Takes a piece, and answers what may be shown now. */
  push(piece: string): string {
    this.#all += piece;
    if (this.#sent === 0) this.#all = this.#all.trimStart();
    if (this.#all.length < this.#held) return "";
    const opensAsJson = /^\s*[[{]/u.test(this.#all);
    if (opensAsJson) return "";
    const from = Math.max(0, this.#sent - 16);
    const found = marker.exec(this.#all.slice(from));
    const open = found ? from + found.index : (partial.exec(this.#all)?.index ?? this.#all.length);
    return this.#send(this.#all, open);
  }

  /** Shows what is held back for a thought's end that may never come: a model that pauses is not left silent. */
  release(): string {
    this.#held = 0;
    return this.push("");
  }

  /** What is left once all has come. */
  end(): { text: string; calls: WrittenCall[] } {
    const thoughtEnd = this.#all.lastIndexOf("</think>");
    // What was shown before a thought turned out to be one cannot be taken back.
    if (thoughtEnd >= 0 && this.#sent === 0)
      this.#all = this.#all.slice(thoughtEnd + "</think>".length).trimStart();
    const harmony = harmonyOf(this.#all, this.#tools);
    if (harmony) return { text: this.#sent === 0 ? harmony.text : "", calls: harmony.calls };
    const rest = this.#all.slice(this.#sent).replaceAll(endTokens, "");
    const calls = writtenCalls(rest, this.#tools);
    return calls ? { text: "", calls } : { text: rest, calls: [] };
  }

  #send(text: string, until: number): string {
    const part = text.slice(this.#sent, until);
    this.#sent = Math.max(this.#sent, until);
    return part;
  }
}
