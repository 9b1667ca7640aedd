import { partialDeepStrictEqual } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import type { Message, Task } from "@todo-chatbot/contracts";
import type { Wanted } from "../../../backend/src/chat/models/quirk-outcomes.ts";
import { type HttpPerson, readStream } from "../../../backend/src/chat/testing/http-client.ts";

/** The API key of every server under test; it must appear in no answer. */
export const key = "sk-replay-4b1d77";

/** How long the oldest builds avoid a model after a failure, in ms. */
const leftAloneMs = 31_000;

/** A list of exactly six tasks, one of them with four subtasks. */
export async function seed(person: HttpPerson): Promise<Task[]> {
  await clear(person);
  const [parent] = await person.add("Paint", "Second", "Third", "Fourth", "Fifth", "Sixth");
  const operations = ["Sub one", "Sub two", "Sub three", "Sub four"].map((title) => ({
    type: "create",
    task: { title, parentId: parent?.id },
  }));
  await person.call("POST", "/api/v1/tasks/batch", { operations });
  return person.tasks();
}

/** Deletes all open tasks. */
export async function clear(person: HttpPerson): Promise<void> {
  for (let tasks = await person.tasks(); tasks.length > 0; tasks = await person.tasks()) {
    for (const { id } of tasks) await person.call("DELETE", `/api/v1/tasks/${id}`);
  }
}

/**
 * Says `add "…"` to a model with one misbehaviour, once as JSON and once as a stream, and then something harmless.
 * @returns a description of each deviation; empty if there is none
 */
export async function tryBehaviour(person: HttpPerson, behaviour: string, wanted: Wanted): Promise<string[]> {
  const before = await seed(person);
  const { conversationId } = await person.say(`add "Zebra ${behaviour}" ${behaviour}`);
  const faults = await judge(person, conversationId, "Zebra", before, wanted);
  let shown = "";
  const answer = await person.stream(`add "Yak ${behaviour}" ${behaviour}`, { conversationId });
  for await (const { chunk } of readStream(answer)) if (chunk?.type === "text-delta") shown += chunk.delta;
  if (shown.includes("SECRET THOUGHT")) faults.push("a thought is shown");
  const { question } = await lastOf(person, conversationId);
  // The built-in assistant may ask whether the second title means the first, which is already on the list.
  if (!(wanted.by === "builtin" && question)) {
    faults.push(...(await judge(person, conversationId, "Yak", before, wanted)));
  }
  faults.push(...(await harmless(person, conversationId)));
  return [...new Set(faults)];
}

/** Whether the model itself answers a greeting; waits until the server tries it again when not. */
async function harmless(person: HttpPerson, conversationId: string): Promise<string[]> {
  const { message } = await person.say("hello there", { conversationId });
  const { answeredBy } = await lastOf(person, conversationId);
  if (answeredBy?.kind === "model" && message.text.startsWith("Hello")) return [];
  await sleep(leftAloneMs);
  return ["the next message is not answered by the model"];
}

async function judge(
  person: HttpPerson,
  conversationId: string,
  title: string,
  before: readonly Task[],
  wanted: Wanted,
): Promise<string[]> {
  const stored = await lastOf(person, conversationId);
  const tasks = await person.tasks();
  const added = tasks.filter((task) => task.title.includes(title));
  const told = `${stored.text}\n${stored.answeredBy?.fallbackReason ?? ""}`;
  const now = new Map(tasks.map(({ id, version }) => [id, version]));
  const faults: [string, boolean][] = [
    [`${added.length} tasks instead of ${wanted.adds ?? 0}`, added.length !== (wanted.adds ?? 0)],
    ["something else is changed", !before.every(({ id, version }) => now.get(id) === version)],
    ["the task is not as told", wanted.task !== undefined && !added.every((task) => has(task, wanted.task))],
    ["another assistant answers", stored.answeredBy?.kind !== (wanted.by ?? "model")],
    [`ends as ${stored.status}`, stored.status !== (wanted.status ?? "complete")],
    ["does not ask", wanted.asks !== undefined && !stored.question],
    ["does not say what happened", wanted.says !== undefined && !wanted.says.test(told)],
    ["does not say why", wanted.why !== undefined && !wanted.why.test(told)],
    ["a secret is told", new RegExp(`SECRET THOUGHT|${key}`).test(JSON.stringify(stored))],
  ];
  return faults.filter(([, is]) => is).map(([fault]) => fault);
}

/** The latest message of a conversation in the history. */
export async function lastOf(person: HttpPerson, conversationId: string): Promise<Message> {
  const message = (await person.messages(conversationId)).at(-1);
  if (!message) throw new Error("The conversation holds nothing.");
  return message;
}

function has(task: Task, part: unknown): boolean {
  try {
    partialDeepStrictEqual(task, part);
    return true;
  } catch {
    return false;
  }
}
