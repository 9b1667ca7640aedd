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
  /** Names this server answers under, as `parseHosts` gives them. */
  hosts: readonly string[];
  /** Whether a proxy that sets the X-Forwarded headers stands in front. */
  trusted: boolean;
  /** Answers what is not for the backend. */
  pages: RequestListener;
  /** Aborted when this server begins to stop. */
  draining: AbortSignal;
}

/**
 * The only server a browser talks to. Every request is checked first, whoever answers it then: the backend,
 * to which the API and the Model Context Protocol are forwarded, or the pages.
 */
export function createFrontend({ backend, hosts, trusted, pages, draining }: ServerParts): Server {
  const forward = createForwarder(backend, draining);
  const compress = compression();
  // A request without Host is refused here with the others, and not by Node without a word.
  const server = createServer({ requireHostHeader: false }, (request, response) => {
    settleForwardedHeaders(request, trusted);
    const refusal = refusalOf(request, hosts);
    if (refusal) return sendProblem(response, refusal);
    for (const [name, value] of strictTransport(request)) response.setHeader(name, value);
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith("/api/") && path !== "/mcp") return pages(request, response);
    compress(request, response, () => void forward(request, response));
  });
  // As long as the backend takes; longer than proxies keep theirs, so that they and not we close a connection
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
