import type { Reach, Touch } from "../tools/gate.ts";

/** Time within which changes of a key are counted together: many small requests are one bulk change. */
export const windowMinutes = 10;

interface Change {
  at: number;
  isRemoved: boolean;
}

/**
 * The tasks that each API key recently changed without confirmation, on this server. There are never many: beyond the
 * threshold a confirmation is needed, which resets the count.
 */
export class RecentChanges {
  readonly #now: () => number;
  readonly #byKey = new Map<string, Map<string, Change>>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  of(key: string): Touch[] {
    this.#forgetOld();
    return [...(this.#byKey.get(key) ?? [])].map(([id, { isRemoved }]) => ({
      before: { id },
      after: isRemoved ? null : { id },
    }));
  }

  add(key: string, { changed, removed }: Reach): void {
    const at = this.#now();
    const changes = this.#byKey.get(key) ?? new Map<string, Change>();
    for (const id of changed) changes.set(id, { at, isRemoved: removed.has(id) });
    if (changes.size > 0) this.#byKey.set(key, changes);
  }

  clear(key: string): void {
    this.#byKey.delete(key);
  }

  #forgetOld(): void {
    const oldest = this.#now() - windowMinutes * 60_000;
    for (const [key, changes] of this.#byKey) {
      for (const [id, { at }] of changes) if (at < oldest) changes.delete(id);
      if (changes.size === 0) this.#byKey.delete(key);
    }
  }
}
