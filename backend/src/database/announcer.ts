/** What is told to every process: a NOTIFY channel and its payload. */
export interface Announcement {
  channel: string;
  payload: string;
}

/** At most so many wait; more come of a database that is away, after which everybody looks anyway. */
const mostWaiting = 10_000;

/**
 * Sends announcements soon after, those that come meanwhile together and alike ones once, so that nothing waits for
 * them. A NOTIFY inside of a transaction holds a lock of the whole database until its commit is on the disk, which
 * lets all who write wait for one another.
 * @param send tells them; those that fail are lost, as with a process that dies
 */
export function createAnnouncer(send: (announcements: readonly Announcement[]) => Promise<unknown>) {
  let waiting = new Map<string, Announcement>();
  let sending: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting.size > 0) {
      const now = [...waiting.values()];
      waiting = new Map();
      await send(now).catch(() => undefined);
    }
    sending = null;
  }

  return {
    announce(channel: string, payload: string): void {
      if (waiting.size >= mostWaiting) return;
      waiting.set(`${channel} ${payload}`, { channel, payload });
      sending ??= new Promise<void>((resolve) => setImmediate(resolve)).then(drain);
    },
    /** Resolves when nothing waits any more. */
    settled: async (): Promise<void> => {
      await sending;
    },
  };
}
