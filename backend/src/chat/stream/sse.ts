import { Readable } from "node:stream";
import { UI_MESSAGE_STREAM_HEADERS } from "ai";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { TailEvent } from "./tail.ts";

/** Whether a client asked for a stream instead of JSON. */
export function wantsStream(request: FastifyRequest): boolean {
  return request.headers.accept?.includes("text/event-stream") ?? false;
}

/**
 * Sends events as the AI SDK's UI message stream, each as it comes; null keeps the connection alive. When the
 * client goes away the reading stops, and nothing else does.
 */
export function sendEvents(reply: FastifyReply, events: AsyncIterable<TailEvent | null>): FastifyReply {
  // One connection per stream: one that is left open by a stream's end would hold up the server's own end.
  const headers = { ...UI_MESSAGE_STREAM_HEADERS, connection: "close" };
  return reply.headers(headers).send(Readable.from(encode(events), { objectMode: false }));
}

async function* encode(events: AsyncIterable<TailEvent | null>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event === null) yield ": keep-alive\n\n";
    else yield `${event.id === null ? "" : `id: ${event.id}\n`}data: ${JSON.stringify(event.chunk)}\n\n`;
  }
  yield "data: [DONE]\n\n";
}
