import { parentPort } from "node:worker_threads";
import { MemoryList } from "../src/testing/list.ts";
import { understand } from "../src/understand.ts";

// Reads each message it is sent against a small list, and says when it is done.

const list = new MemoryList({
  now: "2026-11-20T10:00:00Z",
  timeZone: "Europe/Berlin",
  tasks: [{ title: "Buy milk" }, { title: "Call mom" }, { title: "Water the plants" }],
});

parentPort?.on("message", (message: string) => {
  understand(message, list.context());
  parentPort?.postMessage(message);
});
