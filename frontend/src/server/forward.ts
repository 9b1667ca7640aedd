import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { type Duplex, Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import type { ProblemCode } from "@todo-chatbot/contracts";

/** Headers that concern one connection only (RFC 9110 §7.6.1), and those the body's framing decides. */
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

const bodiless = new Set(["GET", "HEAD", "OPTIONS"]);
const nullBody = new Set([101, 103, 204, 205, 304]);

/** A backend that does not even take the connection is away: people hear so before they give up themselves. */
const connectTimeoutMs = 3000;

/** A connection stays with one of the backend's pods; a new one now and then lets those that came later help. */
const connectionLifetimeMs = 30_000;

const agentOptions = { keepAlive: true, maxSockets: 1024 };
const httpAgent = renewing(new HttpAgent(agentOptions));
const httpsAgent = renewing(new HttpsAgent(agentOptions));

/** Lets an agent keep a connection for further requests only while it is young. */
function renewing<Agent extends HttpAgent>(agent: Agent): Agent {
  const keep = agent.keepSocketAlive.bind(agent);
  const since = new WeakMap<Duplex, number>();
  agent.keepSocketAlive = (socket) => {
    const first = since.get(socket) ?? performance.now();
    since.set(socket, first);
    return performance.now() - first < connectionLifetimeMs && keep(socket);
  };
  return agent;
}

/**
 * Sends a request on to the backend and its answer back, both as they come.
 * @param backend scheme, host and port of the backend
 * @param draining ends event streams when this server stops, so that browsers connect to another one
 * @returns the backend's answer; 503 problem+json when it cannot be reached
 */
export async function forward(request: Request, backend: URL, draining: AbortSignal): Promise<Response> {
  const body = await bodyOf(request);
  // A connection that breaks before the answer is tried once more, where asking twice does no harm.
  const repeatable = !(body instanceof ReadableStream) && isIdempotent(request);
  try {
    const answer = await exchange(request, body, backend).catch((error: unknown) => {
      if (!repeatable || request.signal.aborted) throw error;
      return exchange(request, body, backend);
    });
    return respond(answer, backend, draining);
  } catch {
    return unavailable();
  }
}

type Body = ReadableStream | Uint8Array | null;

/** A small body is read whole, so that it can be sent again; a large one passes through as it comes. */
async function bodyOf(request: Request): Promise<Body> {
  if (!request.body || bodiless.has(request.method)) return null;
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  return length <= 65_536 ? new Uint8Array(await request.arrayBuffer()) : request.body;
}

function isIdempotent(request: Request): boolean {
  return bodiless.has(request.method) || request.headers.has("idempotency-key");
}

function exchange(request: Request, body: Body, backend: URL): Promise<IncomingMessage> {
  const { pathname, search } = new URL(request.url);
  const secure = backend.protocol === "https:";
  const options: RequestOptions = {
    method: request.method,
    protocol: backend.protocol,
    hostname: backend.hostname.replace(/^\[|\]$/g, ""),
    port: backend.port || (secure ? 443 : 80),
    path: backend.pathname.replace(/\/$/, "") + pathname + search,
    agent: secure ? httpsAgent : httpAgent,
    headers: requestHeaders(request),
    signal: request.signal,
  };
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? httpsRequest : httpRequest)(options, resolve);
    outgoing.on("error", reject);
    outgoing.on("socket", (socket) => {
      if (!socket.connecting) return;
      const late = setTimeout(() => outgoing.destroy(new Error("connect timeout")), connectTimeoutMs);
      for (const event of ["connect", "close"]) socket.once(event, () => clearTimeout(late));
    });
    if (!(body instanceof ReadableStream)) return void outgoing.end(body ?? undefined);
    Readable.fromWeb(body as NodeReadableStream)
      .on("error", (error) => outgoing.destroy(error))
      .pipe(outgoing);
  });
}

function requestHeaders(request: Request): Record<string, string> {
  const named = connectionHeaders(request.headers.get("connection"));
  const headers: Record<string, string> = {};
  for (const [name, value] of request.headers) {
    if (!perConnection.has(name) && !named.has(name) && !name.startsWith("x-middleware-"))
      headers[name] = value;
  }
  // This server compresses towards the browser; between the two it would only cost time.
  headers["accept-encoding"] = "identity";
  return headers;
}

function connectionHeaders(value: string | null | undefined): Set<string> {
  return new Set((value ?? "").split(",").map((name) => name.trim().toLowerCase()));
}

function respond(answer: IncomingMessage, backend: URL, draining: AbortSignal): Response {
  const status = answer.statusCode ?? 502;
  const headers = new Headers();
  const named = connectionHeaders(answer.headers.connection);
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value === undefined || perConnection.has(name) || named.has(name)) continue;
    for (const one of Array.isArray(value) ? value : [value]) headers.append(name, one);
  }
  const location = headers.get("location");
  if (location) headers.set("location", relative(location, backend));
  const stream = headers.get("content-type")?.startsWith("text/event-stream");
  if (stream) {
    // Keeps this server, and proxies in front of it, from holding events back to compress or collect them.
    headers.set("cache-control", "no-cache, no-transform");
    headers.set("x-accel-buffering", "no");
    const end = () => answer.destroy();
    draining.addEventListener("abort", end, { once: true });
    answer.once("close", () => draining.removeEventListener("abort", end));
  }
  if (nullBody.has(status)) {
    answer.resume();
    return new Response(null, { status, headers });
  }
  return new Response(Readable.toWeb(answer) as ReadableStream, { status, headers });
}

/** The backend does not know the address people use, so a redirect within it must not name its own. */
function relative(location: string, backend: URL): string {
  if (!URL.canParse(location)) return location;
  const target = new URL(location);
  return target.origin === backend.origin ? target.pathname + target.search + target.hash : location;
}

function unavailable(): Response {
  const code: ProblemCode = "backend_unavailable";
  return Response.json(
    {
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      detail: "The server cannot be reached at the moment. Try again shortly.",
      code,
    },
    {
      status: 503,
      headers: {
        "Content-Type": "application/problem+json",
        "Cache-Control": "no-store",
        "Retry-After": "2",
      },
    },
  );
}
