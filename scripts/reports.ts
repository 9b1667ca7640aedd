import { existsSync, readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** The result of one suite. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** How many tests were skipped for each reason. */
  reasons: Map<string, number>;
  /** Every test with its duration in milliseconds. */
  timed: { name: string; duration: number }[];
  /** What failed, each with the first line of the reason. */
  failures: string[];
}

/** The part of a Vitest JSON report that is read. */
interface VitestReport {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: {
      fullName: string;
      status: string;
      duration?: number | null;
      failureMessages?: string[];
    }[];
  }[];
}

/** The part of a Playwright JSON report that is read. */
interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
}
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    ok: boolean;
    tests: {
      status?: string;
      annotations?: { type: string; description?: string }[];
      results: { duration: number; error?: { message?: string } }[];
    }[];
  }[];
}

/**
 * Reads the report of a suite.
 * @param code exit code of its run. One that is not 0 without a failed test counts as a failure: a worker died, or
 *   there was an error after the last test.
 * @param read turns the report's text into an outcome; a suite without one is a single test
 */
export function outcomeOf(file: string, code: number, read?: (report: string) => Outcome): Outcome {
  if (!read && code === 0) return { ...nothing(), passed: 1 };
  if (!read) return { ...nothing(), failed: 1, failures: [`It ended with exit code ${code}.`] };
  if (!existsSync(file)) return { ...nothing(), failed: 1, failures: ["It ended without a report."] };
  const outcome = read(readFileSync(file, "utf8"));
  if (code === 0 || outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, failures: [`It ended with exit code ${code} after its last test.`] };
}

/** Reads a Vitest report. Skipped tests give the reason in brackets at the end of their title: "[needs helm]". */
export function readVitest(text: string): Outcome {
  const outcome = nothing();
  for (const { name, status: whole, message = "", assertionResults } of (JSON.parse(text) as VitestReport)
    .testResults) {
    // A file that could not be loaded has no failed test, and one whose setup failed has only skipped ones.
    if (whole === "failed" && !assertionResults.some(({ status }) => status === "failed")) {
      outcome.failed++;
      outcome.failures.push(reasonOf(name, message));
    }
    for (const { fullName, status, duration, failureMessages = [] } of assertionResults) {
      if (status === "passed") outcome.passed++;
      else if (status === "failed") {
        outcome.failed++;
        outcome.failures.push(reasonOf(fullName, failureMessages[0]));
      } else {
        outcome.skipped++;
        const reason = /\[((?:needs|skipped:) [^\]]+)\]/.exec(fullName)?.[1] ?? `no reason given in ${name}`;
        count(outcome.reasons, reason);
      }
      if (duration) outcome.timed.push({ name: fullName, duration });
    }
  }
  return outcome;
}

/** Reads a Playwright report. A test that passed only when repeated has failed. */
export function readPlaywright(text: string): Outcome {
  const { stats, suites } = JSON.parse(text) as PlaywrightReport;
  const outcome = {
    ...nothing(),
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
  };
  const enter = ({ suites: inner = [], specs }: PlaywrightSuite) => {
    for (const { title, ok, tests } of specs) {
      for (const { status, annotations = [], results } of tests) {
        if (status === "skipped") {
          const said = annotations.find(({ type }) => type === "skip")?.description;
          count(outcome.reasons, said ?? `no reason given in ${title}`);
        }
        const error = results.find((result) => result.error)?.error;
        if (!ok || error) outcome.failures.push(reasonOf(title, error?.message));
        outcome.timed.push({
          name: title,
          duration: results.reduce((sum, result) => sum + result.duration, 0),
        });
      }
    }
    inner.forEach(enter);
  };
  suites.forEach(enter);
  return outcome;
}

function count(reasons: Map<string, number>, reason: string): void {
  reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
}

function nothing(): Outcome {
  return { passed: 0, failed: 0, skipped: 0, reasons: new Map(), timed: [], failures: [] };
}

/** The name of what failed with the first line of its message, without the colours of a terminal. */
function reasonOf(name: string, message = ""): string {
  const first = stripVTControlCharacters(message).trim().split("\n", 1)[0] ?? "";
  return first ? `${name}: ${first.slice(0, 300)}` : name;
}
