import type { FastifyReply, FastifyRequest } from "fastify";
import { problemBody, problemType } from "../http/problem.ts";
import { addressHeader } from "./address-header.ts";
import type { Auth } from "./index.ts";
import { isSecure, originOf } from "./origin.ts";

/**
 * Passes a request to Better Auth, with only the parts it needs, at the address the browser sees.
 * @param body used instead of the request's own
 */
export async function ask(
  auth: Auth,
  request: FastifyRequest,
  body: unknown = request.body,
): Promise<Response> {
  const headers = new Headers({ [addressHeader]: request.ip, "content-type": "application/json" });
  for (const name of ["cookie", "user-agent", "origin"]) {
    const value = request.headers[name];
    if (typeof value === "string") headers.set(name, value);
  }
  const path = request.url.split("?", 1)[0] ?? "";
  const init = request.method === "POST" ? { method: "POST", body: JSON.stringify(body ?? {}) } : {};
  const betterAuth = await auth.betterAuthFor(isSecure(request));
  return betterAuth.handler(new Request(originOf(request) + path, { headers, ...init }));
}

/**
 * Sends Better Auth's response without session tokens, which belong only in the cookie; errors become problems that
 * keep its `code` and `message`.
 */
export async function pass(answer: Response, reply: FastifyReply) {
  const text = await answer.text();
  for (const cookie of answer.headers.getSetCookie()) reply.header("set-cookie", cookie);
  reply.status(answer.status).header("cache-control", "no-store");
  if (answer.ok) return reply.type("application/json").send(withoutTokens(text || "null"));
  if (answer.status >= 500) throw new Error(`Better Auth answered ${answer.status}: ${text}`);
  return refuse(reply, answer.status, parse(text));
}

/** A refusal in the form of Better Auth's own. */
export function refuse(
  reply: FastifyReply,
  status: number,
  { code = "forbidden", message = "This was refused." }: { code?: string; message?: string },
) {
  reply.status(status).header("cache-control", "no-store").type(problemType);
  return reply.send({ ...problemBody(status, code, message, message), message });
}

function withoutTokens(text: string): string {
  return JSON.stringify(JSON.parse(text, (name, value: unknown) => (name === "token" ? undefined : value)));
}

function parse(text: string): { code?: string; message?: string } {
  try {
    return JSON.parse(text) as { code?: string; message?: string };
  } catch {
    return {};
  }
}
