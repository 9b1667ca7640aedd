import { isRecord } from "./chunk.ts";
import { harmonyOf } from "./harmony.ts";
import { mayBecomeCall, type WrittenCall, writtenCalls } from "./written-calls.ts";

/** Reasoning without an opening tag is only recognised by its closing tag: characters held back in case one follows. */
const heldAtFirst = 160;

/** The start of something that may not be text, which is held back until that is clear. */
const marker =
  /<\/?(?:think|thought|reason|reflection|seed:think)|\[THINK\]|◁think▷|<data>|<\|?tool_call|<function=|\[TOOL_CALLS\]|<\||```/u;

/** Reasoning in less common tags, and data that was sent to the model: neither is an answer. */
const aside =
  /(?:<(think|thinking|thought|reasoning|reflection|seed:think|data)>[\s\S]*?<\/\1>|\[THINK\][\s\S]*?\[\/THINK\]|◁think▷[\s\S]*?◁\/think▷)\s*/gu;
const openAside =
  /(?:<(?:thinking|thought|reasoning|reflection|seed:think|data)>|\[THINK\]|◁think▷)[\s\S]*$/u;

/** The role name from the template with which some models begin. */
const role =
  /^(?:<\|start_header_id\|>assistant<\|end_header_id\|>|<start_of_turn>model|(?:assistant|model)(?=\s*\n)|(?:assistant|AI|bot):)\s+/iu;

/** A possible beginning of a marker at the end of the text so far. */
const partial = /(?:<[/|a-z_:=]{0,14}|\[[A-Z_]{0,11}|◁[a-z]{0,5}|`{1,2})$/u;

const endTokens =
  /<\|(?:im_end|im_start|eot_id|end_of_text|endoftext|end|return|eom_id)\|>|<\/s>$|<end_of_turn>/gu;

/**
 * Passes the text of an answer on as it arrives, and holds back what may turn out to be reasoning, or a call
 * written as text.
 */
export class Sieve {
  readonly #tools: ReadonlySet<string>;
  #all = "";
  #sent = 0;
  #held = heldAtFirst;

  constructor(tools: ReadonlySet<string>) {
    this.#tools = tools;
  }

  /** Takes a piece, and returns what may be shown now. */
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

  /** Releases what is held back for a closing tag that may never come, so that a pausing model does not appear silent. */
  release(): string {
    this.#held = 0;
    return this.push("");
  }

  /** The rest, at the end of the answer. */
  end(): { text: string; calls: WrittenCall[] } {
    const thoughtEnd = this.#all.lastIndexOf("</think>");
    // Text shown before it turned out to be reasoning cannot be retracted.
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
 * The text of a whole answer. An object containing only text is that text; any other object was
 * meant for a tool, or came from one, and is not an answer.
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
