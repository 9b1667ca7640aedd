import type { ApiKeyScope } from "@todo-chatbot/contracts";
import type { FastifyPluginAsync, FastifyRequest } from "fastify";
import { z } from "zod";
import { principalOf } from "../auth/caller.ts";
import { originOf } from "../auth/origin.ts";
import { MethodNotAllowedError, OriginRefusedError, UnauthenticatedError } from "../errors.ts";
import { isReadOnly } from "../tools/registry.ts";
import { RecentChanges } from "./recent-changes.ts";
import type { McpDependencies } from "./server.ts";

/**
 * `POST /mcp`: the Model Context Protocol over Streamable HTTP, without sessions. API keys only: a browser's
 * cookie must not give another page access. `request.caller` must be set before the handler runs.
 */
export function mcpRoutes(dependencies: McpDependencies): FastifyPluginAsync {
  const recent = new RecentChanges();
  return async (app) => {
    app.post(
      "/mcp",
      {
        config: { scope: scopeOfCalls, calls: ({ body }) => [body].flat().length },
        onRequest: requireKey,
        schema: { hide: true },
      },
      async (request, reply) => {
        if (request.caller.actor !== "api") throw noKey();
        const principal = { ...principalOf(request), actor: "mcp" as const };
        const { caller } = request;
        const isOver = () => reply.raw.destroyed;
        const { mcpServer, WebStandardStreamableHTTPServerTransport } = await import("./server.ts");
        const server = mcpServer({ caller, principal, isOver, recent }, dependencies);
        const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
        await server.connect(transport);
        try {
          const response = await transport.handleRequest(asWebRequest(request), { parsedBody: request.body });
          return await reply
            .code(response.status)
            .headers(Object.fromEntries(response.headers))
            .send(await response.text());
        } finally {
          await server.close();
        }
      },
    );

    // Without sessions there is no stream to open and none to end.
    app.route({
      method: ["GET", "DELETE"],
      url: "/mcp",
      config: { scope: "read" },
      schema: { hide: true },
      handler: async () => {
        throw new MethodNotAllowedError(["POST"]);
      },
    });
  };
}

/**
 * Cross-site requests are refused even with a key, as the protocol requires of servers (Streamable HTTP, security
 * warning). The 401's `WWW-Authenticate` tells clients what to send.
 */
async function requireKey(request: FastifyRequest): Promise<void> {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== originOf(request)) {
    throw new OriginRefusedError();
  }
  if (request.headers.authorization === undefined) throw noKey();
}

/** The scope for the calls of a request or batch: `read`, unless one may change something. */
function scopeOfCalls({ body }: FastifyRequest): ApiKeyScope {
  const changes = [body].flat().some((message) => {
    const call = toolCall.safeParse(message);
    return call.success && !isReadOnly(call.data.params?.name);
  });
  return changes ? "write" : "read";
}

const toolCall = z.object({
  method: z.literal("tools/call"),
  params: z.object({ name: z.unknown() }).optional().catch(undefined),
});

function noKey(): UnauthenticatedError {
  return new UnauthenticatedError("Send an API key as Authorization: Bearer. Make one in the settings.");
}

function asWebRequest(request: FastifyRequest): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  return new Request(originOf(request) + request.url, {
    method: "POST",
    headers,
  });
}
