import type { ModelStatus } from "@todo-chatbot/contracts";
import type { Config } from "../../config.ts";
import type { FailureKind, ModelFailure } from "./failure.ts";

const defaultBaseUrl = "https://api.openai.com/v1";

/** Which model drives the chat, and how its last answer went. */
export interface ModelHealth {
  status(): ModelStatus;
  succeeded(): void;
  failed(failure: ModelFailure): void;
  /** Why the model is not worth asking right now: everybody would wait for the same time-out again. */
  resting(): ModelFailure | null;
}

/** How long a model that did not answer in time, or at all, is left alone. */
const restMs = 30_000;
const worthRest: readonly FailureKind[] = ["timeout", "unreachable"];

/** Where the language model is, or null when the settings name none. */
export function modelEndpoint(config: Config["model"]): { baseUrl: string; host: string } | null {
  if (config.apiKey === null && config.baseUrl === null) return null;
  const baseUrl = config.baseUrl ?? defaultBaseUrl;
  return { baseUrl, host: new URL(baseUrl).host };
}

export function createModelHealth(config: Config["model"], now: () => number = Date.now): ModelHealth {
  const endpoint = modelEndpoint(config);
  let state: ModelStatus["state"] = endpoint ? "unknown" : "ready";
  let message: string | null = null;
  let rest: { failure: ModelFailure; until: number } | null = null;
  return {
    status: () => ({
      kind: endpoint ? "model" : "builtin",
      model: endpoint ? config.name : null,
      endpoint: endpoint?.host ?? null,
      state,
      message,
      fallback: config.fallback,
    }),
    succeeded: () => {
      state = "ready";
      message = null;
      rest = null;
    },
    failed: (failure) => {
      state = "failing";
      message = failure.message;
      rest = worthRest.includes(failure.kind) ? { failure, until: now() + restMs } : null;
    },
    resting: () => (rest && now() < rest.until ? rest.failure : null),
  };
}
