import type { LanguageModelV4, LanguageModelV4FunctionTool } from "@ai-sdk/provider";
import { choicesOf, isRecord } from "../wire/chunk.ts";

/** One request to a model, outside of any turn. */
export interface Question {
  instructions: string;
  message: string;
  tools?: readonly LanguageModelV4FunctionTool[];
  signal: AbortSignal;
}

/** Its result. */
export interface Heard {
  words: string;
  calls: { name: string; input: string }[];
  hasThought: boolean;
  /** Chunks with text, reasoning or calls: more than one if it streams. */
  pieces: number;
  /** Time from the request to the first of them, in ms. */
  firstMs: number | null;
  /** Tokens of the request, as reported by the server. */
  tokensRead: number | null;
}

/** Sends a request and reads the whole response. @throws errors of the AI SDK, for `classify` */
export async function ask(model: LanguageModelV4, question: Question): Promise<Heard> {
  const started = performance.now();
  const heard: Heard = {
    words: "",
    calls: [],
    hasThought: false,
    pieces: 0,
    firstMs: null,
    tokensRead: null,
  };
  const { stream } = await model.doStream({
    prompt: [
      { role: "system", content: question.instructions },
      { role: "user", content: [{ type: "text", text: question.message }] },
    ],
    ...(question.tools && { tools: [...question.tools] }),
    includeRawChunks: true,
    abortSignal: question.signal,
  });
  for await (const part of stream) {
    switch (part.type) {
      case "error":
        throw part.error;
      case "raw":
        if (!saysSomething(part.rawValue)) break;
        heard.pieces += 1;
        heard.firstMs ??= performance.now() - started;
        break;
      case "text-delta":
        heard.words += part.delta;
        break;
      case "reasoning-delta":
        heard.hasThought = true;
        break;
      case "tool-call":
        heard.calls.push({ name: part.toolName, input: part.input });
        break;
      case "finish":
        heard.tokensRead = part.usage.inputTokens.total ?? null;
        break;
    }
  }
  return heard;
}

function saysSomething(chunk: unknown): boolean {
  if (!isRecord(chunk)) return false;
  return choicesOf(chunk).some(
    ({ delta }) =>
      isRecord(delta) &&
      [delta.content, delta.reasoning_content, delta.reasoning, delta.tool_calls].some(
        (part) => (typeof part === "string" || Array.isArray(part)) && part.length > 0,
      ),
  );
}
