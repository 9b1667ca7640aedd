/**
 * How fast the built-in assistant understands, on one core: messages per second and the 99th percentile, compared
 * with chrono-node, which reads only the dates. Run: `node bench/src/understand.ts`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Context } from "@todo-chatbot/assistant";
import { understand } from "@todo-chatbot/assistant/reading";
import { MemoryList } from "@todo-chatbot/assistant/testing";
import * as chrono from "chrono-node";
import { table } from "./eval/table.ts";
import { percentile } from "./eval/tally.ts";
import type { CaseTask } from "./eval/wire.ts";

const LIMITS = { messagesPerSecond: 5000, p99Ms: 1, longListMs: 25 };
const ROUNDS = 40;
const WARM_UP = 8;
/** The longest list with a limit, and how many messages are skipped for each one read against it. */
const LONG_LIST = 10_000;
const SAMPLED = 20;

interface Case {
  tasks: CaseTask[];
  turns: { user: string }[];
}

const file = path.resolve(import.meta.dirname, "../../assistant/src/testing/dialogues.jsonl");
const cases: Case[] = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const texts = cases.flatMap(({ turns }) => turns.map(({ user }) => user));
const now = new Date("2026-09-09T10:00:00Z");

const titles = [...new Set(cases.flatMap((one) => one.tasks.map(({ title }) => title)))];

/** The tasks messages are read against; once the titles of the dialogues run out, two are combined. */
function against(size: number): Context {
  const tasks = Array.from({ length: size }, (_, k) => {
    const title = titles[k % titles.length] as string;
    return { title: k < titles.length ? title : `${title} ${titles[(k * 7) % titles.length]} ${k}` };
  });
  return new MemoryList({ now: now.toISOString(), timeZone: "Europe/London", tasks }).context();
}

interface Speed {
  perSecond: number;
  p50: number;
  p99: number;
}

/** The best time of each message over many rounds, to minimise the influence of other programs. */
function measure(some: readonly string[], rounds: number, work: (text: string) => unknown): Speed {
  const best = some.map(() => Number.POSITIVE_INFINITY);
  for (let k = -Math.min(WARM_UP, rounds); k < rounds; k++)
    some.forEach((text, at) => {
      const from = performance.now();
      work(text);
      if (k >= 0) best[at] = Math.min(best[at] as number, performance.now() - from);
    });
  const sum = best.reduce((total, ms) => total + ms, 0);
  return { perSecond: some.length / (sum / 1000), p50: percentile(best, 0.5), p99: percentile(best, 0.99) };
}

const [few, many] = [against(20), against(LONG_LIST)];
const assistant = measure(texts, ROUNDS, (text) => understand(text, few));
const peer = measure(texts, ROUNDS, (text) => chrono.parse(text, now));
const sampled = texts.filter((_, k) => k % SAMPLED === 0);
const long = measure(sampled, 5, (text) => understand(text, many));
const row = (name: string, { perSecond, p50, p99 }: Speed): string[] => [
  name,
  perSecond.toFixed(0),
  p50.toFixed(3),
  p99.toFixed(3),
];
console.log(
  table(
    ["what", "messages / s", "p50 ms", "p99 ms"],
    [
      row("understand: the whole message, against 20 tasks", assistant),
      ["  limit", `≥ ${LIMITS.messagesPerSecond}`, "", `≤ ${LIMITS.p99Ms}`],
      row(`understand: against ${LONG_LIST} tasks`, long),
      ["  limit", "", "", `≤ ${LIMITS.longListMs}`],
      row("chrono-node 2: its dates alone", peer),
    ],
  ),
);
console.log(
  `${texts.length} different messages of assistant/src/testing/dialogues.jsonl (${sampled.length} against the long list), each at its best of ${ROUNDS} rounds (5)`,
);
const slow =
  assistant.perSecond < LIMITS.messagesPerSecond ||
  assistant.p99 > LIMITS.p99Ms ||
  long.p99 > LIMITS.longListMs;
if (slow) {
  console.log("understand is slower than its limit on this machine");
  process.exitCode = 1;
}
