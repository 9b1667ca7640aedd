import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import { extractReasoningMiddleware, wrapLanguageModel } from "ai";
import type { Config } from "../../config.ts";
import { modelEndpoint } from "./status.ts";
import { mendedFetch } from "./wire/mended-fetch.ts";
import { readingMiddleware } from "./wire/reading-middleware.ts";

/** The configured language model, or null. */
export function openAiCompatibleModel(config: Config["model"]): LanguageModelV4 | null {
  const endpoint = modelEndpoint(config);
  if (!endpoint) return null;
  const model = createOpenAICompatible({
    name: "openai-compatible",
    baseURL: endpoint.baseUrl,
    fetch: mendedFetch,
    ...(config.apiKey === null ? {} : { apiKey: config.apiKey }),
  }).chatModel(config.name);
  // The last one is applied first.
  const middleware = [readingMiddleware, extractReasoningMiddleware({ tagName: "think" })];
  return wrapLanguageModel({ model, middleware });
}
