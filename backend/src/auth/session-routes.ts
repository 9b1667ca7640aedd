import { securityEventList, session } from "@todo-chatbot/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { clearSiteData } from "./clear-site-data.ts";
import type { Auth } from "./index.ts";
import { endSessionsRequest } from "./requests.ts";

const tags = ["Sessions"];
const security = [{ session: [] }];
const done = z.object({ status: z.literal(true) });

/** `/api/auth/*-session(s)`: a person's sessions and security events. */
export function sessionRoutes(auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/auth/list-sessions",
      {
        schema: {
          tags,
          security,
          summary: "The sessions of the person",
          response: { 200: z.array(session) },
        },
      },
      ({ caller }) => auth.sessions.list(caller.userId, caller.credential.id),
    );

    app.get(
      "/api/auth/security-events",
      {
        schema: {
          tags,
          security,
          summary: "Recent security events of the account",
          response: { 200: securityEventList },
        },
      },
      async ({ caller }) => ({ items: await auth.events.list(caller.userId) }),
    );

    app.post(
      "/api/auth/revoke-session",
      {
        schema: {
          tags,
          security,
          summary: "End a session",
          description: "The response is the same if the session no longer exists.",
          body: z.object({ id: z.string().max(100) }),
          response: { 200: done },
        },
      },
      async (request) => {
        const { userId } = request.caller;
        const ended = await auth.sessions.end(userId, request.body.id);
        if (ended) {
          const name = [ended.device.browser, ended.device.system].filter(Boolean).join(" · ");
          auth.events.record(request, "session_ended", { userId, subject: { id: ended.id, name } });
        }
        return { status: true as const };
      },
    );

    for (const [path, summary, end] of [
      ["revoke-sessions", "End all sessions", auth.sessions.endAll],
      ["revoke-other-sessions", "End all sessions but this one", auth.sessions.endOthers],
    ] as const) {
      app.post(
        `/api/auth/${path}`,
        { schema: { tags, security, summary, body: endSessionsRequest, response: { 200: done } } },
        async (request, reply) => {
          const { userId, credential } = request.caller;
          await end(userId, credential.id);
          if (path === "revoke-sessions") clearSiteData(reply);
          if (request.body?.deleteApiKeys) await auth.keys.deleteAll(request, userId);
          auth.events.record(request, "sessions_ended", { userId });
          return { status: true as const };
        },
      );
    }
  };
}
