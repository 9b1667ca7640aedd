import { APICallError } from "ai";

/** Why a language model did not answer. */
export type FailureKind =
  | "unreachable"
  | "unauthorized"
  | "unknown_model"
  | "rate_limited"
  | "server_error"
  | "request_refused"
  | "timeout"
  | "cut_off"
  | "bad_tool_calls"
  | "endless"
  | "declined"
  | "empty"
  | "only_thought";

export interface ModelFailure {
  kind: FailureKind;
  /** What happened and what to do, each in one sentence. Never holds text of the endpoint: it may echo the key. */
  message: string;
}

/** Thrown inside a run when the model's answer cannot be used. */
export class ModelError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

const sentences: Readonly<Record<FailureKind, string>> = {
  unreachable: "could not be reached. Check OPENAI_BASE_URL and the network",
  unauthorized: "did not accept the key. Check OPENAI_API_KEY",
  unknown_model: "is not known at that address. Check OPENAI_MODEL and OPENAI_BASE_URL",
  rate_limited:
    "takes no more requests for now. Try again in a minute, or check the plan and limits of the key",
  server_error: "failed on its own server. Try again in a moment",
  request_refused: "did not accept the request. Check that OPENAI_MODEL names a model that can call tools",
  timeout: "did not answer in time. Try again, or choose a faster OPENAI_MODEL",
  cut_off: "was cut off in the middle of its answer. Try again",
  bad_tool_calls:
    "asked for actions that do not exist. Try again, or choose an OPENAI_MODEL that is better at calling tools",
  endless: "kept working without coming to an answer. Try again in other words",
  declined: "declined to answer. Try again in other words",
  empty: "gave no answer. Try again, or choose another OPENAI_MODEL",
  only_thought: "thought about it and gave no answer. Try again, or choose an OPENAI_MODEL that thinks less",
};

/** Puts a failure into words for the person. */
export function describeFailure(kind: FailureKind, modelName: string): ModelFailure {
  return { kind, message: `The language model ${modelName} ${sentences[kind]}.` };
}

/** Which failure an error thrown or streamed by the AI SDK stands for. */
export function classify(error: unknown): FailureKind {
  for (const cause of causes(error)) {
    if (cause instanceof ModelError) return cause.kind;
    if (APICallError.isInstance(cause) && cause.statusCode !== undefined) return byStatus(cause.statusCode);
    if (isNamed(cause, "TimeoutError")) return "timeout";
    if (isNamed(cause, "AI_InvalidResponseDataError") || isNamed(cause, "AI_NoOutputGeneratedError"))
      return "cut_off";
    if (hasCode(cause, cutOffCodes)) return "cut_off";
    if (hasCode(cause, unreachableCodes)) return "unreachable";
  }
  if (APICallError.isInstance(error)) return "unreachable";
  return "server_error";
}

/**
 * What of an error may be logged. The AI SDK's errors carry the whole request, and an endpoint's words may
 * repeat the key.
 */
export function loggable(error: unknown): Record<string, unknown>[] {
  return [...causes(error)].map((cause) => ({
    name: "name" in cause ? cause.name : undefined,
    ...("statusCode" in cause && { statusCode: cause.statusCode }),
    ...("code" in cause && typeof cause.code === "string" && { code: cause.code }),
  }));
}

const unreachableCodes = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
];
const cutOffCodes = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];

function byStatus(status: number): FailureKind {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 404) return "unknown_model";
  if (status === 408 || status === 504) return "timeout";
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  // Some servers answer 200 and then something that is no event stream.
  return status < 400 ? "cut_off" : "request_refused";
}

function* causes(error: unknown): Generator<object> {
  const seen = new Set<unknown>();
  for (let next = error; typeof next === "object" && next !== null && !seen.has(next); ) {
    seen.add(next);
    yield next;
    if (next instanceof AggregateError)
      yield* next.errors.filter((inner) => typeof inner === "object" && inner);
    next = "cause" in next ? next.cause : undefined;
  }
}

function isNamed(error: object, name: string): boolean {
  return "name" in error && error.name === name;
}

function hasCode(error: object, codes: readonly string[]): boolean {
  return "code" in error && typeof error.code === "string" && codes.includes(error.code);
}
