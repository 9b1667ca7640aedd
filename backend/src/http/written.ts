import type { FastifyReply } from "fastify";

/** An answer that is JSON already, as what it says. */
export function written<Answer>(reply: FastifyReply, json: string): Answer {
  reply.type("application/json; charset=utf-8");
  return json as Answer;
}
