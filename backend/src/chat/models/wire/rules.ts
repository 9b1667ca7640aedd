import { choicesOf, isRecord, type Loose, type StreamState } from "./chunk.ts";
import { toolNamed } from "./tool-name.ts";

/** Fixes one deviation in a chunk, in place. */
type Rule = (chunk: Loose, state: StreamState) => void;

/** Deviations from the protocol and the servers known for them. One rule per deviation. */
export const rules: Readonly<Record<string, Rule>> = {
  /** OpenRouter, gateways: an error inside a stream that began with 200, as an object or a mere string. */
  errorInside(chunk) {
    if (chunk.error === null) delete chunk.error;
    if (typeof chunk.error === "string") chunk.error = { message: chunk.error };
  },

  /** Gateways: a chunk of usage or of a filter's verdict without `choices`. */
  noChoices(chunk) {
    if (!Array.isArray(chunk.choices) && chunk.error === undefined) chunk.choices = [];
  },

  /** LM Studio and others when they cannot stream: a whole message instead of a delta. */
  messageForDelta(chunk) {
    for (const choice of choicesOf(chunk)) {
      if (!isRecord(choice.delta)) choice.delta = isRecord(choice.message) ? choice.message : {};
      choice.finish_reason ??= null;
      // Some say "" until the end.
      if (choice.finish_reason === "") choice.finish_reason = null;
    }
  },

  /** Mistral: content as a list of parts, including reasoning. */
  contentParts(chunk) {
    for (const delta of deltasOf(chunk)) {
      if (!Array.isArray(delta.content)) continue;
      const texts = delta.content.filter(isRecord).filter(({ type }) => type === "text");
      delta.content = texts.map(({ text }) => (typeof text === "string" ? text : "")).join("");
    }
  },

  /** Any: NUL, and halves of surrogate pairs, lone or split over two chunks. */
  brokenText(chunk, state) {
    for (const delta of deltasOf(chunk)) {
      if (typeof delta.content !== "string" || delta.content === "") continue;
      const text = state.half + delta.content.replaceAll("\0", "");
      state.half = /[\uD800-\uDBFF]$/u.exec(text)?.[0] ?? "";
      delta.content = text
        .slice(0, text.length - state.half.length)
        .toWellFormed()
        .replaceAll("\uFFFD", "");
    }
  },

  /** Old gateways: `function_call` from before there were `tool_calls`. */
  functionCall(chunk) {
    for (const delta of deltasOf(chunk)) {
      if (!isRecord(delta.function_call)) continue;
      delta.tool_calls = [{ index: 0, type: "function", function: delta.function_call }];
      delete delta.function_call;
    }
    for (const choice of choicesOf(chunk)) {
      if (choice.finish_reason === "function_call") choice.finish_reason = "tool_calls";
    }
  },

  /** Ollama, LM Studio, StepFun: ids that are numbers, empty, or missing are replaced by the SDK. */
  callIds(chunk) {
    for (const call of callsOf(chunk)) {
      if (typeof call.id === "number") call.id = String(call.id);
      if (call.id === "" || call.id === null) delete call.id;
    }
  },

  /** llama.cpp: arguments as an object; null or left out where a tool needs none. */
  callArguments(chunk) {
    for (const call of callsOf(chunk)) {
      if (!isRecord(call.function)) call.function = {};
      const { function: made } = call as { function: Loose };
      if (isRecord(made.arguments) || Array.isArray(made.arguments)) {
        made.arguments = JSON.stringify(made.arguments);
      }
      if (made.arguments === null || made.arguments === undefined) made.arguments = "";
    }
  },

  /** gpt-oss on Ollama, models trained on another format: namespaces, template tokens, different case; or no name. */
  callNames(chunk, { tools, named }) {
    for (const call of callsOf(chunk)) {
      const made = call.function as Loose;
      if (typeof made.name === "string" && made.name !== "")
        made.name = toolNamed(made.name, tools) ?? made.name;
      else if (named.has(call.index)) delete made.name;
      else made.name = "unnamed";
      named.add(call.index);
    }
  },

  /** What determines the finish reason. */
  remember(chunk, state) {
    for (const { delta, finish_reason } of choicesOf(chunk)) {
      if (typeof finish_reason === "string") state.isFinished = true;
      if (isRecord(delta) && Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0)
        state.hasCalls = true;
    }
  },
};

/** The final chunk for a stream that ended with `[DONE]` but no finish reason, as with some gateways. */
export function missingEnd({ isFinished, hasCalls }: StreamState): Loose | null {
  if (isFinished) return null;
  return { choices: [{ index: 0, delta: {}, finish_reason: hasCalls ? "tool_calls" : "stop" }] };
}

const deltasOf = (chunk: Loose): Loose[] =>
  choicesOf(chunk).flatMap(({ delta }) => (isRecord(delta) ? [delta] : []));

const callsOf = (chunk: Loose): Loose[] =>
  deltasOf(chunk).flatMap(({ tool_calls: calls }) => (Array.isArray(calls) ? calls.filter(isRecord) : []));
