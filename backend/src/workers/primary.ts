import cluster, { type Worker } from "node:cluster";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { AggregatorRegistry } from "prom-client";
import type { Config } from "../config.ts";
import { serveMetrics } from "../http/metrics.ts";
import type { FromWorker, ToWorker } from "./messages.ts";

const firstDelayMs = 100;
const longestDelayMs = 30_000;
/** Serving this long, a worker has recovered: when it ends, the next is started without delay again. */
const stableMs = 60_000;

/** Several processes that serve behind one port. */
export interface Workers {
  /** Resolves when all of them can serve. */
  ready: Promise<void>;
  /**
   * Stops all of them, each as a single server stops; repeated calls return the same promise.
   * @param reason for the log
   */
  stop(reason: string): Promise<void>;
}

/**
 * Starts this program again as `config.workers` processes that share its port. One that ends is replaced, after a delay
 * that doubles each time. If one ends before all were ready, the reason will not go away by itself: everything stops.
 * @throws system errors, such as the port of metrics being in use.
 */
export async function startWorkers(config: Config, logger: Logger): Promise<Workers> {
  const running = new Set<Worker>();
  const serving = new Set<Worker>();
  const { promise: ready, resolve: allReady } = Promise.withResolvers<void>();
  let wereReady = false;
  const stopped = new AbortController();
  let stopping: Promise<void> | null = null;

  const tell = (worker: Worker, message: ToWorker) => {
    if (worker.isConnected()) worker.send(message);
  };
  const tellReadiness = () => {
    const isReady = serving.size === config.workers;
    for (const worker of running) tell(worker, { type: "all-ready", ready: isReady });
    if (!isReady || wereReady) return;
    wereReady = true;
    logger.info({ workers: config.workers }, "all workers are ready");
    allReady();
  };

  function start(place: number, delayMs = firstDelayMs): void {
    const worker = cluster.fork({ WORKER_PLACE: String(place), WORKER_REPLACES: String(wereReady) });
    const { pid } = worker.process;
    const since = performance.now();
    running.add(worker);
    worker.on("message", (message: FromWorker) => {
      if (message.type === "ready") {
        serving.add(worker);
        tellReadiness();
      } else if (message.type === "counted") {
        for (const other of running) if (other !== worker) tell(other, message);
      }
    });
    worker.once("exit", async (code, signal) => {
      running.delete(worker);
      serving.delete(worker);
      if (code !== 0 && (stopping || !wereReady)) process.exitCode = 1;
      if (!wereReady) void stop("a worker could not start");
      if (stopping) return;
      tellReadiness();
      const nextDelayMs = performance.now() - since < stableMs ? delayMs : firstDelayMs;
      logger.error(
        { pid, code, signal, restartInMs: nextDelayMs },
        "a worker ended; another takes its place",
      );
      await sleep(nextDelayMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      if (!stopping) start(place, Math.min(nextDelayMs * 2, longestDelayMs));
    });
  }

  async function end(reason: string): Promise<void> {
    logger.info({ reason }, "stopping the workers");
    stopped.abort();
    await Promise.all(
      Array.from(running, (worker) => {
        const exited = once(worker, "exit");
        worker.process.kill("SIGTERM");
        return exited;
      }),
    );
    metricsServer?.close();
    logger.info("the workers have stopped");
  }
  const stop = (reason: string) => {
    stopping ??= end(reason);
    return stopping;
  };

  const registry = new AggregatorRegistry();
  const source = { contentType: registry.contentType, read: () => registry.clusterMetrics() };
  const metricsServer =
    config.metricsPort === null ? null : await serveMetrics(source, config.host, config.metricsPort);
  for (let place = 0; place < config.workers; place++) start(place);
  return { ready, stop };
}
