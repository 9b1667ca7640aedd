import type { FastifyReply } from "fastify";

/** A response that is already serialised as JSON, typed as its content. */
export function written<Answer>(reply: FastifyReply, json: string): Answer {
  reply.type("application/json; charset=utf-8");
  return json as Answer;
}
