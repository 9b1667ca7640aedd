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

/** The worker's logic: keeps the tasks, and reads the latest message once its language is loaded. */
export class Reading {
  readonly #ready: (language: Language) => Promise<void>;
  readonly #answer: (answer: FromWorker) => void;
  readonly #tasks = new Map<string, Task>();
  /** Built lazily from the tasks; null after they have changed. */
  #list: List | null = null;
  #latest = 0;

  /**
   * @param ready resolves when the weights of a language are loaded, rejects if they cannot be
   * @param answer sends a result to the page
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
      // A preview is optional: without weights there is none, and the message can still be sent.
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
