import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from "@ai-sdk/provider";
import {
  type Context,
  describe,
  type Outcome,
  type PendingQuestion,
  type Reply,
  understand,
} from "@todo-chatbot/assistant";
import type { ToolResult } from "../../tools/types.ts";
import { toOutcome, toToolCall } from "./builtin-calls.ts";

/** The built-in assistant for one turn, and what it said beyond the text. */
export interface BuiltinTurn {
  model: LanguageModelV4;
  /** All its actions change tasks, and none looks at what another did. */
  onlyChanges: boolean;
  /** The question it will end with, when nothing goes wrong. */
  pending: PendingQuestion | null;
  /** Null until the model has answered. */
  reply(): Reply | null;
}

/** Nothing is counted in tokens: no model is asked. */
const noUsage: LanguageModelV4Usage = {
  inputTokens: { total: 0, noCache: 0, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 0, text: 0, reasoning: 0 },
};

/**
 * The assistant package behind the interface every language model has: the first step calls a tool for each
 * action of the plan, the second puts the outcomes into words. It sees `context`, not the prompt's history.
 */
export function builtinTurn(message: string, context: Context): BuiltinTurn {
  const plan = understand(message, context);
  let reply: Reply | null = null;

  const answer = (prompt: LanguageModelV4Prompt): LanguageModelV4GenerateResult => {
    const results = toolResults(prompt);
    const unanswered = plan.actions.length > 0 && results.size === 0;
    if (unanswered) {
      const calls = plan.actions.map((action, index): LanguageModelV4Content => {
        const { name, arguments: input } = toToolCall(action);
        return { type: "tool-call", toolCallId: callId(index), toolName: name, input: JSON.stringify(input) };
      });
      return generated(calls, "tool-calls");
    }
    const outcomes = plan.actions.map((_, index): Outcome => {
      const result = results.get(callId(index));
      return (
        result ?? { status: "error", tasks: [], error: { code: "internal", detail: "It could not be done." } }
      );
    });
    reply = describe(plan, outcomes, context);
    return generated([{ type: "text", text: reply.text }], "stop");
  };

  const model: LanguageModelV4 = {
    specificationVersion: "v4",
    provider: "builtin",
    modelId: "assistant",
    supportedUrls: {},
    doGenerate: async ({ prompt }: LanguageModelV4CallOptions) => answer(prompt),
    doStream: async ({ prompt }: LanguageModelV4CallOptions) => ({ stream: streamed(answer(prompt)) }),
  };
  return {
    model,
    onlyChanges: plan.actions.every(({ type }) => !["list", "undo", "activity"].includes(type)),
    pending: plan.question?.pending ?? null,
    reply: () => reply,
  };
}

function callId(index: number): string {
  return `action-${index + 1}`;
}

function generated(
  content: LanguageModelV4Content[],
  unified: LanguageModelV4FinishReason["unified"],
): LanguageModelV4GenerateResult {
  return { content, finishReason: { unified, raw: undefined }, usage: noUsage, warnings: [] };
}

/** The outcomes of this turn's tool calls: those after the last message of the person. */
function toolResults(prompt: LanguageModelV4Prompt): Map<string, Outcome> {
  const start = prompt.findLastIndex((message) => message.role === "user");
  const outcomes = new Map<string, Outcome>();
  for (const message of prompt.slice(start + 1)) {
    if (message.role !== "tool") continue;
    for (const part of message.content) {
      if (part.type !== "tool-result") continue;
      outcomes.set(part.toolCallId, outcomeOf(part.output));
    }
  }
  return outcomes;
}

function outcomeOf(output: { type: string; value?: unknown }): Outcome {
  if (output.type === "json") return toOutcome(output.value as ToolResult);
  return { status: "error", tasks: [], error: { code: "internal", detail: "It could not be done." } };
}

function streamed(result: LanguageModelV4GenerateResult): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue({ type: "stream-start", warnings: [] });
      for (const part of result.content) {
        if (part.type === "tool-call") controller.enqueue(part);
        if (part.type !== "text") continue;
        controller.enqueue({ type: "text-start", id: "text" });
        controller.enqueue({ type: "text-delta", id: "text", delta: part.text });
        controller.enqueue({ type: "text-end", id: "text" });
      }
      controller.enqueue({ type: "finish", finishReason: result.finishReason, usage: result.usage });
      controller.close();
    },
  });
}
