import { apiKey, apiKeyScope } from "@todo-chatbot/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { pass } from "./better-auth-http.ts";
import type { Auth } from "./index.ts";
import { isSecure } from "./origin.ts";
import { keyName, password } from "./requests.ts";

const tags = ["API keys"];
const security = [{ session: [] }];
const daySeconds = 86_400;

const newKey = z.object({
  name: keyName,
  password,
  scopes: z.array(apiKeyScope).min(1).max(apiKeyScope.options.length).default(["read", "write"]),
  expiresIn: z
    .number()
    .int()
    .min(1)
    .max(3650 * daySeconds)
    .nullable()
    .default(90 * daySeconds)
    .describe("Seconds from now; null: the key does not expire"),
});

/** `/api/auth/api-key/*`. A key cannot create keys, and neither can a stolen session without the password. */
export function keyRoutes(auth: Auth): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/auth/api-key/list",
      {
        schema: {
          tags,
          security,
          summary: "The API keys of the person, without the keys themselves",
          response: { 200: z.object({ apiKeys: z.array(apiKey) }) },
        },
      },
      async (request) => ({ apiKeys: await auth.keys.list(request.caller.userId) }),
    );

    app.post(
      "/api/auth/api-key/create",
      {
        schema: {
          tags,
          security,
          summary: "Create an API key; it is shown only now",
          description: "It expires after 90 days by default.",
          body: newKey,
          response: { 200: apiKey.extend({ key: z.string() }) },
        },
      },
      async (request, reply) => {
        const { userId } = request.caller;
        const { password, ...details } = request.body;
        const attempt = auth.guessing.confirm(userId);
        await auth.guessing.take(request, attempt);
        const { api } = await auth.betterAuthFor(isSecure(request));
        const answer = await api.verifyPassword({
          body: { password },
          headers: new Headers({ cookie: request.headers.cookie ?? "" }),
          asResponse: true,
        });
        if (!answer.ok) {
          auth.events.record(request, "password_check_failed", { userId });
          return pass(answer, reply);
        }
        await auth.guessing.giveBack(attempt);
        return auth.keys.create(request, userId, details);
      },
    );

    app.post(
      "/api/auth/api-key/delete",
      {
        schema: {
          tags,
          security,
          summary: "Delete an API key",
          body: z.object({ keyId: z.string().max(100) }),
          response: { 200: z.object({ success: z.literal(true) }) },
        },
      },
      async (request) => {
        await auth.keys.delete(request, request.caller.userId, request.body.keyId);
        return { success: true as const };
      },
    );
  };
}
