import type { ModelStatus } from "@todo-chatbot/contracts";
import type { Config } from "../../config.ts";
import { tasksTold } from "../turn/prompt.ts";
import type { FailureKind, ModelFailure } from "./failure.ts";

const defaultBaseUrl = "https://api.openai.com/v1";

/** Which model drives the chat, and the state of its last answer. */
export interface ModelHealth {
  status(): ModelStatus;
  succeeded(): void;
  failed(failure: ModelFailure): void;
  /** Why the model should not be called right now; everybody would wait for the same timeout again. */
  resting(): ModelFailure | null;
}

/** A circuit breaker: after this many consecutive failures the endpoint is not called, and then tried by one turn. */
const failuresToRest = 3;
const restMs = 30_000;
const worthRest: readonly FailureKind[] = ["timeout", "unreachable"];

/** The configured language model endpoint, or null. */
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
  /** When the endpoint may be called again; while one turn tries, the others wait for its result. */
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
      // An endpoint that answers, even with an error, makes nobody wait.
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
