import type { LanguageModelV4 } from "@ai-sdk/provider";
import { limits, type StreamData } from "@todo-chatbot/contracts";
import {
  isStepCount,
  type ModelMessage,
  streamText,
  type TextStreamPart,
  type ToolSet,
  toUIMessageChunk,
  type UIMessage,
} from "ai";
import { isToolName, toolNames } from "../../tools/registry.ts";
import { classify, type FailureKind, ModelError } from "../models/failure.ts";
import { HandleWords } from "../models/handle-words.ts";
import type { Handles } from "../models/handles.ts";
import type { Telling } from "../models/told.ts";
import { parsedInput, toolSet } from "../models/tool-set.ts";
import { toolNamed } from "../models/wire/tool-name.ts";
import { dueWordsIn, repairArguments } from "../repair/arguments.ts";
import type { Chunk } from "../types.ts";
import type { TurnTools } from "./tools/turn-tools.ts";

const knownTools: ReadonlySet<string> = new Set(toolNames);

/** Model calls in one turn; each may call several tools. */
export const maxSteps = 8;

/** Maximum length of a tool name given by a model. */
const longestName = 60;

/** Maximum number of dates in words parsed in one call's arguments. */
const mostDues = 20;

/** Number of invalid calls after which a model is given up. */
const maxInvalidCalls = 3;

export interface Attempt {
  model: LanguageModelV4;
  instructions: string;
  messages: ModelMessage[];
  turnTools: TurnTools;
  telling: Telling;
  /** Parses a due date in words such as "next friday"; null if there is none. */
  readDue(words: string): Promise<unknown>;
  /** Aborted when the person stops the answer; the text so far is kept. */
  stop: AbortSignal;
  /** Time limit of the whole attempt, in ms. */
  limitMs: number;
  /** Silence of the model in ms after which it times out, once it has started to answer. */
  stallMs: number;
  emit(chunk: Chunk): void;
  /** Ends the loop after the step in which it turns true. */
  isOver(): boolean;
}

export interface AttemptResult {
  /** The model's text in its last step; partial if it was stopped. */
  text: string;
  /** Whether it reached the maximum length, the model's or ours. */
  isCut?: boolean;
  /** Why there is no usable answer; null if there is one. */
  failure: FailureKind | null;
  /** The error behind `failure`, for the log. */
  error?: unknown;
}

type TextDelta = TextStreamPart<ToolSet> & { type: "text-delta" };
type ToolCall = TextStreamPart<ToolSet> & { type: "tool-call" };

/** Lets one model drive the tools until it has answered, and streams what happens. Never throws. */
export async function runAttempt(attempt: Attempt): Promise<AttemptResult> {
  const progress = new Progress(attempt);
  const stall = new AbortController();
  const giveUp = () => stall.abort(new DOMException("The model fell silent", "TimeoutError"));
  let watchdog = setTimeout(giveUp, attempt.limitMs);
  try {
    const result = streamText({
      model: attempt.model,
      instructions: attempt.instructions,
      messages: attempt.messages,
      tools: toolSet(attempt.turnTools, attempt.telling),
      // In the order given: "add it, then complete it".
      toolCallConcurrency: 1,
      stopWhen: [
        isStepCount(maxSteps),
        () => attempt.isOver(),
        () => progress.invalidCalls >= maxInvalidCalls,
      ],
      maxRetries: 0,
      // Comments of a server are also signs of life.
      includeRawChunks: true,
      abortSignal: AbortSignal.any([attempt.stop, stall.signal, AbortSignal.timeout(attempt.limitMs)]),
      repairToolCall: async ({ toolCall }) => {
        const toolName = toolNamed(toolCall.toolName, knownTools) ?? toolCall.toolName;
        const input =
          repairArguments(toolName, toolCall.input, attempt.telling) ??
          (await repairDues(toolName, toolCall.input, attempt));
        return input === null ? null : { ...toolCall, toolName, input };
      },
      onLanguageModelCallEnd: ({ content }) => {
        const calls = content.flatMap((part) => (part.type === "tool-call" && !part.invalid ? [part] : []));
        attempt.turnTools.expect(
          calls.flatMap(({ toolName, input }) =>
            isToolName(toolName)
              ? [{ name: toolName, arguments: parsedInput(toolName, input, attempt.telling.handles).data }]
              : [],
          ),
        );
      },
      onError: () => {},
    });
    for await (const part of result.stream) {
      progress.take(part);
      clearTimeout(watchdog);
      watchdog = setTimeout(giveUp, progress.isSpeaking ? attempt.stallMs : attempt.limitMs);
      if (progress.isFull) break;
    }
    if (progress.isFull) progress.closeStep();
    else progress.check(attempt.isOver());
    return { text: progress.text, isCut: progress.isCut, failure: null };
  } catch (error) {
    if (attempt.stop.aborted) {
      progress.closeStep();
      return { text: progress.text, failure: null };
    }
    progress.discardStep();
    // Prevents pending calls from starting: the built-in assistant would do the same again.
    attempt.turnTools.close("The answer was given up.");
    return { text: "", failure: classify(error), error };
  } finally {
    clearTimeout(watchdog);
    await attempt.turnTools.settled();
  }
}

