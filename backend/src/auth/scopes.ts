import { type ApiKeyScope, apiKeyScope } from "@todo-chatbot/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { InsufficientScopeError } from "../errors.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    /** What an API key must be allowed to do to use the route; a function if it depends on the request. */
    scope?: ApiKeyScope | ((request: FastifyRequest) => ApiKeyScope);
  }
}

/** A person in a browser may do everything. */
export const allScopes: readonly ApiKeyScope[] = apiKeyScope.options;

/**
 * The only place that enforces the scopes of API keys, for REST and MCP. Routes without a scope cannot be
 * registered after it. `request.caller` must be set before the body is read.
 * @throws {InsufficientScopeError} from each request of a key that may not do it
 */
export function enforceScopes(app: FastifyInstance): void {
  app.addHook("onRoute", ({ method, url, config }) => {
    if (config?.scope === undefined) throw new Error(`${method} ${url} names no scope for API keys.`);
  });
  // After the body is parsed, since for MCP it determines the operation.
  app.addHook("preValidation", async (request) => {
    const { scope } = request.routeOptions.config;
    const needed = typeof scope === "function" ? scope(request) : scope;
    if (!needed || !allows(request.caller.scopes, needed))
      throw new InsufficientScopeError(needed ?? "write");
  });
}

/** Whether granted scopes cover the needed one. */
export function allows(granted: readonly ApiKeyScope[], needed: ApiKeyScope): boolean {
  return granted.includes(needed) || (needed === "read" && granted.includes("write"));
}

const permissions = z.object({ todo: z.array(apiKeyScope) });

/** Scopes in the form of Better Auth's `permissions`. */
export function permissionsOf(scopes: readonly ApiKeyScope[]): z.input<typeof permissions> {
  return { todo: [...new Set(scopes)] };
}

/** Scopes from the column `permissions`; none if it cannot be parsed. */
export function scopesOf(column: string | null): readonly ApiKeyScope[] {
  try {
    return permissions.parse(JSON.parse(column ?? "")).todo;
  } catch {
    return [];
  }
}
