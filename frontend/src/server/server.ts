import { createServer, type RequestListener, type Server } from "node:http";
import type { Duplex } from "node:stream";
import compression from "compression";
import { malformed, refusalOf } from "./checks.ts";
import { createForwarder } from "./forward.ts";
import { settleForwardedHeaders } from "./forwarded-headers.ts";
import { endWithProblem, type Refusal, sendProblem } from "./problem.ts";
import { strictTransport } from "./security-headers.ts";

export interface ServerParts {
  backend: URL;
  /** Host names this server accepts, as returned by `parseHosts`. */
  hosts: readonly string[];
  /** Whether there is a proxy in front that sets the X-Forwarded headers. */
  trusted: boolean;
  /** Handles requests that are not for the backend. */
  pages: RequestListener;
  /** Aborted when this server begins to stop. */
  draining: AbortSignal;
}

/**
 * The only server a browser talks to. Every request is checked first, whether it is then forwarded to the backend
 * (the API and the Model Context Protocol) or answered by the pages.
 */
export function createFrontend({ backend, hosts, trusted, pages, draining }: ServerParts): Server {
  const forward = createForwarder(backend, draining);
  const compress = compression();
  // A request without Host is refused here with an explanation, and not by Node without one.
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    settleForwardedHeaders(request, trusted);
    const refusal = refusalOf(request, hosts);
    if (refusal) return sendProblem(response, refusal);
    for (const [name, value] of strictTransport(request)) response.setHeader(name, value);
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith("/api/") && path !== "/mcp") return pages(request, response);
    compress(request, response, () => void forward(request, response));
  });
  // As long as the backend's; longer than that of proxies, so that this side never closes a connection
  // that is about to be used.
  server.requestTimeout = 60_000;
  server.keepAliveTimeout = 65_000;
  server.on("clientError", (error: NodeJS.ErrnoException, connection) => {
    if (connection.writable && error.code !== "ECONNRESET")
      endWithProblem(connection, unreadable(error.code));
    else connection.destroy();
  });
  server.on("connect", (_request, connection: Duplex) => {
    endWithProblem(connection, malformed("This server is no proxy."));
  });
  server.on("checkExpectation", (_request, response) => {
    sendProblem(response, {
      status: 417,
      title: "Expectation Failed",
      code: "validation_failed",
      detail: "The only expectation understood is 100-continue.",
    });
  });
  return server;
}

function unreadable(code: string | undefined): Refusal {
  switch (code) {
    case "HPE_HEADER_OVERFLOW":
      return {
        status: 431,
        title: "Request Header Fields Too Large",
        code: "payload_too_large",
        detail: "The address or the headers are too long.",
      };
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return {
        status: 408,
        title: "Request Timeout",
        code: "validation_failed",
        detail: "The request did not arrive in time.",
      };
    default:
      return malformed("The request breaks the rules of HTTP.");
  }
}
