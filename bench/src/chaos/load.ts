import { parentPort, workerData } from "node:worker_threads";
import { type Attack, attacks } from "./attacks.ts";
import { type Person, signUp } from "./person.ts";

// Runs the attacks in a thread of their own, so that they do not delay the measurements.

/** Input of the thread. */
export interface LoadOrder {
  url: string;
  /** How long to go on; with 0 each attack is made once. */
  seconds: number;
  /** Names of attacks; all when empty. */
  only: string[];
}

/** Its result: for each attack, how often each status was returned, or "broken off" where none was. */
export type LoadReport = Record<string, Record<string, number>>;

async function keepOn(attack: Attack, person: Person, until: number, counts: Record<string, number>) {
  do {
    const outcome = await attack.strike(person).catch(() => "broken off");
    const name = String(outcome ?? "not waited for");
    counts[name] = (counts[name] ?? 0) + 1;
  } while (Date.now() < until);
}

const { url, seconds, only } = workerData as LoadOrder;
const chosen = attacks.filter(({ name }) => only.length === 0 || only.includes(name));
const report: LoadReport = {};
const people = await Promise.all(
  chosen.flatMap((attack) =>
    Array.from({ length: attack.people }, async () => ({ attack, person: await signUp(url) })),
  ),
);
const until = Date.now() + seconds * 1000;
await Promise.all(
  people.map(({ attack, person }) => {
    report[attack.name] ??= {};
    return keepOn(attack, person, until, report[attack.name] as Record<string, number>);
  }),
);
parentPort?.postMessage(report);
