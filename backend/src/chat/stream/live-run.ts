import type { Message, TurnIds } from "@todo-chatbot/contracts";
import { Pulse } from "../../pulse.ts";
import type { StoredEvent } from "../store/runs.ts";
import type { Chunk } from "../types.ts";

/** An answer in progress in this process: what was streamed so far, and its followers. */
export class LiveRun {
  readonly ids: TurnIds;
  /** The stored answer; resolves after it was stored. */
  readonly done: Promise<Message>;
  readonly #controller = new AbortController();
  readonly #chunks: Chunk[] = [];
  readonly #listeners = new Set<Pulse>();
  readonly #finish: (message: Message) => void;
  #ended = false;
  #stored = 0;
  #notStored: StoredEvent[] = [];
  #sequence = 0;

  constructor(ids: TurnIds) {
    this.ids = ids;
    const { promise, resolve } = Promise.withResolvers<Message>();
    this.done = promise;
    this.#finish = resolve;
  }

  /** Aborted when the answer should stop. */
  get stop(): AbortSignal {
    return this.#controller.signal;
  }

  abort(): void {
    this.#controller.abort();
  }

  emit(chunk: Chunk): void {
    if (this.#ended) return;
    this.#chunks.push(chunk);
    this.#wake();
  }

  /** Sends the last chunks and ends every follower's stream. */
  end(message: Message, chunks: readonly Chunk[]): void {
    this.#chunks.push(...chunks);
    this.#ended = true;
    this.#finish(message);
    this.#wake();
  }

  /** What was streamed since the last call, to store; pieces of one text are joined. */
  takeUnstored(): StoredEvent[] {
    const chunks = joinDeltas(this.#chunks.slice(this.#stored));
    this.#stored = this.#chunks.length;
    const events = chunks.map((chunk) => ({ sequence: this.#sequence++, chunk }));
    return [...this.#notStored.splice(0), ...events];
  }

  /** Returns events that could not be stored, for the next attempt. */
  putBack(events: readonly StoredEvent[]): void {
    this.#notStored.push(...events);
  }

  get hasUnstored(): boolean {
    return this.#notStored.length > 0 || this.#stored < this.#chunks.length;
  }

  /** Everything streamed so far, then new events; null after each `silenceMs` of silence. */
  async *follow(silenceMs: number): AsyncGenerator<Chunk | null> {
    const pulse = new Pulse();
    this.#listeners.add(pulse);
    try {
      for (let next = 0; ; ) {
        for (; next < this.#chunks.length; next++) yield this.#chunks[next] as Chunk;
        if (this.#ended) return;
        if (!(await pulse.wait(silenceMs))) yield null;
      }
    } finally {
      this.#listeners.delete(pulse);
    }
  }

  #wake(): void {
    for (const pulse of this.#listeners) pulse.pulse();
  }
}

function joinDeltas(chunks: readonly Chunk[]): Chunk[] {
  const joined: Chunk[] = [];
  for (const chunk of chunks) {
    const last = joined.at(-1);
    if (chunk.type === "text-delta" && last?.type === "text-delta" && last.id === chunk.id) {
      joined[joined.length - 1] = { ...last, delta: last.delta + chunk.delta };
    } else joined.push(chunk);
  }
  return joined;
}
