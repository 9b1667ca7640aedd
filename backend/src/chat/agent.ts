import type { LanguageModelV4 } from "@ai-sdk/provider";
import {
  isStepCount,
  type ModelMessage,
  streamText,
  type TextStreamPart,
  type ToolSet,
  toUIMessageChunk,
} from "ai";
import { isToolName } from "../tools/registry.ts";
import { classify, type FailureKind, ModelError } from "./models/failure.ts";
import { toolSet } from "./models/tool-set.ts";
import { repairArguments } from "./repair.ts";
import type { TurnTools } from "./turn-tools.ts";
import type { Chunk } from "./types.ts";

/** Model calls in one turn; each may call several tools. */
export const maxSteps = 8;

/** A model may give this many calls that fit no tool before it is given up. */
const maxInvalidCalls = 3;

export interface Attempt {
  model: LanguageModelV4;
  instructions: string;
  messages: ModelMessage[];
  turnTools: TurnTools;
  timeZone: string;
  /** Aborted when the person stops the answer: what was said until then is kept. */
  stop: AbortSignal;
  /** The whole attempt may take this long, in ms. */
  limitMs: number;
  /** Silence of the model longer than this, in ms, is a time-out. */
  stallMs: number;
  emit(chunk: Chunk): void;
  /** Ends the loop after the step in which it turns true. */
  isOver(): boolean;
}

export interface AttemptResult {
  /** What the model said in its last step; cut short when it was stopped. */
  text: string;
  /** Why there is no usable answer; null when there is one. */
  failure: FailureKind | null;
  /** The error behind `failure`, for the log. */
  error?: unknown;
}

/** Lets one model drive the tools until it has answered, and streams what happens. Never throws. */
export async function runAttempt(attempt: Attempt): Promise<AttemptResult> {
  const progress = new Progress(attempt.emit);
  const stall = new AbortController();
  const watchdog = setTimeout(
    () => stall.abort(new DOMException("The model fell silent", "TimeoutError")),
    attempt.stallMs,
  );
  try {
    const result = streamText({
      model: attempt.model,
      instructions: attempt.instructions,
      messages: attempt.messages,
      tools: toolSet(attempt.turnTools),
      // In the order given: "add it, then complete it".
      toolCallConcurrency: 1,
      stopWhen: [
        isStepCount(maxSteps),
        () => attempt.isOver(),
        () => progress.invalidCalls >= maxInvalidCalls,
      ],
      maxRetries: 0,
      abortSignal: AbortSignal.any([attempt.stop, stall.signal, AbortSignal.timeout(attempt.limitMs)]),
      repairToolCall: async ({ toolCall }) => {
        const input = repairArguments(toolCall.toolName, toolCall.input, attempt.timeZone);
        return input === null ? null : { ...toolCall, input };
      },
      onLanguageModelCallEnd: ({ content }) => {
        const calls = content.flatMap((part) => (part.type === "tool-call" && !part.invalid ? [part] : []));
        attempt.turnTools.expect(
          calls.flatMap(({ toolName, input }) =>
            isToolName(toolName) ? [{ name: toolName, arguments: input }] : [],
          ),
        );
      },
      onError: () => {},
    });
    for await (const part of result.stream) {
      watchdog.refresh();
      progress.take(part);
    }
    progress.check(attempt.isOver());
    return { text: progress.text, failure: null };
  } catch (error) {
    if (attempt.stop.aborted) {
      progress.closeStep();
      return { text: progress.text, failure: null };
    }
    progress.discardStep();
    return { text: "", failure: classify(error), error };
  } finally {
    clearTimeout(watchdog);
    await attempt.turnTools.settled();
  }
}

/** Follows a stream: forwards what a person may see, and judges whether it came to an answer. */
class Progress {
  text = "";
  invalidCalls = 0;
  readonly #emit: (chunk: Chunk) => void;
  #inStep = false;
  #steps = 0;
  #thought = false;
  #calls = 0;
  #callsInStep = 0;
  #results = 0;

  constructor(emit: (chunk: Chunk) => void) {
    this.#emit = emit;
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
        this.#steps += 1;
        this.#callsInStep = 0;
        this.text = "";
        break;
      case "text-delta":
        this.text += part.text;
        break;
      case "reasoning-delta":
        this.#thought = true;
        return;
      case "tool-call":
        this.#calls += 1;
        this.#callsInStep += 1;
        if (part.invalid) this.invalidCalls += 1;
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

  /** Takes back what the unfinished step showed. */
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

  /** Judges the whole, once the stream has ended. @throws {ModelError} */
  check(isOver: boolean): void {
    if (isOver) return;
    if (this.invalidCalls >= maxInvalidCalls) throw new ModelError("bad_tool_calls");
    if (this.#callsInStep > 0 && this.#steps >= maxSteps) throw new ModelError("endless");
    // After tools have run, their results say what an empty answer does not.
    if (this.text.trim() !== "" || this.#results > 0) return;
    if (this.invalidCalls > 0) throw new ModelError("bad_tool_calls");
    // Calls that never ran: the length limit cut them.
    if (this.#calls > 0) throw new ModelError("cut_off");
    throw new ModelError(this.#thought ? "only_thought" : "empty");
  }

  #finishStep(reason: string): void {
    if (reason === "content-filter") throw new ModelError("declined");
    if (reason === "interrupted") throw new ModelError("cut_off");
    if (reason === "error") throw new ModelError("server_error");
  }

  #forward(part: TextStreamPart<ToolSet>): void {
    const chunk = toUIMessageChunk(part, { onError: () => "The action could not be understood." });
    if (chunk) this.#emit(chunk);
  }
}

/** Reasoning, raw parts and half-received arguments are not for the person. */
const forwarded = new Set<TextStreamPart<ToolSet>["type"]>([
  "start-step",
  "text-start",
  "text-delta",
  "text-end",
  "tool-call",
  "tool-result",
  "tool-error",
  "finish-step",
]);
