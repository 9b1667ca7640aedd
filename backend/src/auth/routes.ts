import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { z } from "zod";
import { problemBody, problemType } from "../http/problem.ts";
import type { Bucket } from "./attempts.ts";
import { addressHeader } from "./better-auth.ts";
import type { Auth } from "./index.ts";
import { isSecure, originOf } from "./origin.ts";
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
          const buckets = await bucketsOf(auth, path, request, reply);
          if (buckets.length > 0) await auth.guessing.take(buckets);
          // Asked before the session ends with the rest.
          const keyOwner = endsKeys(request) ? (await auth.callerOf(request, reply)).userId : null;
          const answer = await ask(auth, request);
          if (answer.ok && keyOwner !== null) await auth.keys.deleteAll(request, keyOwner);
          if (path === "/sign-in/email" && !answer.ok && answer.status < 500) {
            auth.events.record(request, "sign_in_failed", { email: emailOf(request) });
          }
          if (answer.ok && path !== "/sign-up/email" && buckets.length > 0)
            await auth.guessing.giveBack(buckets);
          if (answer.ok && (path === "/sign-in/email" || path === "/sign-up/email")) {
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
    case "/sign-up/email":
      return auth.guessing.signUp(request);
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

/** Better Auth is given only what it needs to know of a request, at the address the browser sees. */
function ask(auth: Auth, request: FastifyRequest): Promise<Response> {
  const headers = new Headers({ [addressHeader]: request.ip, "content-type": "application/json" });
  for (const name of ["cookie", "user-agent", "origin"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const path = request.url.split("?", 1)[0] ?? "";
  const init = request.method === "POST" ? { method: "POST", body: JSON.stringify(request.body ?? {}) } : {};
  return auth
    .betterAuthFor(isSecure(request))
    .handler(new Request(originOf(request) + path, { headers, ...init }));
}

/** Hands on Better Auth's answer; its errors as problems that keep its `code` and `message`. */
export async function pass(answer: Response, reply: FastifyReply) {
  const text = await answer.text();
  reply.status(answer.status);
  for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
  reply.header("cache-control", "no-store");
  if (answer.ok) return reply.type("application/json").send(text || "null");
  if (answer.status >= 500) throw new Error(`Better Auth answered ${answer.status}: ${text}`);
  const { code = "forbidden", message = "This was refused." } = parse(text);
  return reply.type(problemType).send({ ...problemBody(answer.status, code, message, message), message });
}

function parse(text: string): { code?: string; message?: string } {
  try {
    return JSON.parse(text) as { code?: string; message?: string };
  } catch {
    return {};
  }
}
