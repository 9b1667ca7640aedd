import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { ask, pass } from "./better-auth-http.ts";
import { clearSiteData } from "./clear-site-data.ts";
import type { Auth } from "./index.ts";
import { nothing, signInRequest } from "./requests.ts";

const tags = ["Accounts"];

/** Signing in and out, and getting the session, which needs no authentication. */
export function signInRoutes(auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/auth/get-session",
      {
        schema: {
          tags,
          summary: "The session and its person; null when not signed in",
          security: [{ session: [] }],
        },
      },
      async (request, reply) => {
        const found = await auth.sessionOf(request, reply);
        if (!found) return reply.type("application/json").send("null");
        const { token: _, ...session } = found.session;
        return { session, user: found.user };
      },
    );

    app.post(
      "/api/auth/sign-in/email",
      {
        schema: {
          tags,
          summary: "Sign in; the session is a cookie",
          description: "The session this browser had before ends.",
          body: signInRequest,
          security: [],
        },
      },
      async (request, reply) => {
        const { email } = request.body;
        const attempt = auth.guessing.signIn(request, email);
        await auth.guessing.take(request, attempt);
        const before = await auth.sessionOf(request, reply);
        const answer = await ask(auth, request);
        if (answer.ok) {
          await auth.guessing.giveBack(attempt);
          const newDevice = auth.guessing.remember(request, reply, email);
          auth.events.record(request, newDevice ? "sign_in_new_device" : "sign_in", { email });
          if (before) await auth.sessions.end(before.user.id, before.session.id);
        } else if (answer.status < 500) {
          auth.events.record(request, "sign_in_failed", { email });
        }
        return pass(answer, reply);
      },
    );

    app.post(
      "/api/auth/sign-out",
      {
        schema: {
          tags,
          summary: "End this session",
          body: nothing,
          security: [{ session: [] }],
          response: { 200: z.object({ success: z.boolean() }) },
        },
      },
      async (request, reply) => {
        const found = await auth.sessionOf(request, reply);
        const answer = await ask(auth, request);
        if (answer.ok && found) auth.events.record(request, "sign_out", { userId: found.user.id });
        if (answer.ok) clearSiteData(reply);
        return pass(answer, reply);
      },
    );
  };
}
