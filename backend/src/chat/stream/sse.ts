import type { FastifyReply, FastifyRequest } from "fastify";
import { type ServerSentEvent, sendEvents } from "../../http/sse.ts";
import type { TailEvent } from "./tail.ts";

/** Whether a client asked for a stream instead of JSON. */
export function wantsStream(request: FastifyRequest): boolean {
  return request.headers.accept?.includes("text/event-stream") ?? false;
}

/** Sends an answer as the AI SDK's UI message stream, event by event. */
export function sendAnswer(reply: FastifyReply, events: AsyncIterable<TailEvent | null>): FastifyReply {
  reply.header("x-vercel-ai-ui-message-stream", "v1");
  return sendEvents(reply, () => encode(events));
}

async function* encode(
  events: AsyncIterable<TailEvent | null>,
): AsyncGenerator<ServerSentEvent | null, void, undefined> {
  for await (const event of events) yield event && { id: event.id, data: JSON.stringify(event.chunk) };
  yield { data: "[DONE]" };
}
