import type { ServerResponse } from "node:http";
import type { Change } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { type Database, rowsOf } from "../database/client.ts";
import { changeJson } from "../tasks/sql.ts";
import type { FeedHub } from "./hub.ts";

/** Changes read at a time: what waits for a slow reader stays in the database, not in memory. */
const page = 100;
/** Whoever missed more reads everything anew, which is less work for both. */
const longestResume = 1000;

export interface StreamOptions {
  database: Database;
  hub: FeedHub;
  ownerId: string;
  /** Number of the last change the client has; null when it starts anew. */
  after: number | null;
  heartbeatMs: number;
  /** The stream then ends, and the client comes back with its credentials. */
  lifetimeMs: number;
  /** Ends the stream, so that its client comes back to another server. */
  stop: AbortSignal;
}

/**
 * Writes an owner's changes to `response` as Server-Sent Events until either side ends it. Each change is an
 * event `change` whose id is its number; `ready` tells where a new stream starts, `reset` that too much was
 * missed, `conversation` that one was changed. See the HTML Standard, §9.2.
 */
export async function streamEvents(response: ServerResponse, options: StreamOptions): Promise<void> {
  const { database, hub, ownerId } = options;
  const wake = createSignal();
  const news: string[] = [];
  const end = () => wake.end();
  const remove = hub.add(ownerId, {
    changed: wake.raise,
    conversation: (item) => {
      // Hints only; a reader too slow for them reads the list when it gets there.
      if (news.length < page) news.push(JSON.stringify(item));
      wake.raise();
    },
  });
  const write = createWriter(response);
  const heartbeat = setInterval(() => {
    // A reader that took nothing since the last one is gone or hopeless.
    if (response.writableNeedDrain) response.destroy();
    else response.write(": alive\n\n");
  }, options.heartbeatMs);
  const lifetime = setTimeout(end, options.lifetimeMs);
  response.once("close", end);
  options.stop.addEventListener("abort", end, { once: true });
  if (options.stop.aborted) end();

  try {
    await write("retry: 2000\n\n");
    let after = await begin(database, ownerId, options.after, write);
    do {
      while (news.length > 0) await write(`event: conversation\ndata: ${news.shift()}\n\n`);
      for (let full = true; full && !wake.ended(); ) {
        const changes = await readAfter(database, ownerId, after);
        for (const change of changes) {
          await write(`id: ${change.sequence}\nevent: change\ndata: ${JSON.stringify(change)}\n\n`);
          after = change.sequence;
        }
        full = changes.length === page;
      }
    } while (await wake.next());
  } finally {
    remove();
    clearInterval(heartbeat);
    clearTimeout(lifetime);
    options.stop.removeEventListener("abort", end);
    response.end();
  }
}

async function begin(
  database: Database,
  ownerId: string,
  after: number | null,
  write: (text: string) => Promise<void>,
): Promise<number> {
  const [row] = await rowsOf<{ last: number | string }>(
    database.queries,
    sql`SELECT change_sequence AS last FROM "user" WHERE id = ${ownerId}`,
  );
  const last = Number(row?.last ?? 0);
  if (after !== null && after <= last && last - after <= longestResume) return after;
  await write(`id: ${last}\nevent: ${after === null ? "ready" : "reset"}\ndata: {}\n\n`);
  return last;
}

async function readAfter(database: Database, ownerId: string, after: number): Promise<Change[]> {
  const rows = await rowsOf<{ change: Change }>(
    database.queries,
    sql`SELECT ${changeJson} AS change FROM changes c WHERE c.owner_id = ${ownerId} AND c.sequence > ${after}
      ORDER BY c.sequence LIMIT ${page}`,
  );
  return rows.map(({ change }) => change);
}

/**
 * Writes to `response` one piece after the other, each once the reader has taken what was before, or is gone. It
 * listens once for all pieces: a slow reader of many must not gather listeners.
 */
function createWriter(response: ServerResponse): (text: string) => Promise<void> {
  let proceed = () => {};
  response.on("drain", () => proceed());
  response.once("close", () => proceed());
  return async (text) => {
    if (response.write(text) || response.destroyed) return;
    await new Promise<void>((resolve) => {
      proceed = resolve;
    });
  };
}

/** Something to wait for that may come while nobody waits. */
function createSignal() {
  let raised = false;
  let over = false;
  let release = () => {};
  return {
    raise: () => {
      raised = true;
      release();
    },
    end: () => {
      over = true;
      release();
    },
    ended: () => over,
    /** Whether it was raised; false once it is over. */
    next: async (): Promise<boolean> => {
      if (!raised && !over) {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      }
      raised = false;
      return !over;
    },
  };
}
