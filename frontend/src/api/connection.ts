import { ExternalStore } from "../lib/external-store.ts";

/**
 * `away`: the last request did not reach a working server. `doubtful`: the page may show somebody who is no
 * longer signed in here.
 */
export type ConnectionState = "ok" | "away" | "doubtful";

/** Whether the server is reachable, according to the latest request. */
class Connection extends ExternalStore<ConnectionState> {
  readonly #recovered = new Set<() => void>();

  lost(): void {
    if (this.get() === "ok") this.set("away");
  }

  found(): void {
    const wasAway = this.get() === "away";
    if (wasAway) this.set("ok");
    if (wasAway) for (const listener of this.#recovered) listener();
  }

  doubt(): void {
    this.set("doubtful");
  }

  /** Reports that the person the page shows is the one signed in. */
  certain(): void {
    this.set("ok");
    for (const listener of this.#recovered) listener();
  }

  /** Calls back each time the server answers again. */
  onRecovered(listener: () => void): () => void {
    this.#recovered.add(listener);
    return () => this.#recovered.delete(listener);
  }
}

export const connection = new Connection("ok");
