import type { Database, Subscription } from "../database/client.ts";
import type { Caller } from "./caller.ts";
import type { Revocations } from "./revocations.ts";

/** NOTIFY channel for changed profiles; the payload is the person's id. */
const profilesChannel = "profiles";

/**
 * How long a caller is cached. Revocations are announced at once; this is the longest delay
 * if the connection for announcements has died silently.
 */
const keptMs = 1000;

/** Each entry takes a few hundred bytes. */
const mostKept = 10_000;

/** A short-lived cache of callers, by session cookie or API key. */
export interface KnownCallers {
  /** Begins to listen. Needs the database. */
  start(): Promise<void>;
  /** The caller with this credential, from the cache or `look`; null from `look` is not cached. */
  find(shown: string, look: () => Promise<Caller | null>): Promise<Caller | null>;
  /** Clears the cache after any change. */
  forgetAll(): void;
  /** Reports a changed profile: every server looks it up again. */
  changed(userId: string): void;
  close(): Promise<void>;
}

interface Known {
  caller: Caller;
  until: number;
}

export function createKnownCallers(
  database: Database,
  revocations: Revocations,
  now: () => Date,
): KnownCallers {
  const known = new Map<string, Known>();
  // A lookup from before a change must not be cached after it.
  let changes = 0;
  let subscription: Subscription | null = null;

  function forget(isMeant: (caller: Caller) => boolean): void {
    changes++;
    for (const [shown, { caller }] of known) if (isMeant(caller)) known.delete(shown);
  }

  function keep(shown: string, caller: Caller): void {
    if (known.size >= mostKept) known.delete(known.keys().next().value as string);
    known.delete(shown);
    known.set(shown, { caller, until: now().getTime() + keptMs });
  }

  revocations.onRevoked((id) => forget(({ credential }) => credential.id === id));

  return {
    async start() {
      subscription = await database.listen(
        profilesChannel,
        (userId) => forget((caller) => caller.userId === userId),
        () => forget(() => true),
      );
    },
    async find(shown, look) {
      const at = now().getTime();
      const here = known.get(shown);
      const end = here?.caller.credential.expiresAt;
      if (here && at < here.until && (!end || at < end.getTime())) return here.caller;
      known.delete(shown);
      const before = changes;
      const caller = await look();
      if (caller && changes === before) keep(shown, caller);
      return caller;
    },
    forgetAll: () => forget(() => true),
    changed(userId) {
      forget((caller) => caller.userId === userId);
      database.announce(profilesChannel, userId);
    },
    close: async () => subscription?.close(),
  };
}
