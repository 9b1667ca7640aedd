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

/** Typing that pauses for this long is read. */
const pauseMs = 120;
/** So many tasks are handed over at a time: the page stands still while they are copied. */
const atOnce = 200;

/** What would happen to what is being typed, kept current by a worker. Where there is no worker it stays null. */
export class Previews extends ExternalStore<Preview | null> {
  #worker: WorkerLike | null = null;
  /** What the worker has, by id. */
  readonly #sent = new Map<string, Task>();
  /** The list that it has all of. */
  #handedOver: readonly Task[] | null = null;
  #latest = 0;
  /** The text that is told about. */
  #told = "";
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Starts the worker; one that cannot be started, or fails, is done without. */
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
   * Has a text read once typing pauses; what was asked for before is dropped.
   * @param circumstances null: it cannot be known what the text would do
   */
  ask(text: string, tasks: readonly Task[], circumstances: (() => Circumstances) | null): void {
    clearTimeout(this.#timer);
    const id = ++this.#latest;
    if (text.trim() === "" || !circumstances || !this.#worker) {
      this.set(null);
      return;
    }
    // While words are added the line may lag behind; of other words it would be false.
    if (!text.startsWith(this.#told)) this.set(null);
    this.#timer = setTimeout(() => {
      this.#told = text;
      this.#handOver(tasks, () =>
        this.#worker?.postMessage({ type: "read", id, text, circumstances: circumstances() }),
      );
    }, pauseMs);
  }

  /** Tells the worker what changed since it was told last, in parts where that is much. */
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
