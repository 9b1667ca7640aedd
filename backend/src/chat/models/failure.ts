import { APICallError } from "ai";
import { kindOf, kindOfError } from "./kinds.ts";

/** Why a language model did not answer. */
export type FailureKind =
  | "unreachable"
  | "not_an_endpoint"
  | "certificate"
  | "unauthorized"
  | "unknown_model"
  | "no_credit"
  | "rate_limited"
  | "context_too_long"
  | "no_tools"
  | "loading"
  | "overloaded"
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
  /** What happened and what to do, one sentence each. Never contains text from the endpoint, which may echo the key. */
  message: string;
}

/** Thrown within a run if the model's answer cannot be used. */
export class ModelError extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

const sentences: Readonly<Record<FailureKind, string>> = {
  unreachable: "could not be reached. Check OPENAI_BASE_URL and the network",
  not_an_endpoint:
    "is not what answers at that address: something else does, such as a web page. Check OPENAI_BASE_URL; it usually ends in /v1",
  certificate:
    "could not be reached securely: the certificate of its server is not trusted. Check OPENAI_BASE_URL, or set NODE_EXTRA_CA_CERTS to the certificate of its authority",
  unauthorized: "did not accept the key. Check OPENAI_API_KEY",
  unknown_model: "is not known at that address. Check OPENAI_MODEL and OPENAI_BASE_URL",
  no_credit: "has no credit left for this key. Add credit with the provider, or set another OPENAI_API_KEY",
  rate_limited:
    "takes no more requests for now. Try again in a minute, or check the plan and limits of the key",
  context_too_long:
    "cannot take in as much text as this needs. Choose an OPENAI_MODEL with a larger context, or raise the context length on its server",
  no_tools: "cannot call tools, which the list needs. Choose an OPENAI_MODEL that can",
  loading: "is still loading. Try again in a moment",
  overloaded: "is overloaded. Try again in a moment",
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

/**
 * Puts a failure into words for the person.
 * @param error its cause: a rate limit may say when it ends
 */
export function describeFailure(kind: FailureKind, modelName: string, error?: unknown): ModelFailure {
  const seconds = kind === "rate_limited" ? retryAfter(error) : null;
  const sentence =
    seconds === null ? sentences[kind] : `takes no more requests for now. Try again in ${waitWords(seconds)}`;
  return { kind, message: `The language model ${modelName} ${sentence}.` };
}

/** Which failure an error thrown or streamed by the AI SDK stands for. */
export function classify(error: unknown): FailureKind {
  for (const cause of causes(error)) {
    if (cause instanceof ModelError) return cause.kind;
    if (APICallError.isInstance(cause) && cause.statusCode !== undefined)
      return kindOf({ status: cause.statusCode, words: cause.responseBody ?? "" });
    if (isNamed(cause, "TimeoutError")) return "timeout";
    if (isNamed(cause, "AI_InvalidResponseDataError") || isNamed(cause, "AI_NoOutputGeneratedError"))
      return "cut_off";
    if (hasCode(cause, cutOffCodes)) return "cut_off";
    if (hasCode(cause, unreachableCodes)) return "unreachable";
    if (hasCode(cause, certificateCodes)) return "certificate";
  }
  if (APICallError.isInstance(error)) return "unreachable";
  // What an endpoint reported inside a stream, as passed on by the SDK.
  const told = error instanceof Error && "data" in error ? error.data : error;
  return told instanceof Error ? "server_error" : kindOfError(told);
}

/** Seconds until the endpoint accepts requests again, from `Retry-After`; null if that is missing or invalid. */
function retryAfter(error: unknown): number | null {
  for (const cause of causes(error)) {
    if (!APICallError.isInstance(cause)) continue;
    const header = cause.responseHeaders?.["retry-after"];
    const seconds = Number(header ?? Number.NaN);
    if (seconds > 0 && seconds < 1e6) return Math.ceil(seconds);
  }
  return null;
}

function waitWords(seconds: number): string {
  if (seconds < 90) return `${seconds} ${seconds === 1 ? "second" : "seconds"}`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}

/**
 * The parts of an error that may be logged. The AI SDK's errors contain the whole request, and text from an endpoint
 * may repeat the key.
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

/** https://nodejs.org/api/tls.html, "X509 certificate error codes". */
const certificateCodes = [
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
];

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
