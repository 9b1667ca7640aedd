import type { IncomingMessage } from "node:http";

const names = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"];

/**
 * Corrects the X-Forwarded headers of a request before anything reads them. The backend derives its
 * origin, the Secure attribute of cookies and the address for rate limits from them.
 * @param trusted whether the sender is a proxy: its values stay, and its own address is added to the chain
 */
export function settleForwardedHeaders(request: IncomingMessage, trusted: boolean): void {
  const { headers, socket } = request;
  const chain = trusted ? headers["x-forwarded-for"] : undefined;
  if (!trusted) for (const name of names) delete headers[name];
  const sender = socket.remoteAddress ?? "";
  headers["x-forwarded-for"] = chain ? `${chain}, ${sender}` : sender;
  headers["x-forwarded-host"] ??= headers.host;
  headers["x-forwarded-proto"] ??= "http";
}
