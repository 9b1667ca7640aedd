import { profile, profilePatch } from "@todo-chatbot/contracts";
import { eq } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Database } from "../database/client.ts";
import { user } from "../database/schema/index.ts";
import { UnauthenticatedError } from "../errors.ts";
import { profileOf } from "./caller.ts";
import type { KnownCallers } from "./known-callers.ts";

const tags = ["Profile"];

export function profileRoutes(database: Database, known: KnownCallers): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/v1/profile",
      {
        config: { scope: "read" },
        schema: { tags, summary: "The person's settings", response: { 200: profile } },
      },
      async (request) => request.caller.profile,
    );

    app.patch(
      "/api/v1/profile",
      {
        config: { scope: "write" },
        schema: { tags, summary: "Change settings", body: profilePatch, response: { 200: profile } },
      },
      async (request) => {
        const [changed] = await database.queries
          .update(user)
          .set({ ...withoutUndefined(request.body), updatedAt: new Date() })
          .where(eq(user.id, request.caller.userId))
          .returning();
        if (!changed) throw new UnauthenticatedError();
        known.changed(changed.id);
        return profileOf(changed);
      },
    );
  };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
