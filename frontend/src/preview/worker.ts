import { type Language, take } from "@todo-chatbot/assistant/preview";
import { parts } from "./languages.ts";
import type { ToWorker } from "./protocol.ts";
import { Reading } from "./reading.ts";

// Reads the text being typed, off the main thread. It loads languages from the page's origin and sends nothing.
const scope = self as unknown as {
  onmessage: (event: MessageEvent<ToWorker>) => void;
  postMessage(answer: unknown): void;
};
const coming = new Map<Language, Promise<void>>();

function ready(language: Language): Promise<void> {
  let promise = coming.get(language);
  if (!promise) {
    promise = load(language);
    coming.set(language, promise);
  }
  return promise;
}

async function load(language: Language): Promise<void> {
  const [own, weights] = parts[language]();
  take(language, (await own).language, (await weights).default);
}

const reading = new Reading(ready, (answer) => scope.postMessage(answer));
scope.onmessage = ({ data }) => void reading.take(data);
