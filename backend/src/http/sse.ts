import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** One Server-Sent Event (HTML Standard, §9.2); `data` has no line breaks. */
export interface ServerSentEvent {
  id?: string | null;
  event?: string;
  data?: string;
  /** How long the client waits before it connects anew, in ms. */
  retry?: number;
}

/** A reader that takes nothing of what waits for it for as long as this is gone or hopeless. */
const stallMs = 20_000;

/**
 * Sends events as they come; null in place of one keeps the connection alive. An event is asked for once the reader
 * has taken those before, so that what waits for a slow one waits where it comes from.
 * @param events are told, by a signal, when the client has gone away; nothing else ends with it
 */
export function sendEvents(
  reply: FastifyReply,
  events: (gone: AbortSignal) => AsyncIterable<ServerSentEvent | null>,
): FastifyReply {
  const gone = new AbortController();
  reply.raw.once("close", () => gone.abort());
  cutOffStalled(reply.raw);
  return reply
    .headers({
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
      // One connection per stream: one that is left open by its end would hold up the server's own end.
      connection: "close",
    })
    .send(Readable.from(encode(events(gone.signal)), { objectMode: false }));
}

async function* encode(events: AsyncIterable<ServerSentEvent | null>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === null) {
      yield ": alive\n\n";
      continue;
    }
    const fields = Object.entries(event).filter(([, value]) => value !== undefined && value !== null);
    yield `${fields.map(([name, value]) => `${name}: ${value}\n`).join("")}\n`;
  }
}

function cutOffStalled(response: ServerResponse): void {
  let isStalled = false;
  const look = setInterval(() => {
    if (isStalled) response.destroy();
    isStalled = response.writableNeedDrain;
  }, stallMs);
  response.on("drain", () => {
    isStalled = false;
  });
  response.once("close", () => clearInterval(look));
}
