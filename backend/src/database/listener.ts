import pg from "pg";
import type { Subscription } from "./client.ts";

interface Handler {
  onMessage: (payload: string) => void;
  onGap: (() => void) | undefined;
}

/**
 * LISTEN for all channels of a process on a dedicated connection. After losing it, it reconnects every
 * `retryMs` until that succeeds; handlers are then told that they may have missed messages. `onLost` is called at once.
 */
export function createListener(connection: pg.ClientConfig, retryMs: number, onLost: () => void) {
  const channels = new Map<string, Set<Handler>>();
  let client: pg.Client | null = null;
  let connecting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  async function connect() {
    const next = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
    const drop = () => {
      if (client !== next) return;
      client = null;
      onLost();
      retryLater();
    };
    next.on("error", drop);
    next.on("end", drop);
    next.on("notification", ({ channel, payload }) => {
      for (const handler of channels.get(channel) ?? []) handler.onMessage(payload ?? "");
    });
    try {
      await next.connect();
      for (const channel of channels.keys()) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await next.end().catch(() => undefined);
      throw error;
    }
    client = next;
  }

  function ensure(): Promise<void> {
    if (client) return Promise.resolve();
    connecting ??= connect().finally(() => {
      connecting = null;
    });
    return connecting;
  }

  function retryLater() {
    if (closed || timer) return;
    timer = setTimeout(() => {
      timer = null;
      ensure().then(announceGap, retryLater);
    }, retryMs);
  }

  function announceGap() {
    for (const handlers of channels.values()) for (const { onGap } of handlers) onGap?.();
  }

  return {
    /** Resolves once listening, or immediately if the database is down; it then listens as soon as possible. */
    async listen(
      channel: string,
      onMessage: Handler["onMessage"],
      onGap?: Handler["onGap"],
    ): Promise<Subscription> {
      const handler: Handler = { onMessage, onGap };
      const known = channels.get(channel);
      if (known) {
        known.add(handler);
      } else {
        channels.set(channel, new Set([handler]));
        try {
          await ensure();
          await client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
        } catch {
          retryLater();
        }
      }
      return { close: async () => void channels.get(channel)?.delete(handler) };
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await connecting?.catch(() => undefined);
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
    },
  };
}
