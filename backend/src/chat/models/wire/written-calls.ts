import { jsonValues } from "../../repair.ts";
import { isRecord } from "./chunk.ts";
import { toolNamed } from "./tool-name.ts";

/** A call that a model wrote into its words. */
export interface WrittenCall {
  name: string;
  /** JSON, as it was written. */
  input: string;
}

/** How models mark a call in their words: their templates' own forms, which no parser took off. */
const frames: readonly RegExp[] = [
  /<tool_call>\s*([\s\S]*?)\s*(?:<\/tool_call>|$)/gu,
  /\[TOOL_CALLS\]\s*([\s\S]*)$/gu,
  /<\|python_tag\|>\s*([\s\S]*)$/gu,
  /```(?:json|tool_call|tool_code)?\s*([\s\S]*?)```/gu,
];

/**
 * The calls that a text is, when what is marked as a call in it, or all of it, is nothing but calls of known tools.
 * Null when it is words.
 */
export function writtenCalls(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const whole = callsIn(text, tools);
  if (whole) return whole;
  for (const frame of frames) {
    const framed = [...text.matchAll(frame)].map(([, inner = ""]) => callsIn(inner, tools));
    if (framed.length > 0 && framed.every((calls) => calls !== null)) return framed.flat();
  }
  return null;
}

/** The calls of a text that is JSON and nothing else. */
function callsIn(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const values = jsonValues(text);
  if (values.length === 0 || values.join("").length < text.replace(/\s/gu, "").length * 0.9) {
    const bare = text.trim();
    if (values.length === 0 || values.some((value) => !bare.includes(value)) || !/^[[{]/u.test(bare))
      return null;
  }
  const rest = values.reduce((left, value) => left.replace(value, ""), text);
  if (/[^\s,;]/u.test(rest)) return null;
  const calls: WrittenCall[] = [];
  for (const value of values) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(value);
    } catch {
      return null;
    }
    for (const item of [parsed].flat()) {
      const call = callOf(item, tools);
      if (!call) return null;
      calls.push(call);
    }
  }
  return calls;
}

function callOf(value: unknown, tools: ReadonlySet<string>): WrittenCall | null {
  if (!isRecord(value)) return null;
  const made = isRecord(value.function) ? value.function : value;
  const name = typeof made.name === "string" ? toolNamed(made.name, tools) : null;
  const given = made.arguments ?? made.parameters;
  if (!name || given === undefined) return null;
  return { name, input: typeof given === "string" ? given : JSON.stringify(given) };
}
