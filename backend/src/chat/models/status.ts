import type { ModelStatus } from "@todo-chatbot/contracts";
import type { Config } from "../../config.ts";
import { tasksTold } from "../turn/prompt.ts";
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

/** A circuit breaker: after so many turns in a row the endpoint is left alone, and then tried by one turn. */
const failuresToRest = 3;
const restMs = 30_000;
const worthRest: readonly FailureKind[] = ["timeout", "unreachable"];

/** Where the language model is, or null when the settings name none. */
export function modelEndpoint(config: Config["model"]): { baseUrl: string; host: string } | null {
  if (config.apiKey === null && config.baseUrl === null) return null;
  const baseUrl = config.baseUrl ?? defaultBaseUrl;
  return { baseUrl, host: new URL(baseUrl).host };
}

/** What is sent where when people chat, in one line. */
export function sentLine(config: Config["model"]): string {
  const endpoint = modelEndpoint(config);
  if (!endpoint)
    return "Nothing is sent anywhere: the built-in assistant reads your messages on this server.";
  const key = config.apiKey === null ? "" : ", with this server’s key";
  return `Your conversations, up to ${tasksTold} of your open tasks, the time and your time zone go to ${endpoint.host}${key}; nothing else, and to nobody else.`;
}

export function createModelHealth(config: Config["model"], now: () => number = Date.now): ModelHealth {
  const endpoint = modelEndpoint(config);
  let state: ModelStatus["state"] = endpoint ? "unknown" : "ready";
  let message: string | null = null;
  let failures = 0;
  let last: ModelFailure | null = null;
  /** Until when nobody asks; while one turn tries, the others wait for what becomes of it. */
  let until = 0;
  return {
    status: () => ({
      kind: endpoint ? "model" : "builtin",
      model: endpoint ? config.name : null,
      endpoint: endpoint?.host ?? null,
      state,
      message,
      fallback: config.fallback,
      sent: sentLine(config),
    }),
    succeeded: () => {
      state = "ready";
      message = null;
      failures = 0;
    },
    failed: (failure) => {
      state = "failing";
      message = failure.message;
      // Whoever answers, if only with an error, costs nobody a wait.
      failures = worthRest.includes(failure.kind) ? failures + 1 : 0;
      last = failure;
      if (failures >= failuresToRest) until = now() + restMs;
    },
    resting: () => {
      if (failures < failuresToRest) return null;
      if (now() < until) return last;
      until = now() + restMs;
      return null;
    },
  };
}
