import type { Server, ServerResponse } from "node:http";

/**
 * A stop that no request notices: for a while requests are still answered, each asking its client to
 * connect anew (to another replica), and the endless event streams are ended so that browsers do the same.
 */
export class Drain {
  readonly #stop = new AbortController();
  #server: Server | null = null;

  /** Aborts when the server begins to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** To be told each request as it comes. */
  watch(server: Server, response: ServerResponse): void {
    this.#server = server;
    if (this.signal.aborted) response.shouldKeepAlive = false;
  }

  /**
   * @param graceMs how long to keep accepting
   * @param done called when every answer has been sent
   */
  begin(graceMs: number, done: () => void): void {
    if (this.signal.aborted) return;
    this.#stop.abort(new Error("The server is stopping."));
    // Idle connections stay until then: closing one on which a request is just coming would fail it.
    setTimeout(() => {
      if (!this.#server) return done();
      this.#server.close(done);
      this.#server.closeIdleConnections();
    }, graceMs);
  }
}

const key = Symbol.for("todo-chatbot.drain");
const shared = globalThis as typeof globalThis & { [key]?: Drain };

/** One per process: the route handlers are built apart from the start-up code, and each has its own modules. */
shared[key] ??= new Drain();
export const drain: Drain = shared[key];
