import type { IncomingMessage } from "node:http";
import { hostnameOf, isAllowedHost } from "@todo-chatbot/contracts/hosts";
import type { Refusal } from "./problem.ts";

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** Methods whose requests have no content. */
export const contentless = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Checks that a request has only one possible meaning, for every parser that reads it.
 * Call it after the X-Forwarded headers are settled.
 * @param hosts names this server accepts, as returned by `parseHosts`
 * @returns why it is refused, or null
 */
export function refusalOf(request: IncomingMessage, hosts: readonly string[]): Refusal | null {
  const { method = "", url = "", headers, headersDistinct } = request;
  if (!methods.includes(method)) {
    return {
      status: 405,
      title: "Method Not Allowed",
      code: "method_not_allowed",
      detail: `This server answers ${methods.join(", ")}.`,
      headers: { Allow: methods.join(", ") },
    };
  }
  if (!isReadable(url)) return malformed("The address cannot be read.");
  if ((headersDistinct.host?.length ?? 0) > 1) return malformed("There is more than one Host.");
  for (const header of [headers.host, lastOf(headers["x-forwarded-host"])]) {
    const hostname = hostnameOf(header);
    if (hostname === null) return malformed("The Host header names no host.");
    if (!isAllowedHost(hostname, hosts)) return unknownHost(hostname);
  }
  if (!["http", "https"].includes(lastOf(headers["x-forwarded-proto"]) ?? "")) {
    return malformed("X-Forwarded-Proto is neither http nor https.");
  }
  const coding = headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked") {
    return malformed("The only transfer coding understood is chunked.");
  }
  if (contentless.has(method) && hasContent(request)) return malformed(`A ${method} request has no body.`);
  return null;
}

/** Whether content follows a request's head (RFC 9112 §6.3). */
export function hasContent({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** The last of the values that proxies have appended: that of the nearest proxy. */
export function lastOf(header: string | string[] | undefined): string | undefined {
  return [header].flat().at(-1)?.split(",").at(-1)?.trim();
}

/** A path of this server, of visible ASCII, whose percent-encoded parts are UTF-8. */
function isReadable(url: string): boolean {
  if (!/^\/[\x21-\x7e]*$/.test(url)) return false;
  try {
    decodeURI(url.split(/[?#]/, 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Why a request that breaks the rules of HTTP is refused. */
export function malformed(detail: string): Refusal {
  return { status: 400, title: "Bad Request", code: "validation_failed", detail };
}

function unknownHost(hostname: string): Refusal {
  return {
    status: 421,
    title: "Misdirected Request",
    code: "unknown_host",
    detail: `This server does not answer as “${hostname}”. Whoever runs it can name it in ALLOWED_HOSTS.`,
  };
}
