import cluster from "node:cluster";
import { ConfigError, readConfig } from "./config.ts";
import { FolderLockedError } from "./database/folder-lock.ts";
import { NoDatabaseError } from "./database/open.ts";
import { createLogger } from "./http/logger.ts";
import { collectWhenIdle } from "./idle-collection.ts";

// Files this process writes, above all the embedded database, must not be readable by other users of the machine.
process.umask(0o077);

try {
  const config = readConfig(process.env);
  const logger = createLogger(config.logLevel);
  const server = await (config.workers > 1 && cluster.isPrimary
    ? (await import("./workers/primary.ts")).startWorkers(config, logger)
    : (await import("./server.ts")).startServer(config, logger));
  collectWhenIdle();
  // Once running, an unhandled error must not stop the server for everyone; during startup it must.
  server.ready.then(
    () =>
      process.on("unhandledRejection", (error) => logger.error({ err: error }, "An error was not handled")),
    () => undefined,
  );
  const stop = (reason: string) => {
    setTimeout(() => process.exit(1), config.drainMs + config.shutdownMs + 5000).unref();
    void server.stop(reason);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, stop);
  // Under “make start” there is an IPC channel to the parent, which closes however the parent ends.
  process.once("disconnect", () => stop("the parent ended"));
  process.channel?.unref();
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}

/** What the operator can do about a startup error; the whole error only if that is unknown. */
function explain(error: unknown): string {
  if (
    error instanceof ConfigError ||
    error instanceof FolderLockedError ||
    error instanceof NoDatabaseError
  ) {
    return error.message;
  }
  if (error instanceof Error && "code" in error && "port" in error) {
    if (error.code === "EADDRINUSE") {
      return `Port ${error.port} is in use. Stop what uses it, or set BACKEND_PORT (METRICS_PORT for metrics) to another.`;
    }
    if (error.code === "EACCES")
      return `Port ${error.port} may not be used. Set BACKEND_PORT to one above 1023.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
