import { setTimeout as sleep } from "node:timers/promises";
import { json, type Person, send, signUp, undoLast } from "./person.ts";

/** What an ordinary user experienced in the meantime. */
export interface Experience {
  answered: number;
  /** Requests that failed: "chat: 503", "list: no answer in time". */
  failures: string[];
  /** Longest wait, in ms. */
  slowestMs: number;
}

const timeoutMs = 30_000;
const pauseMs = 100;

/** Uses the product like an ordinary person, one request at a time, until it is stopped. */
export async function beNeighbour(url: string, stop: AbortSignal): Promise<Experience> {
  const me = await signUp(url);
  const experience: Experience = { answered: 0, failures: [], slowestMs: 0 };
  while (!stop.aborted) {
    for (const [name, expected, act] of deeds) {
      const from = performance.now();
      const outcome = await act(me, AbortSignal.timeout(timeoutMs)).catch(() => "no answer in time");
      experience.slowestMs = Math.max(experience.slowestMs, performance.now() - from);
      if (outcome === expected) experience.answered++;
      else experience.failures.push(`${name}: ${outcome}`);
    }
    await sleep(pauseMs);
  }
  return experience;
}

type Deed = [name: string, expected: number, act: (me: Person, signal: AbortSignal) => Promise<number>];

const statusOf = async (answer: Promise<{ status: number }>) => (await answer).status;

const deeds: readonly Deed[] = [
  [
    "add",
    201,
    (me, signal) => statusOf(send(me, "POST", "/api/v1/tasks", json({ title: "Buy milk" }), signal)),
  ],
  ["list", 200, (me, signal) => statusOf(send(me, "GET", "/api/v1/tasks", undefined, signal))],
  [
    "chat",
    200,
    (me, signal) => statusOf(send(me, "POST", "/api/v1/chat", json({ message: "what is left?" }), signal)),
  ],
  ["undo", 200, undoLast],
];
