import {
  type Context,
  type Language,
  languageNeeded,
  previewOf,
  understand,
} from "@todo-chatbot/assistant/preview";
import type { Task } from "@todo-chatbot/contracts";
import type { FromWorker, ToWorker } from "./protocol.ts";

type List = Pick<Context, "tasks" | "labels" | "projects">;

/** What the worker does: keeps the tasks, and reads the latest message as soon as its language can be read. */
export class Reading {
  readonly #ready: (language: Language) => Promise<void>;
  readonly #answer: (answer: FromWorker) => void;
  #list: List = { tasks: [], labels: [], projects: [] };
  #latest = 0;

  /**
   * @param ready resolves when the weights of a language are there, rejects when they cannot be had
   * @param answer takes what is to be told to the page
   */
  constructor(ready: (language: Language) => Promise<void>, answer: (answer: FromWorker) => void) {
    this.#ready = ready;
    this.#answer = answer;
  }

  async take(told: ToWorker): Promise<void> {
    if (told.type === "tasks") {
      this.#list = listOf(told.tasks);
      return;
    }
    const { id, text, circumstances } = told;
    this.#latest = id;
    try {
      await this.#ready(languageNeeded(text, { ...circumstances, ...this.#list }));
      if (id !== this.#latest) return;
      const plan = understand(text, { ...circumstances, ...this.#list });
      this.#answer({ id, preview: previewOf(plan) });
    } catch {
      // A preview is a courtesy: without weights there is none, and the message is sent all the same.
      if (id === this.#latest) this.#answer({ id, preview: null });
    }
  }
}

/** The tasks, labels and lists a message is read against: open tasks, in the person's order. */
function listOf(all: readonly Task[]): List {
  const tasks = all.filter(({ completedAt }) => !completedAt).sort((a, b) => a.position - b.position);
  return {
    tasks,
    labels: [...new Set(tasks.flatMap(({ labels }) => labels))],
    projects: [...new Set(tasks.flatMap(({ project }) => project ?? []))],
  };
}
