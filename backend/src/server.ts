import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import { buildApp } from "./app.ts";
import { createAuth } from "./auth/index.ts";
import { keptSecret, looksGuessable } from "./auth/secret.ts";
import { createChat } from "./chat/index.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/client.ts";
import { openDatabase } from "./database/open.ts";
import { createFeedHub } from "./feeds/hub.ts";
import { createMetrics, serveMetrics } from "./http/metrics.ts";
import { mcpRoutes } from "./mcp/index.ts";
import { createTaskService } from "./tasks/service.ts";
import { version } from "./version.ts";
import { thisWorker } from "./workers/worker.ts";

const sweepEveryMs = 3_600_000;

/** A running server. */
export interface RunningServer {
  app: FastifyInstance;
  database: Database;
  /** Base address it listens on. */
  url: string;
  /** Resolves when the database is available and everything works. */
  ready: Promise<void>;
  /**
   * Drains, lets running answers finish, and closes everything; repeated calls return the same promise.
   * @param reason for the log
   */
  stop(reason: string): Promise<void>;
}

/**
 * Starts the whole server. It listens at once; while its database is down it reports that and keeps trying.
 * @throws {ConfigError | FolderLockedError | NoDatabaseError} and system errors, such as a port in use.
 */
export async function startServer(config: Config, logger: Logger): Promise<RunningServer> {
  const worker = thisWorker();
  const secret = config.authSecret ?? keptSecret(config.dataDir);
  if (config.authSecret === null && config.databaseUrl !== null) {
    logger.warn(
      "BETTER_AUTH_SECRET is not set; using the one stored in DATA_DIR. Set it to the same value everywhere if several servers share the database.",
    );
  }
  if (config.authSecret !== null && looksGuessable(config.authSecret)) {
    logger.warn(
      "BETTER_AUTH_SECRET looks easy to guess; anyone who guesses it can sign in as any person. Generate one with: openssl rand -hex 32",
    );
  }
  const database = await openDatabase(config, (state, error) => logStateOf(logger, state, error));
  const tasks = createTaskService(database);
  const auth = createAuth({
    database,
    secret,
    limits: config.limits,
    registration: config.registration,
    logger,
  });
  const hub = createFeedHub(database, auth.revocations);
  const chat = createChat({ database, tasks, config, logger });
  const metrics = createMetrics(database, hub);
  const draining = new AbortController();
  const app = await buildApp({
    config,
    version,
    database,
    auth,
    tasks,
    hub,
    logger,
    metrics,
    modelStatus: chat.modelStatus,
    chat: chat.routes,
    mcp: mcpRoutes({ tasks, version, logger }),
    draining: draining.signal,
    worker,
  });

  // The others serve meanwhile.
  if (worker?.isReplacement) await database.ready();
  const url = await app.listen({ host: config.host, port: config.port });
  // Those of workers are served together, by the primary process.
  const metricsServer =
    config.metricsPort === null || worker
      ? null
      : await serveMetrics(metrics, config.host, config.metricsPort);
  logger.info({ url, version, database: database.kind }, "listening");

  const sweep = () =>
    Promise.all([auth.sweep(), tasks.sweep(), database.maintain()]).catch((error: unknown) =>
      logger.warn({ err: error }, "Cleaning up failed; the next round will do it"),
    );
  let sweeper: NodeJS.Timeout | undefined;
  const started = database.ready().then(async () => {
    if (draining.signal.aborted) return;
    await auth.revocations.start();
    await auth.known.start();
    await hub.start();
    await chat.start();
    logger.info({ database: database.kind }, "ready");
    worker?.ready();
    if (worker && !worker.isFirst) return;
    sweeper = setInterval(sweep, sweepEveryMs);
    void sweep();
  });

  let stopping: Promise<void> | null = null;
  const stop = async (reason: string) => {
    logger.info({ reason }, "stopping");
    draining.abort();
    clearInterval(sweeper);
    await sleep(config.drainMs);
    const impatience = setTimeout(() => app.server.closeAllConnections(), config.shutdownMs + 1000);
    await chat.close(config.shutdownMs);
    await app.close();
    clearTimeout(impatience);
    metricsServer?.close();
    await hub.close();
    await auth.known.close();
    await auth.revocations.close();
    await database.close();
    logger.info("stopped");
  };
  started.catch((error: unknown) => {
    logger.fatal({ err: error }, "The database cannot be used");
    process.exitCode = 1;
    stopping ??= stop("the database cannot be used");
  });
  return {
    app,
    database,
    url,
    ready: started,
    stop: (reason) => {
      stopping ??= stop(reason);
      return stopping;
    },
  };
}

function logStateOf(logger: Logger, state: ReturnType<Database["state"]>, error?: unknown): void {
  if (state === "ready") logger.info("The database is reachable");
  else logger.warn({ err: error }, "The database cannot be reached; trying again");
}