/** Repairs arguments with dates in words, since small models cannot compute dates. */
async function repairDues(
  name: string,
  input: string,
  { telling, readDue }: Attempt,
): Promise<string | null> {
  const dues = new Map<string, unknown>();
  for (const words of dueWordsIn(input).slice(0, mostDues)) dues.set(words, await readDue(words));
  return dues.size > 0 ? repairArguments(name, input, telling, dues) : null;
}

/** Follows a stream: forwards what a person may see, and determines whether it produced an answer. */
class Progress {
  text = "";
  invalidCalls = 0;
  readonly #emit: (chunk: Chunk) => void;
  #inStep = false;
  #steps = 0;
  #thought = false;
  #calls = 0;
  #callsInStep = 0;
  #invalidInStep = 0;
  #results = 0;
  readonly #turnTools: TurnTools;
  readonly #handles: Handles;
  readonly #words: HandleWords;
  readonly #rejected = new Set<string>();
  /** Whether the last step hit the model's length limit. */
  #isCutByModel = false;

  constructor({ emit, turnTools, telling }: Pick<Attempt, "emit" | "turnTools" | "telling">) {
    this.#emit = emit;
    this.#handles = telling.handles;
    this.#words = new HandleWords(telling.handles);
    this.#turnTools = turnTools;
  }

  /** Whether the model has started to answer in this step; before that, it may be loading or processing the prompt. */
  isSpeaking = false;

  /** Nothing more is accepted once an answer has reached the maximum length. */
  get isFull(): boolean {
    return this.text.length >= limits.answerLength;
  }

  get isCut(): boolean {
    return this.isFull || this.#isCutByModel;
  }

