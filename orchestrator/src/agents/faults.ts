import type { CommandResult } from "../exec/run.ts";
import type { Fault, FaultKind } from "./agent.ts";
import { plain } from "./extract.ts";

/** Phrases that the programs print for an error of the model's server, most specific first. */
const WORDS: readonly [FaultKind, RegExp, string][] = [
  [
    "no-key",
    /(api key|API_KEY|token_key|environment variable)[^\n]*(not set|required|missing|is empty|must be)|must be set|missing[^\n]*(api key|API_KEY|environment)|environment variables? (must|not)|you must set/i,
    "its key is missing",
  ],
  [
    "unauthorised",
    /\b401\b|\b403\b|unauthori[sz]ed|invalid[_ ]api[_ ]key|authentication/i,
    "the model refused its key",
  ],
  ["rate-limited", /\b429\b|rate.?limit|too many requests|quota/i, "the model is over its rate limit"],
  [
    "server-error",
    /\b50[0-9]\b|internal server error|bad gateway|service unavailable|overloaded/i,
    "the model's server failed",
  ],
  [
    "unreachable",
    /connection refused|no such host|dial tcp|network is unreachable|i\/o timeout|ECONNREFUSED|all connection attempts failed|connection error/i,
    "the model cannot be reached",
  ],
  [
    "cut",
    /unexpected EOF|connection reset|stream (error|ended)|incomplete|peer closed|broken pipe|unexpected end/i,
    "the answer was cut off",
  ],
];

/** The fault that an error text describes; null if it is none of the known ones. */
export function faultInWords(text: string): Fault | null {
  const lines = plain(text).join("\n");
  for (const [kind, pattern, message] of WORDS) {
    const found = pattern.exec(lines);
    if (!found) continue;
    const line = lines.split("\n").find((each) => pattern.test(each)) ?? found[0];
    return { kind, message: `${message} (${line.trim().slice(0, 160)})` };
  }
  return null;
}

/** Faults common to all programs: not installed, interrupted, timed out. */
export function faultOfProcess(result: CommandResult, program: string, timeout: number): Fault | null {
  if (result.missing) return { kind: "missing", message: `${program} is not installed` };
  if (result.canceled) return { kind: "interrupted", message: `${program} was stopped with the run` };
  if (result.timedOut)
    return {
      kind: "hang",
      message: `${program} did not end within ${Math.round(timeout / 1000)} s and was killed`,
    };
  return null;
}
