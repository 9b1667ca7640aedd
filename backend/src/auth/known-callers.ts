import type { Database, Subscription } from "../database/client.ts";
import type { Caller } from "./caller.ts";
import type { Revocations } from "./revocations.ts";

/** Where servers tell one another whose profile was changed; the payload is the person's id. */
const profilesChannel = "profiles";

/**
 * As long as a caller may be known without the database being asked. Revocations are heard of at once; this
 * is how late they come where the connection they are heard by has died without a sign.
 */
const keptMs = 1000;

/** What each takes is some hundred bytes. */
const mostKept = 10_000;

/** Callers who were looked up just now, by what they showed. */
export interface KnownCallers {
  /** Begins to listen. Needs the database. */
  start(): Promise<void>;
  /** Who showed this, asking `look` where that is not known; null as `look` says, which is not remembered. */
  find(shown: string, look: () => Promise<Caller | null>): Promise<Caller | null>;
  /** Whatever may have changed of anybody is looked up anew. */
  forgetAll(): void;
  /** The person's profile was changed: every server looks it up anew. */
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
  // What was asked before something changed may not be remembered after it.
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
