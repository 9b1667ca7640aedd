/** An announcement to every process: a NOTIFY channel and its payload. */
export interface Announcement {
  channel: string;
  payload: string;
}

/** Maximum queue length; it only fills up during an outage, after which every process polls anyway. */
const mostWaiting = 10_000;

/**
 * Sends announcements asynchronously, batched and without duplicates, so that nothing waits for them. A NOTIFY
 * inside a transaction holds a database-wide lock until its commit is flushed, which serialises all writers.
 * @param send sends them; failed ones are lost, as with a process that dies
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
    /** Resolves when the queue is empty. */
    settled: async (): Promise<void> => {
      await sending;
    },
  };
}
