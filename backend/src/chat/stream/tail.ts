import type { Queries } from "../../database/client.ts";
import type { PulseHub } from "../../pulse.ts";
import { findMessage } from "../store/conversations.ts";
import { interruptAbandoned, type RunView, readRun } from "../store/runs.ts";
import type { Chunk } from "../types.ts";
import { closingChunks, openingChunks, replayedChunks } from "./chunks.ts";

/** How often a run of another process is polled without notifications. */
const pollMs = 1000;

/** Polls without news after which a keep-alive is sent to the client. */
const silentLooks = 15;

/** One event of a resumed stream; `id` is the value for `Last-Event-ID`, null if it cannot be resumed. */
export interface TailEvent {
  id: string | null;
  chunk: Chunk;
}

export interface TailPlace {
  /** Null: the running one. */
  runId: string | null;
  /** The last event already received; -1 for none. */
  after: number;
}

/** Parses a `Last-Event-ID` of the form `<run id>:<sequence>`; anything else is ignored. */
export function parseEventId(text: string | undefined): TailPlace | null {
  const match = /^([0-9a-f-]{36}):(\d{1,9})$/u.exec(text ?? "");
  return match ? { runId: match[1] as string, after: Number(match[2]) } : null;
}

/**
 * The stream of a run, from `place` to its end, whichever process runs it: the events stored so far,
 * then new ones. Null instead of an event after a while without any. Returns null if there is no
 * such run.
 */
export async function tailRun(
  queries: Queries,
  news: PulseHub,
  ownerId: string,
  conversationId: string,
  place: TailPlace,
): Promise<AsyncGenerator<TailEvent | null> | null> {
  const first = await readRun(queries, ownerId, conversationId, place);
  return first ? follow(queries, news, ownerId, conversationId, place.after, first) : null;
}

async function* follow(
  queries: Queries,
  news: PulseHub,
  ownerId: string,
  conversationId: string,
  after: number,
  first: RunView,
): AsyncGenerator<TailEvent | null> {
  const { runId, messageId, userMessageId } = first;
  const ids = { conversationId, runId, messageId, userMessageId };
  let isStored = false;
  const { pulse, leave } = news.join(runId);
  try {
    // Read again, since events may have been stored before joining the pulse.
    let last = after;
    for (let silent = 0; ; silent++) {
      const view = await readRun(queries, ownerId, conversationId, { runId, after: last });
      if (!view) return;
      for (const { sequence, chunk } of view.events) {
        yield { id: `${runId}:${sequence}`, chunk };
        last = sequence;
        silent = 0;
        isStored = true;
      }
      if (view.abandoned) await interruptAbandoned(queries);
      if (view.abandoned || view.status !== "running") break;
      await pulse.wait(pollMs);
      if (silent % silentLooks === silentLooks - 1) yield null;
    }
    const message = await findMessage(queries, ownerId, messageId);
    if (!message) return;
    // A short answer stores none of its events.
    const isMissing = !isStored && last < openingChunks(ids).length && message.status !== "interrupted";
    const rest = isMissing ? replayedChunks(message, ids).slice(last + 1) : closingChunks(message);
    for (const chunk of rest) yield { id: null, chunk };
  } finally {
    leave();
  }
}
