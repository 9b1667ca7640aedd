import type { FastifyInstance, FastifyRequest } from "fastify";
import { MethodNotAllowedError, NotFoundError } from "../errors.ts";

/** Remembers the routes registered after it, to tell a wrong method (405) from a wrong address (404). */
export function createMethodCheck(app: FastifyInstance): (request: FastifyRequest) => never {
  const routes: { pattern: RegExp; methods: string[] }[] = [];
  app.addHook("onRoute", ({ url, method }) => {
    const pattern = url.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(/:\w+/g, "[^/]+");
    routes.push({ pattern: new RegExp(`^${pattern}$`), methods: [method].flat() });
  });
  return ({ url }) => {
    const path = url.split("?", 1)[0] ?? "";
    const methods = routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    if (methods.length > 0) throw new MethodNotAllowedError([...new Set(methods)].sort());
    throw new NotFoundError("There is nothing under this address.");
  };
}