  /** @throws when the stream says that the answer cannot be used. */
  take(part: TextStreamPart<ToolSet>): void {
    switch (part.type) {
      case "error":
        throw part.error;
      case "abort":
        throw new ModelError("timeout");
      case "start-step":
        this.#inStep = true;
        this.isSpeaking = false;
        this.#steps += 1;
        this.#callsInStep = 0;
        this.#invalidInStep = 0;
        this.text = "";
        break;
      case "tool-input-start":
        this.isSpeaking = true;
        return;
      case "text-delta": {
        this.isSpeaking = true;
        this.#say(part, this.#words.push(part.text));
        return;
      }
      case "text-end":
        this.#say({ ...part, type: "text-delta" }, this.#words.end());
        break;
      case "reasoning-delta":
        this.#thought = true;
        this.isSpeaking = true;
        return;
      case "tool-call":
        this.#calls += 1;
        this.#callsInStep += 1;
        if (part.invalid) this.#reject(part);
        else this.#forward(this.#withIds(part));
        return;
      case "tool-error":
        if (this.#rejected.has(part.toolCallId)) return;
        break;
      case "tool-result":
        this.#results += 1;
        break;
      case "finish-step":
        this.#finishStep(part.finishReason);
        break;
    }
    if (forwarded.has(part.type)) this.#forward(part);
    if (part.type === "finish-step") this.#inStep = false;
  }

  /** Retracts what the unfinished step showed. */
  discardStep(): void {
    if (!this.#inStep) return;
    this.#emit({ type: "reset-step" });
    this.#emit({ type: "finish-step" });
    this.#inStep = false;
  }

  /** Ends the unfinished step and keeps what it showed. */
  closeStep(): void {
    if (!this.#inStep) return;
    this.#emit({ type: "finish-step" });
    this.#inStep = false;
  }

  /** Checks the complete answer after the stream has ended. @throws {ModelError} */
  check(isOver: boolean): void {
    if (isOver) return;
    if (this.invalidCalls >= maxInvalidCalls) throw new ModelError("bad_tool_calls");
    if (this.#callsInStep > 0 && this.#steps >= maxSteps) throw new ModelError("endless");
    // After tools have run, their results make up for an empty answer.
    if (this.text.trim() !== "" || this.#results > 0) return;
    if (this.invalidCalls > 0) throw new ModelError("bad_tool_calls");
    // Calls that never ran: the length limit cut them.
    if (this.#calls > 0) throw new ModelError("cut_off");
    throw new ModelError(this.#thought ? "only_thought" : "empty");
  }

  #say(part: Omit<TextDelta, "text">, said: string): void {
    const text = said.slice(0, limits.answerLength - this.text.length).toWellFormed();
    if (text === "") return;
    this.text += text;
    this.#forward({ ...part, text });
  }

  /** An invalid call is shown and stored like a failed one. */
  #reject({ toolCallId: id, toolName, input }: { toolCallId: string; toolName: string; input: unknown }) {
    this.invalidCalls += 1;
    this.#invalidInStep += 1;
    this.#rejected.add(id);
    const name = toolName.slice(0, longestName);
    const reason = isToolName(name)
      ? "What the language model wanted to do could not be understood."
      : `The language model asked for something that cannot be done here: “${name}”.`;
    const output = this.#turnTools.reject({ id, name, arguments: input ?? null, reason });
    this.#emit({ type: "tool-input-available", toolCallId: id, toolName: name, input });
    this.#emit({ type: "tool-output-available", toolCallId: id, output });
  }

  /** A call as made and stored, with ids in place of handles. */
  #withIds(part: ToolCall): ToolCall {
    const { toolName, input } = part;
    return isToolName(toolName) ? { ...part, input: parsedInput(toolName, input, this.#handles).data } : part;
  }

  #finishStep(reason: string): void {
    // An incomplete call is not a call.
    if (reason === "length" && this.#invalidInStep > 0) throw new ModelError("cut_off");
    this.#isCutByModel = reason === "length";
    if (reason === "content-filter") throw new ModelError("declined");
    if (reason === "interrupted") throw new ModelError("cut_off");
    if (reason === "error") throw new ModelError("server_error");
  }

  #forward(part: TextStreamPart<ToolSet>): void {
    const chunk = toUIMessageChunk<ToolSet, UIMessage<unknown, StreamData>>(part, {
      onError: () => "The action could not be understood.",
    });
    if (chunk) this.#emit(chunk);
  }
}

/** Reasoning, raw parts and partial arguments are not shown to the person. */
const forwarded = new Set<TextStreamPart<ToolSet>["type"]>([
  "start-step",
  "text-start",
  "text-delta",
  "text-end",
  "tool-result",
  "tool-error",
  "finish-step",
]);
