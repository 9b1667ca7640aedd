/**
 * How fast the built-in assistant understands, on one core: messages a second and the slowest hundredth, beside
 * chrono-node, which reads the dates alone. Run: `node bench/src/understand.ts`.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { type Context, understand } from "@todo-chatbot/assistant";
import * as chrono from "chrono-node";
import type { CaseTask } from "./eval/wire.ts";

const LIMITS = { messagesPerSecond: 5000, p99Ms: 3 };
const ROUNDS = 40;
const WARM_UP = 8;

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

/** The list every message is read against: twenty open tasks. */
const tasks: Context["tasks"] = [...new Set(cases.flatMap((one) => one.tasks.map(({ title }) => title)))]
  .slice(0, 20)
  .map((title, position) => ({
    id: `00000000-0000-4000-8000-${String(position).padStart(12, "0")}`,
    title,
    description: "",
    completedAt: null,
    priority: 4,
    labels: [],
    project: null,
    parentId: null,
    start: null,
    due: null,
    recurrence: null,
    reminders: [],
    position,
    version: 1,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
  }));
const context: Context = {
  now: now.toISOString(),
  timeZone: "Europe/London",
  weekStart: 1,
  locale: "en",
  tasks,
  labels: [],
  projects: [],
  turns: [],
};

/** The best of many rounds, so that other programs on the machine count as little as they can. */
function measure(work: (text: string) => unknown): { perSecond: number; p50: number; p99: number } {
  for (let k = 0; k < WARM_UP; k++) for (const text of texts) work(text);
  let round = Number.POSITIVE_INFINITY;
  for (let k = 0; k < ROUNDS; k++) {
    const from = performance.now();
    for (const text of texts) work(text);
    round = Math.min(round, performance.now() - from);
  }
  const best = texts.map((text) => {
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < 5; k++) {
      const from = performance.now();
      work(text);
      least = Math.min(least, performance.now() - from);
    }
    return least;
  });
  best.sort((a, b) => a - b);
  const at = (share: number): number => best[Math.floor((best.length - 1) * share)] ?? 0;
  return { perSecond: texts.length / (round / 1000), p50: at(0.5), p99: at(0.99) };
}

const assistant = measure((text) => understand(text, context));
const peer = measure((text) => chrono.parse(text, now));
const row = (name: string, { perSecond, p50, p99 }: typeof assistant): Record<string, string> => ({
  what: name,
  "messages / s": perSecond.toFixed(0),
  "p50 ms": p50.toFixed(3),
  "p99 ms": p99.toFixed(3),
});
console.table([
  row("understand: the whole message, against 20 tasks", assistant),
  row("chrono-node 2: its dates alone", peer),
  {
    what: "limit for understand",
    "messages / s": String(LIMITS.messagesPerSecond),
    "p50 ms": "",
    "p99 ms": LIMITS.p99Ms.toFixed(3),
  },
]);
console.log(
  `${texts.length} different messages of assistant/src/testing/dialogues.jsonl, the best of ${ROUNDS} rounds`,
);
if (assistant.perSecond < LIMITS.messagesPerSecond || assistant.p99 > LIMITS.p99Ms) {
  console.log("understand is slower than its limit on this machine");
  process.exitCode = 1;
}
