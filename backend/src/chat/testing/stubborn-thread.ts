import { parentPort } from "node:worker_threads";
import type { ThreadAnswer, Work } from "../reading/protocol.ts";

// Stands in for a reading thread: "for ever" never ends, "crash" ends the thread, all else is read at once.

const answer = (said: ThreadAnswer) => parentPort?.postMessage(said);

parentPort?.on("message", (work: Work) => {
  if (work.text === "for ever") for (;;);
  if (work.text === "crash") process.exit(1);
  const plan = {
    intent: "none",
    language: "en",
    actions: [],
    question: null,
    answer: work.text,
    spans: [],
    dates: [],
  };
  answer({ kind: "done", reading: { plan: plan as never, agreed: [], isYes: false } });
});
answer({ kind: "ready" });
