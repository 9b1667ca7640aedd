import { isRecord } from "./chunk.ts";
import { harmonyOf } from "./harmony.ts";
import { mayBecomeCall, type WrittenCall, writtenCalls } from "./written-calls.ts";

/** Thoughts without a beginning show only by their end: so much is held back in case it comes, in characters. */
const heldAtFirst = 160;

/** Where something begins that may not be words: it is held back until it is known. */
const marker =
  /<\/?(?:think|thought|reason|reflection|seed:think)|\[THINK\]|◁think▷|<data>|<\|?tool_call|<function=|\[TOOL_CALLS\]|<\||```/u;

/** Thoughts in the marks of other models than most, and what was sent to a model as data: neither is an answer. */
const aside =
  /(?:<(think|thinking|thought|reasoning|reflection|seed:think|data)>[\s\S]*?<\/\1>|\[THINK\][\s\S]*?\[\/THINK\]|◁think▷[\s\S]*?◁\/think▷)\s*/gu;
const openAside =
  /(?:<(?:thinking|thought|reasoning|reflection|seed:think|data)>|\[THINK\]|◁think▷)[\s\S]*$/u;

/** The name of its own role that a model begins with, as its template has it. */
const role =
  /^(?:<\|start_header_id\|>assistant<\|end_header_id\|>|<start_of_turn>model|(?:assistant|model)(?=\s*\n)|(?:assistant|AI|bot):)\s+/iu;

/** The beginning of a marker at the end of what has come so far. */
const partial = /(?:<[/|a-z_:=]{0,14}|\[[A-Z_]{0,11}|◁[a-z]{0,5}|`{1,2})$/u;

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
    if (this.#sent === 0) this.#all = this.#all.trimStart().replace(role, "");
    this.#all = this.#all.replaceAll(aside, "");
    if (this.#all.length < this.#held) return "";
    if (mayBecomeCall(this.#all)) return "";
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
    this.#all = this.#all.replace(openAside, "");
    const harmony = harmonyOf(this.#all, this.#tools);
    if (harmony) return { text: this.#sent === 0 ? harmony.text : "", calls: harmony.calls };
    const rest = this.#all.slice(this.#sent).replaceAll(endTokens, "");
    const calls = writtenCalls(rest, this.#tools);
    if (calls) return { text: "", calls };
    return { text: this.#sent === 0 ? wordsOf(rest) : rest, calls: [] };
  }

  #send(text: string, until: number): string {
    const part = text.slice(this.#sent, until);
    this.#sent = Math.max(this.#sent, until);
    return part;
  }
}

/**
 * The words of a whole answer. An object with nothing but words in it is those words; any other object is what was
 * meant for a tool, or came from one, and no answer.
 */
function wordsOf(text: string): string {
  if (!/^\s*\{[\s\S]*\}\s*$/u.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    const [only, ...others] = isRecord(value) ? Object.values(value) : [];
    return typeof only === "string" && others.length === 0 ? only : "";
  } catch {
    return text;
  }
}
