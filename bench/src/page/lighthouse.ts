/** Lighthouse is too large a dependency for everybody, so npx fetches it when it is needed. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Person } from "../../../e2e/support/person.ts";

const version = "12.8.2";

/** The score is of 100; times are in ms. */
export interface Audit {
  score: number;
  largestPaintMs: number;
  blockingMs: number;
  firstPaintMs: number;
  shift: number;
}

/** Lighthouse's mobile audit of an address, as the person sees it; the median of some runs by their score. */
export async function audit(url: string, person: Person | null, port: number, runs: number): Promise<Audit> {
  const audits: Audit[] = [];
  for (let n = 0; n < runs; n++) audits.push(await once(url, person, port));
  return audits.toSorted((a, b) => a.score - b.score)[Math.floor(runs / 2)] as Audit;
}

async function once(url: string, person: Person | null, port: number): Promise<Audit> {
  const headers = person ? [`--extra-headers=${JSON.stringify({ Cookie: person.cookie })}`] : [];
  const options = ["--only-categories=performance", "--output=json", "--quiet", `--port=${port}`, ...headers];
  const { stdout } = await promisify(execFile)("npx", ["--yes", `lighthouse@${version}`, url, ...options], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const { categories, audits } = JSON.parse(stdout);
  const value = (name: string): number => audits[name].numericValue;
  return {
    score: Math.round(categories.performance.score * 100),
    largestPaintMs: value("largest-contentful-paint"),
    blockingMs: value("total-blocking-time"),
    firstPaintMs: value("first-contentful-paint"),
    shift: value("cumulative-layout-shift"),
  };
}
