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
import { type Context, describe, type PendingQuestion, type Plan, type Reply } from "@todo-chatbot/assistant";
import type { ToolResult } from "../../tools/types.ts";
import { toOutcome, toToolCalls } from "./builtin-calls.ts";

/** The built-in assistant for one turn, and what it said beyond the text. */
export interface BuiltinTurn {
  model: LanguageModelV4;
  /** Its actions can be asked for at one moment: none goes by the log of what another did. */
  isJoined: boolean;
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
export function builtinTurn(plan: Plan, context: Context): BuiltinTurn {
  let reply: Reply | null = null;

  const planned = plan.actions.map((action, index) =>
    toToolCalls(action, context.timeZone).map((call, part) => ({
      ...call,
      id: `action-${index + 1}.${part + 1}`,
    })),
  );

  const answer = (prompt: LanguageModelV4Prompt): LanguageModelV4GenerateResult => {
    const results = toolResults(prompt);
    if (planned.length > 0 && results.size === 0) {
      const calls = planned.flat().map(
        ({ id, name, arguments: input }): LanguageModelV4Content => ({
          type: "tool-call",
          toolCallId: id,
          toolName: name,
          input: JSON.stringify(input),
        }),
      );
      return generated(calls, "tool-calls");
    }
    const outcomes = planned.map((calls) => toOutcome(calls.map(({ id }) => results.get(id) ?? notDone)));
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
    isJoined: plan.actions.every(({ type }) => type !== "undo" && type !== "activity"),
    pending: plan.question?.pending ?? null,
    reply: () => reply,
  };
}

/** Of a call that could not even be tried. */
const notDone: ToolResult = {
  text: "It could not be done.",
  tasks: [],
  errors: [{ index: 0, code: "internal", detail: "It could not be done." }],
};

function generated(
  content: LanguageModelV4Content[],
  unified: LanguageModelV4FinishReason["unified"],
): LanguageModelV4GenerateResult {
  return { content, finishReason: { unified, raw: undefined }, usage: noUsage, warnings: [] };
}

/** The results of this turn's tool calls: those after the last message of the person. */
function toolResults(prompt: LanguageModelV4Prompt): Map<string, ToolResult> {
  const start = prompt.findLastIndex((message) => message.role === "user");
  const results = new Map<string, ToolResult>();
  for (const message of prompt.slice(start + 1)) {
    if (message.role !== "tool") continue;
    for (const part of message.content) {
      if (part.type !== "tool-result") continue;
      const { output } = part;
      results.set(
        part.toolCallId,
        output.type === "json" ? (output.value as unknown as ToolResult) : notDone,
      );
    }
  }
  return results;
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
