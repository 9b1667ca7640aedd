import type { KillReport } from "./kills.ts";
import type { SoakReport } from "./soak.ts";

/** A promise, the measured value, and whether it holds; null where nothing is promised. */
export interface Line {
  what: string;
  found: string;
  promise: string;
  holds: boolean | null;
}

/** What is promised; times on an idle machine with two cores. */
export const promises = {
  growthMb: 50,
  besideImportMs: 1000,
  slowestMs: 10_000,
  readyMs: 2000,
  readyWorstMs: 3000,
} as const;

const mb = (value: number) => `${Math.round(value)} MB`;
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

/** The verdict on a soak. */
export function judgeSoak(report: SoakReport): Line[] {
  const { readyMb, startMb, peakMb, afterMb, besideImport, neighbour, attacks } = report;
  const growth = afterMb - startMb;
  const faults = Object.entries(attacks).flatMap(([name, counts]) =>
    Object.entries(counts).flatMap(([status, count]) =>
      /^5\d\d$/.test(status) ? [`${name}: ${count} × ${status}`] : [],
    ),
  );
  const { answered, failures, slowestMs } = neighbour;
  return [
    { what: "memory when ready", found: mb(readyMb), promise: "", holds: null },
    { what: "memory at its start: everything used once", found: mb(startMb), promise: "", holds: null },
    { what: "memory at the peak", found: mb(peakMb), promise: "", holds: null },
    {
      what: "memory a minute after the load",
      found: `${mb(afterMb)}, ${growth < 0 ? "−" : "+"}${mb(Math.abs(growth))}`,
      promise: `at most ${promises.growthMb} MB above its start`,
      holds: growth <= promises.growthMb,
    },
    {
      what: "the slowest request of a person while another imports 5,000 tasks",
      found: [seconds(besideImport.slowestMs), ...besideImport.failures.slice(0, 5)].join(", "),
      promise: `at most ${seconds(promises.besideImportMs)}`,
      holds: besideImport.failures.length === 0 && besideImport.slowestMs <= promises.besideImportMs,
    },
    {
      what: "an ordinary person's requests meanwhile",
      found: [`${answered} answered`, ...failures.slice(0, 5)].join(", "),
      promise: "all answered",
      holds: answered > 0 && failures.length === 0,
    },
    {
      what: "the slowest of them",
      found: seconds(slowestMs),
      promise: `at most ${seconds(promises.slowestMs)}`,
      holds: slowestMs <= promises.slowestMs,
    },
    {
      what: "attacks answered with a fault of the server",
      found: faults.join(", ") || "none",
      promise: "none",
      holds: faults.length === 0,
    },
  ];
}

/** The verdict on rounds of kills. */
export function judgeKills({ account, readyMs }: KillReport): Line[] {
  if (readyMs.length === 0) return [];
  const sorted = [...readyMs].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const worst = sorted.at(-1) ?? 0;
  return [
    {
      what: `acknowledged writes lost, of ${account.acknowledged}, in ${readyMs.length} kills`,
      found: String(account.lost.length),
      promise: "none",
      holds: account.acknowledged > 0 && account.lost.length === 0,
    },
    {
      what: "writes half there",
      found: String(account.halfWritten.length),
      promise: "none",
      holds: account.halfWritten.length === 0,
    },
    {
      what: "ready again after a kill",
      found: `${seconds(median)}, worst ${seconds(worst)}`,
      promise: `${seconds(promises.readyMs)}, worst ${seconds(promises.readyWorstMs)}`,
      holds: median <= promises.readyMs && worst <= promises.readyWorstMs,
    },
  ];
}

/** A row of the table for a line. */
export const row = ({ what, found, promise, holds }: Line): Record<string, string> => ({
  what,
  found,
  promise,
  verdict: holds === null ? "" : holds ? "holds" : "BROKEN",
});
