import { randomUUID } from "node:crypto";
import { registrationMode } from "@todo-chatbot/contracts";
import { eq, sql } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Database, rowsOf } from "../database/client.ts";
import { user } from "../database/schema/index.ts";
import { ask, pass, refuse } from "./better-auth-http.ts";
import type { Auth } from "./index.ts";
import { passwordFault } from "./passwords.ts";
import { signUpRequest } from "./requests.ts";

type Details = z.output<typeof signUpRequest>;

/**
 * `POST /api/auth/sign-up/email`. It does not reveal who has an account: for an address that is taken, the
 * response is that of a new account, including a session that does not work. The owner of the address can sign in.
 * There is no email to tell only the owner more.
 */
export function signUpRoute(auth: Auth, database: Database): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/auth/registration",
      {
        schema: {
          tags: ["Accounts"],
          summary: "Who may create an account: anyone, invited people, or no one",
          security: [],
          response: { 200: z.object({ mode: registrationMode }) },
        },
      },
      async (_request, reply) => {
        reply.header("cache-control", "no-store");
        return { mode: await auth.registration.mode() };
      },
    );

    app.post(
      "/api/auth/sign-up/email",
      {
        schema: {
          tags: ["Accounts"],
          summary: "Create an account and sign in",
          description:
            "If the address is taken the response is the same, but its session does not work: sign in instead.",
          body: signUpRequest,
          security: [],
        },
      },
      async (request, reply) => {
        const { invitation, ...details } = request.body;
        const fault = await passwordFault(details.password, details);
        if (fault) return refuse(reply, 400, fault);
        await auth.guessing.take(request, auth.guessing.signUp(request));
        const admission = await auth.registration.admit(invitation).catch((error: unknown) => {
          auth.events.record(request, "sign_up_refused", { email: details.email });
          throw error;
        });
        const before = await auth.sessionOf(request, reply);
        const taken = await isTaken(database, details.email);
        const made = taken ? null : await ask(auth, request, details);
        // Also if a concurrent sign-up with the same address was faster.
        const pretended = made === null || made.status === 422;
        const answer = pretended ? await pretend(auth, database, request, details) : made;
        if (!answer.ok) {
          await admission.giveBack();
          return pass(answer, reply);
        }
        auth.events.record(request, pretended ? "sign_up_refused" : "sign_up", { email: details.email });
        if (before && !pretended) await auth.sessions.end(before.user.id, before.session.id);
        // An unknown device must not become a known one.
        auth.guessing.remember(request, reply, pretended ? randomUUID() : details.email);
        return pass(answer, reply);
      },
    );
  };
}

async function isTaken(database: Database, email: string): Promise<boolean> {
  const [row] = await rowsOf<{ taken: boolean }>(
    database.queries,
    sql`SELECT EXISTS (SELECT 1 FROM "user" WHERE email = ${email.toLowerCase()}) AS taken`,
  );
  return row?.taken === true;
}

/** Creates and deletes an account with a random address: the same work, and a response of the same form. */
async function pretend(
  auth: Auth,
  database: Database,
  request: FastifyRequest,
  details: Details,
): Promise<Response> {
  const stand = `${randomUUID()}@example.invalid`;
  const answer = await ask(auth, request, { ...details, email: stand });
  await database.queries.delete(user).where(eq(user.email, stand));
  const text = (await answer.text()).replaceAll(stand, details.email.toLowerCase());
  return new Response(text, answer);
}
