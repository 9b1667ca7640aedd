import { jsonValues } from "../../repair/arguments.ts";
import { isRecord } from "./chunk.ts";
import { pythonCalls } from "./python-calls.ts";
import { toolNamed } from "./tool-name.ts";

/** A call that a model wrote into its text. */
export interface WrittenCall {
  name: string;
  /** JSON as written. */
  input: string;
}

/** Parses a text that consists only of calls in one format; null otherwise. */
type Form = (text: string, tools: ReadonlySet<string>) => WrittenCall[] | null;

/** How models mark a call in their text: formats of their templates that the server did not parse. */
const frames: readonly RegExp[] = [
  /<tool_call>\s*([\s\S]*?)\s*(?:<\/tool_call>|$)/gu,
  /\[TOOL_CALLS\]\s*([\s\S]*)$/gu,
  /<\|python_tag\|>\s*([\s\S]*)$/gu,
  /```(?:json|python|tool_call|tool_code)?\s*([\s\S]*?)```/gu,
  /(<function=[\s\S]*?(?:<\/function>|$))/gu,
];

const forms: readonly Form[] = [jsonCalls, namedJson, taggedFunctions, actionCall, pythonCalls];

/**
 * The calls in a text, if its marked parts, or all of it, consist only of calls of known tools.
 * Null if it is ordinary text.
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

/** Whether a text starts like one of the formats, so that it may turn out to be a call. */
export const mayBecomeCall = (text: string): boolean =>
  /^\s*`?(?:[[{]|(?:thought|action):|[\w.]+\(|[\w.]*[a-z]_[a-z]|<function=)/iu.test(text);

function callsIn(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  for (const form of forms) {
    const calls = form(text, tools);
    if (calls) return calls;
  }
  return null;
}

/** `{"name": …, "arguments": …}`, one or several, and nothing else. */
function jsonCalls(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const values = jsonValues(text);
  if (values.length === 0) return null;
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
  const given = made.arguments ?? made.parameters ?? made.args ?? made.input;
  const called = [made.name, made.tool, made.tool_name, made.function].find(
    (part) => typeof part === "string",
  );
  const name = called === undefined ? null : toolNamed(called as string, tools);
  if (!name || given === undefined) return null;
  return { name, input: typeof given === "string" ? given : JSON.stringify(given) };
}

/** `add_task {"tasks": …}`, and Mistral's `add_task[ARGS]{…}`. */
function namedJson(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const [, called = "", input = ""] =
    /^\s*`?([\w.]+)`?\s*(?:\[ARGS\]|:)?\s*(\{[\s\S]*\})\s*$/u.exec(text) ?? [];
  const name = called && toolNamed(called, tools);
  return name ? [{ name, input }] : null;
}

/** Llama's and Qwen's `<function=add_task>{…}</function>`, or with a `<parameter=…>` each. */
function taggedFunctions(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const pattern = /<function=([\w.]+)>([\s\S]*?)(?:<\/function>|$)/gu;
  const found = [...text.matchAll(pattern)];
  if (found.length === 0 || text.replace(pattern, "").trim() !== "") return null;
  const calls = found.map(([, called = "", body = ""]) => {
    const name = toolNamed(called, tools);
    const parameters = [...body.matchAll(/<parameter=(\w+)>([\s\S]*?)<\/parameter>/gu)];
    const given = parameters.map(([, key, value = ""]) => [key, value.trim()]);
    if (!name) return null;
    return { name, input: given.length > 0 ? JSON.stringify(Object.fromEntries(given)) : body.trim() };
  });
  return calls.every((call) => call !== null) ? calls : null;
}

/** "Action: add_task" and "Action Input: {…}", from ReAct prompts; invented observations after it are ignored. */
function actionCall(text: string, tools: ReadonlySet<string>): WrittenCall[] | null {
  const form =
    /^\s*(?:thought:[^\n]*\s+)?action:\s*`?([\w.]+)`?\s*\n\s*action input:\s*([\s\S]*?)(?:\n\s*observation:[\s\S]*)?$/iu;
  const [, called = "", input = ""] = form.exec(text) ?? [];
  const name = called && toolNamed(called, tools);
  return name ? [{ name, input: input.trim() }] : null;
}
