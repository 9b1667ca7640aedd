import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How long a partly received request may take to complete while the server stops. */
const arrivalMs = 5000;

/**
 * A graceful stop: for a while requests are still answered, each asking its client to reconnect (to another
 * replica), and event streams are ended so that browsers do the same.
 */
export class Drain {
  readonly #stop = new AbortController();
  readonly #connections = new Set<Socket>();
  readonly #requests = new Set<IncomingMessage>();
  #server: Server | null = null;

  /** Aborts when the server begins to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** Call this before the server listens. */
  watch(server: Server): void {
    this.#server = server;
    server.on("connection", (socket: Socket) => {
      this.#connections.add(socket);
      socket.once("close", () => this.#connections.delete(socket));
    });
    server.prependListener("request", (request: IncomingMessage, response: ServerResponse) => {
      if (this.signal.aborted) response.shouldKeepAlive = false;
      this.#requests.add(request);
      response.once("close", () => this.#requests.delete(request));
    });
  }

  /**
   * @param graceMs how long to keep accepting
   * @param done called when every answer has been sent
   */
  begin(graceMs: number, done: () => void): void {
    if (this.signal.aborted) return;
    this.#stop.abort(new Error("The server is stopping."));
    // Idle connections stay open until then: closing one just as a request arrives would make it fail.
    setTimeout(() => {
      this.#server?.close(done);
      this.#server?.closeIdleConnections();
      // Node no longer enforces the request timeout while closing, and would wait indefinitely.
      setTimeout(() => this.#endArriving(), arrivalMs).unref();
    }, graceMs);
  }

  #endArriving(): void {
    const answering = new Set(
      [...this.#requests].filter(({ complete }) => complete).map(({ socket }) => socket),
    );
    for (const socket of this.#connections) if (!answering.has(socket)) socket.destroy();
  }
}
