import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { drain } from "./drain.ts";
import { settleForwardedHeaders } from "./forwarded-headers.ts";
import { drainMs, trustsForwardedHeaders } from "./settings.ts";

interface RequestStart {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

/**
 * Hooks every incoming request before Next sees it, and takes over SIGTERM when NEXT_MANUAL_SIG_HANDLE
 * is set. Next's own handler would close open connections at once.
 * @see https://nodejs.org/api/diagnostics_channel.html#http
 */
export function start(): void {
  const trusted = trustsForwardedHeaders();
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as RequestStart;
    settleForwardedHeaders(request, trusted);
    drain.watch(server, response);
  });
  if (process.env.NEXT_MANUAL_SIG_HANDLE) {
    process.on("SIGTERM", () => drain.begin(drainMs(), () => process.exit(0)));
    process.on("SIGINT", () => drain.begin(0, () => process.exit(0)));
  }
}
