import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";

/** One Server-Sent Event (HTML Standard, §9.2); `data` has no line breaks. */
export interface ServerSentEvent {
  id?: string | null;
  event?: string;
  data?: string;
  /** How long the client waits before it reconnects, in ms. */
  retry?: number;
}

/** Time without progress after which a client with pending data counts as gone. */
const stallMs = 20_000;

/**
 * Sends events as they arrive; null instead of one keeps the connection alive. The next event is requested only once
 * the client has taken the previous ones, so that the backlog of a slow one stays at its source.
 * @param events receives a signal for when the client disconnects; nothing else ends with it
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
      // One connection per stream: leaving it open at its end would delay the server's shutdown.
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
