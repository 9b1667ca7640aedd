import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import type { Bucket } from "./attempts.ts";
import { ask, pass, refuse } from "./better-auth-http.ts";
import type { Auth } from "./index.ts";
import { passwordFault } from "./passwords.ts";
import { authQueries, authRequests } from "./requests.ts";

const tags = ["Accounts"];

/** `/api/auth/*`: Better Auth behind our input checks and our guard against guessing. */
export function authRoutes(auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    for (const [path, summary] of Object.entries(authQueries)) {
      app.get(
        `/api/auth${path}`,
        { schema: { tags, summary, security: sessionOnly } },
        async (request, reply) => {
          const answer = await ask(auth, request);
          // An answer to an old cookie may arrive after a new sign-in, and would end it.
          answer.headers.delete("set-cookie");
          return pass(answer, reply);
        },
      );
    }
    for (const [path, { summary, body }] of Object.entries(authRequests)) {
      app.post(
        `/api/auth${path}`,
        { schema: { tags, summary, body: body as z.ZodType, security: sessionOnly } },
        async (request, reply) => {
          if (path === "/change-password") {
            const { profile } = await auth.callerOf(request, reply);
            const { newPassword } = request.body as { newPassword: string };
            const fault = passwordFault(newPassword, profile);
            if (fault) return refuse(reply, 400, fault);
          }
          const buckets = await bucketsOf(auth, path, request, reply);
          if (buckets.length > 0) await auth.guessing.take(buckets);
          // Asked before the session ends with the rest.
          const keyOwner = endsKeys(request) ? (await auth.callerOf(request, reply)).userId : null;
          const answer = await ask(auth, request);
          if (answer.ok && keyOwner !== null) await auth.keys.deleteAll(request, keyOwner);
          if (path === "/sign-in/email" && !answer.ok && answer.status < 500) {
            auth.events.record(request, "sign_in_failed", { email: emailOf(request) });
          }
          if (answer.ok && buckets.length > 0) await auth.guessing.giveBack(buckets);
          if (answer.ok && path === "/sign-in/email") {
            auth.guessing.remember(request, reply, emailOf(request));
          }
          return pass(answer, reply);
        },
      );
    }
  };
}

const sessionOnly = [{ session: [] }];

async function bucketsOf(
  auth: Auth,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Bucket[]> {
  switch (path) {
    case "/sign-in/email":
      return auth.guessing.signIn(request, emailOf(request));
    case "/change-password":
    case "/delete-user":
      return auth.guessing.confirm((await auth.callerOf(request, reply)).userId);
    default:
      return [];
  }
}

function endsKeys(request: FastifyRequest): boolean {
  return (request.body as { deleteApiKeys?: boolean } | null)?.deleteApiKeys === true;
}

function emailOf(request: FastifyRequest): string {
  return (request.body as { email: string }).email;
}
