import { hostnameOf, isAllowedHost } from "@todo-chatbot/contracts";
import type { FastifyRequest } from "fastify";
import { UnknownHostError, ValidationError } from "../errors.ts";

const contentless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Checks every request before anything else: its host and scheme must be accepted by this server, and
 * its end must be unambiguous. X-Forwarded headers are used as far as `TRUST_PROXY` says.
 * @param hosts names this server accepts, as returned by `parseHosts`
 * @throws {ValidationError | UnknownHostError}
 */
export function checkMessage(request: FastifyRequest, hosts: readonly string[]): void {
  const { headers, method, protocol } = request;
  // Both, since a page that rebinds its name can set X-Forwarded-Host, but never Host.
  for (const host of [headers.host, request.host]) {
    const hostname = hostnameOf(host);
    if (hostname === null) throw refusal("The Host header names no host.");
    if (!isAllowedHost(hostname, hosts)) throw new UnknownHostError(hostname);
  }
  if (!["http", "https"].includes(protocol)) throw refusal("X-Forwarded-Proto is neither http nor https.");
  const hasContent = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  if (contentless.has(method) && hasContent) throw refusal(`A ${method} request has no body.`);
}

function refusal(message: string): ValidationError {
  return new ValidationError([{ path: "", message }]);
}
