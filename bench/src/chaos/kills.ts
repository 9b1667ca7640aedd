import { setTimeout as sleep } from "node:timers/promises";
import { type Backend, startBackend } from "../backend.ts";
import { type Account, settle, titlesOf } from "./ledger.ts";
import { json, type Person, send, signUp } from "./person.ts";

const writers = 3;
/** Between the first write of a round and the kill, at random. */
const lifeMs = { least: 200, most: 1200 };

/** The result of all rounds. */
export interface KillReport {
  account: Account;
  /** Of each start after a kill, in ms. */
  readyMs: number[];
}

/**
 * Kills the server repeatedly during writes, and checks each time what was kept.
 * @param folder of an embedded database that nothing else uses
 */
export async function killRounds(folder: string, rounds: number): Promise<KillReport> {
  const readyMs: number[] = [];
  const account: Account = { acknowledged: 0, lost: [], halfWritten: [] };
  if (rounds === 0) return { account, readyMs };
  let backend = await startBackend(folder);
  try {
    for (let round = 0; round < rounds; round++) {
      // A new account each time: one may have 10,000 open tasks, and this avoids reusing an old key.
      const person = await signUp(backend.url);
      const acknowledged = await writeUntilKilled(backend, person, round);
      backend = await startBackend(folder);
      readyMs.push(backend.readyMs);
      const left = settle(acknowledged, await titlesAt({ ...person, url: backend.url }));
      account.acknowledged += left.acknowledged;
      account.lost.push(...left.lost);
      account.halfWritten.push(...left.halfWritten);
    }
  } finally {
    await backend.kill();
  }
  return { account, readyMs };
}

async function writeUntilKilled(backend: Backend, person: Person, round: number): Promise<string[]> {
  const acknowledged: string[] = [];
  let isWriting = true;
  const write = async (writer: number): Promise<void> => {
    for (let count = 0; isWriting; count++) {
      const group = `round ${round} writer ${writer} write ${count}`;
      const operations = titlesOf(group).map((title) => ({ type: "create", task: { title } }));
      const answer = await send(person, "POST", "/api/v1/tasks/batch", json({ operations })).catch(
        () => null,
      );
      if (answer?.status === 200) acknowledged.push(group);
    }
  };
  const writing = Array.from({ length: writers }, (_, writer) => write(writer));
  await sleep(lifeMs.least + Math.random() * (lifeMs.most - lifeMs.least));
  await backend.kill();
  isWriting = false;
  await Promise.all(writing);
  return acknowledged;
}

async function titlesAt(person: Person): Promise<string[]> {
  const answer = await send(person, "GET", "/api/v1/export");
  if (answer.status !== 200) throw new Error(`The export was answered ${answer.status}.`);
  const { tasks } = JSON.parse(answer.text) as { tasks: { title: string }[] };
  return tasks.map(({ title }) => title);
}
