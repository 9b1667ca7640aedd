import { createServer, type Server } from "node:http";
import type { FastifyInstance } from "fastify";
import { AggregatorRegistry, collectDefaultMetrics, Gauge, Histogram } from "prom-client";
import type { Database } from "../database/client.ts";
import type { FeedHub } from "../feeds/hub.ts";

/** Where the metrics of one process, or of several together, come from. */
export interface MetricsSource {
  contentType: string;
  read(): Promise<string>;
}

/** What the server counts about itself. */
export interface Metrics extends MetricsSource {
  /** Counts the requests of an app: by method, route (not address, which names ids) and status. */
  watch(app: FastifyInstance): void;
}

export function createMetrics(database: Database, hub: FeedHub): Metrics {
  // As one of several workers, this process is asked for its metrics by the primary process.
  const registry = new AggregatorRegistry();
  AggregatorRegistry.setRegistries(registry);
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: "http_request_duration_seconds",
    help: "Time to answer, by route",
    labelNames: ["method", "route", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  new Gauge({
    name: "database_ready",
    help: "1 while the database can be reached",
    registers: [registry],
    aggregator: "min",
    collect() {
      this.set(database.state() === "ready" ? 1 : 0);
    },
  });
  new Gauge({
    name: "event_streams_open",
    help: "Open streams of changes",
    registers: [registry],
    collect() {
      this.set(hub.size());
    },
  });
  return {
    contentType: registry.contentType,
    read: () => registry.metrics(),
    watch(app) {
      app.addHook("onResponse", async (request, reply) => {
        const route = request.routeOptions.url ?? "none";
        const { method } = request;
        requests.observe({ method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
      });
    },
  };
}

/** Serves `GET /metrics` on a port of its own, which is not reachable from outside the cluster. */
export async function serveMetrics(
  { contentType, read }: MetricsSource,
  host: string,
  port: number,
): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    try {
      const text = await read();
      response.writeHead(200, { "content-type": contentType }).end(text);
    } catch {
      // A worker ended before it answered; the next scrape asks the one in its place.
      response.writeHead(503).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
