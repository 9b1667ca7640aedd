import type { FailureKind } from "./failure.ts";

/** What is known about an error: the HTTP status or an equivalent code, and the endpoint's message. */
interface Told {
  status: number | null;
  /** Never shown, since it may repeat the key. */
  words: string;
}

/** Patterns in endpoints' messages, in order; they are more specific than the status. */
const byWords: readonly [RegExp, FailureKind][] = [
  [
    /context[ _]?(?:length|size|window)|too many tokens|maximum context|prompt is too long|exceed_context/iu,
    "context_too_long",
  ],
  [
    /insufficient[_ ](?:quota|credits?|balance|funds)|exceeded your current quota|payment required|billing/iu,
    "no_credit",
  ],
  [
    /does ?n[o']t support tools?|not support (?:tools|function)|tool (?:use|calling) is not (?:supported|enabled)/iu,
    "no_tools",
  ],
  [/loading model|model is (?:still |currently )?loading|model.*is being loaded/iu, "loading"],
  [/unexpected endpoint|unknown request url|invalid url/iu, "not_an_endpoint"],
  [/rate[ _]?limit|too many requests/iu, "rate_limited"],
  [/overloaded/iu, "overloaded"],
  [/model.*(?:not found|does not exist|not exist)|unknown model|no such model/iu, "unknown_model"],
  [/(?:invalid|incorrect|missing).{0,20}api[ _]?key|unauthorized/iu, "unauthorized"],
];

/** The failure for a JSON error of an endpoint: an object, or a string. */
export function kindOfError(error: unknown): FailureKind {
  const { code, status, message, type } = (
    typeof error === "object" && error !== null ? error : {}
  ) as Record<string, unknown>;
  const number = [status, code].map(Number).find((one) => one >= 400 && one < 600) ?? null;
  const words =
    typeof error === "string"
      ? error
      : [message, type, code].filter((part) => typeof part === "string").join(" ");
  return kindOf({ status: number, words });
}

/** The failure for a status and message. */
export function kindOf({ status, words }: Told): FailureKind {
  const said = byWords.find(([pattern]) => pattern.test(words))?.[1];
  // A web page only shows that something else answers; with a 5xx it comes from a proxy.
  const isPage = /^\s*<(?:!doctype|html)/iu.test(words);
  if (status === null) return said ?? (isPage ? "not_an_endpoint" : "server_error");
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 402) return "no_credit";
  if (status === 404) return isPage || said === "not_an_endpoint" ? "not_an_endpoint" : "unknown_model";
  if (status === 405) return "not_an_endpoint";
  if (status === 408 || status === 504) return "timeout";
  if (status === 413) return "context_too_long";
  if (status === 429) return said === "no_credit" ? "no_credit" : "rate_limited";
  if (status === 529) return "overloaded";
  if (status >= 500)
    return said === "loading" || said === "overloaded" || said === "context_too_long" ? said : "server_error";
  if (status < 400) return "cut_off";
  return said ?? (isPage ? "not_an_endpoint" : "request_refused");
}
