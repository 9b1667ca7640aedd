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
  readonly #tasks = new Map<string, Task>();
  /** Made of the tasks when it is needed; null when they have changed since. */
  #list: List | null = null;
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
      for (const task of told.put) this.#tasks.set(task.id, task);
      for (const id of told.gone) this.#tasks.delete(id);
      this.#list = null;
      return;
    }
    const { id, text, circumstances } = told;
    this.#latest = id;
    this.#list ??= listOf([...this.#tasks.values()]);
    const context = { ...circumstances, ...this.#list };
    try {
      await this.#ready(languageNeeded(text, context));
      if (id !== this.#latest) return;
      const plan = understand(text, context);
      this.#answer({ id, preview: previewOf(plan) });
    } catch {
      // A preview is a courtesy: without weights there is none, and the message is sent all the same.
      if (id === this.#latest) this.#answer({ id, preview: null });
    }
  }
}

/** The tasks, labels and lists a message is read against, in the person's order. */
function listOf(open: readonly Task[]): List {
  const tasks = open.toSorted((a, b) => a.position - b.position);
  return {
    tasks,
    labels: [...new Set(tasks.flatMap(({ labels }) => labels))],
    projects: [...new Set(tasks.flatMap(({ project }) => project ?? []))],
  };
}
