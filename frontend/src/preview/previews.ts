import type { Preview } from "@todo-chatbot/assistant/preview";
import type { Task } from "@todo-chatbot/contracts";
import { ExternalStore } from "../lib/external-store.ts";
import type { Circumstances, FromWorker, ToWorker } from "./protocol.ts";

/** The part of a Worker that is used. */
export interface WorkerLike {
  postMessage(told: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** Text is read after a pause in typing of this length, in ms. */
const pauseMs = 120;
/** Number of tasks sent per message, since copying them blocks the page. */
const atOnce = 200;

/** The effect of the text being typed, kept current by a worker. Stays null without a worker. */
export class Previews extends ExternalStore<Preview | null> {
  #worker: WorkerLike | null = null;
  /** The tasks the worker has, by id. */
  readonly #sent = new Map<string, Task>();
  /** The list the worker has completely. */
  #handedOver: readonly Task[] | null = null;
  #latest = 0;
  /** The text the current preview is about. */
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the worker; if it cannot be started or fails, there are no previews. */
  start(make: () => WorkerLike): void {
    try {
      const worker = make();
      worker.onmessage = ({ data }) => {
        if (data.id === this.#latest) this.set(data.preview);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        this.stop();
      };
      this.#worker = worker;
    } catch {
      this.stop();
    }
  }

  /**
   * Has a text read once typing pauses; earlier requests are dropped.
   * @param circumstances null if the effect of the text cannot be known
   */
  ask(text: string, tasks: readonly Task[], circumstances: (() => Circumstances) | null): void {
    clearTimeout(this.#timer);
    const id = ++this.#latest;
    if (text.trim() === "" || !circumstances || !this.#worker) {
      this.set(null);
      return;
    }
    // While text is appended the preview may lag behind; for different text it would be wrong.
    if (!text.startsWith(this.#told)) this.set(null);
    this.#timer = setTimeout(() => {
      this.#told = text;
      this.#handOver(tasks, () =>
        this.#worker?.postMessage({ type: "read", id, text, circumstances: circumstances() }),
      );
    }, pauseMs);
  }

  /** Sends the worker what changed since the last time, in batches. */
  #handOver(tasks: readonly Task[], then: () => void): void {
    if (tasks === this.#handedOver) {
      then();
      return;
    }
    const open = tasks.filter(({ completedAt }) => completedAt === null);
    const put = open.filter((task) => this.#sent.get(task.id) !== task).slice(0, atOnce);
    const ids = new Set(open.map(({ id }) => id));
    const gone = [...this.#sent.keys()].filter((id) => !ids.has(id));
    if (put.length + gone.length > 0) this.#worker?.postMessage({ type: "tasks", put, gone });
    for (const task of put) this.#sent.set(task.id, task);
    for (const id of gone) this.#sent.delete(id);
    if (put.length === atOnce) {
      this.#timer = setTimeout(() => this.#handOver(tasks, then));
      return;
    }
    this.#handedOver = tasks;
    then();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#latest++;
    this.#worker?.terminate();
    this.#worker = null;
    this.#sent.clear();
    this.#handedOver = null;
    this.set(null);
  }
}
