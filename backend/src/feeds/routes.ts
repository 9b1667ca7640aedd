import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../database/client.ts";
import { LimitError } from "../errors.ts";
import { sendEvents } from "../http/sse.ts";
import { feedEvents } from "./changes.ts";
import type { FeedHub } from "./hub.ts";

const streamsPerPerson = 30;

export interface EventRoutesParts {
  database: Database;
  hub: FeedHub;
  /** Aborted when the server is about to stop. */
  draining: AbortSignal;
  heartbeatMs?: number;
  lifetimeMs?: number;
}

/** `GET /api/v1/events`. */
export function eventRoutes({ database, hub, draining, ...times }: EventRoutesParts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/v1/events",
      {
        config: { scope: "read" },
        schema: {
          tags: ["Changes"],
          summary: "The person's changes as they happen (Server-Sent Events)",
          description:
            "Events: `ready` (a new stream starts here), `change` (a Change; its id is the sequence number), " +
            "`reset` (too much was missed: reload everything), `conversation` (a hint that one changed). " +
            "Reconnect with `Last-Event-ID` to miss nothing.",
          headers: z.object({ "last-event-id": z.string().max(20).optional() }),
          produces: ["text/event-stream"],
        },
      },
      async (request, reply) => {
        const { userId, credential } = request.caller;
        if (hub.count(userId) >= streamsPerPerson) {
          throw new LimitError(`You have ${streamsPerPerson} event streams open. Close some first.`);
        }
        const given = request.headers["last-event-id"];
        const after = given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : null;
        const expiresInMs = (credential.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now();
        return sendEvents(reply, (gone) =>
          feedEvents({
            database,
            hub,
            ownerId: userId,
            after,
            heartbeatMs: times.heartbeatMs ?? 20_000,
            lifetimeMs: Math.min(times.lifetimeMs ?? 15 * 60_000, expiresInMs),
            ends: [draining, gone],
          }),
        );
      },
    );
  };
}
