import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { PassThrough, type Readable } from "node:stream";
import { Agent, type Dispatcher, errors } from "undici";
import { contentless, hasContent, malformed } from "./checks.ts";
import { type Refusal, sendProblem } from "./problem.ts";

/** Headers that concern one connection only (RFC 9110 §7.6.1), and those that undici sets itself. */
const perConnection = new Set([
  "connection",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** A backend that does not accept the connection in this time counts as down, so that people get an answer before they give up. */
const connectTimeoutMs = 3000;

/** A connection sticks to one of the backend's pods; renewing it lets newer pods share the load. */
const connectionLifetimeMs = 30_000;

/** How long a stream that is opened while the server stops is served: not so short that its client tries in a loop. */
const lateStreamMs = 1000;

/** Bodies up to this length are buffered, so that they can be sent again. */
const repeatableBytes = 65_536;

const unavailable: Refusal = {
  status: 503,
  title: "Service Unavailable",
  code: "backend_unavailable",
  detail: "The server cannot be reached at the moment. Try again shortly.",
  headers: { "Retry-After": "2" },
};

/** Streams a request to the backend and the response back. */
export type Forwarder = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Forwards over persistent connections. undici ensures that no request or response can be taken for part of another:
 * it writes the framing itself, refuses a body whose length differs from the declared one, sends one request at a time,
 * and closes a connection that was answered before the whole request was sent or that carries more than the response.
 * @param backend scheme, host and port of the backend, and an optional path prefix
 * @param draining ends event streams while this server stops, so that browsers connect to another one
 */
export function createForwarder(backend: URL, draining: AbortSignal): Forwarder {
  const connections = new Agent({
    allowH2: false,
    clientTtl: connectionLifetimeMs,
    connect: { timeout: connectTimeoutMs },
    // No timeout here: the backend limits how long a response takes, and keeps streams alive itself.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const prefix = backend.pathname.replace(/\/$/, "");

  return async (request, response) => {
    const left = new AbortController();
    response.once("close", () => left.abort());
    const exchange = (body: Buffer | Readable | null) =>
      connections.stream(
        {
          origin: backend.origin,
          path: prefix + request.url,
          method: request.method as Dispatcher.HttpMethod,
          headers: requestHeaders(request.headers),
          body,
          signal: left.signal,
        },
        ({ statusCode, headers }) => {
          response.statusCode = statusCode;
          for (const [name, value] of Object.entries(answerHeaders(headers, backend)))
            response.setHeader(name, value);
          if (isEventStream(response)) endWhen(draining, response, request.method === "GET");
          return response;
        },
      );
    try {
      if (!isRepeatable(request))
        return void (await exchange(hasContent(request) ? streamOf(request) : null));
      const body = await wholeOf(request);
      // If a connection breaks before the response, idempotent requests are sent once more.
      await exchange(body).catch((error: unknown) => {
        const lost =
          response.headersSent || left.signal.aborted || error instanceof errors.ConnectTimeoutError;
        if (lost) throw error;
        return exchange(body);
      });
    } catch (error) {
      if (response.headersSent || left.signal.aborted) return void response.destroy();
      sendProblem(
        response,
        error instanceof errors.InvalidArgumentError ? malformed(error.message) : unavailable,
      );
    }
  };
}

function isRepeatable(request: IncomingMessage): boolean {
  if (!hasContent(request))
    return contentless.has(request.method ?? "") || "idempotency-key" in request.headers;
  const length = Number(request.headers["content-length"] ?? Number.POSITIVE_INFINITY);
  return "idempotency-key" in request.headers && length <= repeatableBytes;
}

async function wholeOf(request: IncomingMessage): Promise<Buffer | null> {
  if (!hasContent(request)) return null;
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/**
 * A request's body, detached from its connection: if the backend answers before it was sent completely, the rest
 * is read and dropped, so that the response still arrives.
 */
function streamOf(request: IncomingMessage): Readable {
  const body = new PassThrough();
  request.once("close", () => {
    if (!request.complete) body.destroy(new Error("The client left."));
  });
  body.once("close", () => {
    request.unpipe(body);
    request.resume();
  });
  return request.pipe(body);
}

function requestHeaders(given: IncomingHttpHeaders): IncomingHttpHeaders {
  const headers = endToEnd(given);
  // This server compresses responses to the browser; between the two servers it would only cost time.
  headers["accept-encoding"] = "identity";
  return headers;
}

function answerHeaders(given: IncomingHttpHeaders, backend: URL): Record<string, string | string[]> {
  const headers = endToEnd(given) as Record<string, string | string[]>;
  if (typeof headers.location === "string") headers.location = relative(headers.location, backend);
  if (String(headers["content-type"]).startsWith("text/event-stream")) {
    // Keeps this server, and proxies in front of it, from buffering or compressing events.
    headers["cache-control"] = "no-store, no-transform";
    headers["x-accel-buffering"] = "no";
  }
  return headers;
}

function endToEnd(given: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set(
    [given.connection ?? ""]
      .flat()
      .join()
      .split(",")
      .map((name) => name.trim().toLowerCase()),
  );
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) => value !== undefined && !perConnection.has(name) && !named.has(name),
    ),
  );
}

/** The backend does not know its public address, so redirects must not contain its own. */
function relative(location: string, backend: URL): string {
  if (!URL.canParse(location)) return location;
  const target = new URL(location);
  return target.origin === backend.origin ? target.pathname + target.search + target.hash : location;
}

function isEventStream(response: ServerResponse): boolean {
  return String(response.getHeader("content-type")).startsWith("text/event-stream");
}

/**
 * Ends a stream when the server stops. One that is opened while it stops, over a connection that was still open, would
 * keep the server until it is killed.
 * @param resumable whether the client opens it again, as event sources do
 */
function endWhen(signal: AbortSignal, response: ServerResponse, resumable: boolean): void {
  const end = () => response.destroy();
  if (signal.aborted) {
    if (!resumable) return;
    const timer = setTimeout(end, lateStreamMs);
    response.once("close", () => clearTimeout(timer));
    return;
  }
  signal.addEventListener("abort", end, { once: true });
  response.once("close", () => signal.removeEventListener("abort", end));
}
