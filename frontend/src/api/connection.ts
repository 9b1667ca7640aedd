import { ExternalStore } from "../lib/external-store.ts";

/** `away`: the last request did not reach a working server. */
export type ConnectionState = "ok" | "away" | "signed-out";

/** Whether the server answers, as the latest request saw it. */
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

  signedOut(): void {
    this.set("signed-out");
  }

  /** Calls back each time the server answers again. */
  onRecovered(listener: () => void): () => void {
    this.#recovered.add(listener);
    return () => this.#recovered.delete(listener);
  }
}

export const connection = new Connection("ok");
