import { parentPort } from "node:worker_threads";
import { authorises, understand } from "@todo-chatbot/assistant/reading";
import { collectWhenIdle } from "../../idle-collection.ts";
import { ListCopies } from "./list-copy.ts";
import { namesIn } from "./names-in.ts";
import type { Circumstances, Reading, ThreadAnswer, Work } from "./protocol.ts";

// A thread that reads messages, one after the other. Its owner ends it if one takes too long.

const copies = new ListCopies();

function perform({ ownerId, text, list, circumstances }: Work): Reading {
  const tasks = copies.apply(ownerId, list);
  const pending = circumstances.turns.at(-1)?.pending ?? null;
  const context = { ...circumstances, tasks, ...namesIn(tasks) };
  const plan = understand(text, context);
  return {
    plan,
    agreed: [...plan.agreed, ...authorises(pending, text)],
    isYes: authorises(pending && { ...pending, ...anyIds }, text).length > 0,
  };
}

/** A question about an undo refers to no task, but can still be answered with yes. */
const anyIds = { ids: ["any"] };

const answer = (said: ThreadAnswer) => parentPort?.postMessage(said);

parentPort?.on("message", (work: Work) => {
  try {
    answer({ kind: "done", reading: perform(work) });
  } catch (error) {
    answer({ kind: "failed", error: error instanceof Error ? error : new Error(String(error)) });
  }
});

// Warm-up for the first message: compiles patterns and loads words.
const nowhere: Circumstances = {
  now: new Date().toISOString(),
  timeZone: "UTC",
  weekStart: 1,
  locale: "en",
  turns: [],
};
const nothing = { parts: null, forget: [] };
perform({
  ownerId: "",
  text: "add milk tomorrow at 5pm",
  list: nothing,
  circumstances: nowhere,
});
answer({ kind: "ready" });
collectWhenIdle();
