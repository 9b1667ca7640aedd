import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { Config } from "../../config.ts";
import { modelEndpoint } from "./status.ts";

/** The language model the settings name, or null when they name none. */
export function openAiCompatibleModel(config: Config["model"]): LanguageModelV4 | null {
  const endpoint = modelEndpoint(config);
  if (!endpoint) return null;
  return createOpenAICompatible({
    name: "openai-compatible",
    baseURL: endpoint.baseUrl,
    ...(config.apiKey === null ? {} : { apiKey: config.apiKey }),
  }).chatModel(config.name);
}
