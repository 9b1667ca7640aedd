import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Database } from "../database/client.ts";
import { UnauthenticatedError } from "../errors.ts";
import type { Auth } from "./index.ts";
import { invitationRoutes } from "./invitation-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { passwordRoutes } from "./password-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { signInRoutes } from "./sign-in.ts";
import { signUpRoute } from "./sign-up.ts";

/**
 * `/api/auth/*`: accounts and authentication. Only the session cookie counts here: an additional key would make the
 * caller ambiguous.
 */
export function authRoutes(auth: Auth, database: Database): FastifyPluginAsyncZod {
  return async (app) => {
    app.addHook("onRequest", async (request, reply) => {
      reply.header("cache-control", "no-store");
      if (request.headers.authorization !== undefined) {
        throw new UnauthenticatedError("This takes no API key, and no other Authorization header: sign in.");
      }
    });
    // Requests here may end sessions and keys, which must be out of the cache before the response.
    app.addHook("onSend", async ({ method }) => {
      if (method !== "GET") auth.known.forgetAll();
    });
    await app.register(signInRoutes(auth));
    await app.register(signUpRoute(auth, database));
    await app.register(async (own) => {
      own.addHook("onRequest", async (request, reply) => {
        request.caller = await auth.callerOf(request, reply);
      });
      await own.register(sessionRoutes(auth));
      await own.register(passwordRoutes(auth));
      await own.register(keyRoutes(auth));
      await own.register(invitationRoutes(auth));
    });
  };
}
