export { type Config, ConfigError, describeEnvironment, readConfig } from "./config.ts";
export { createLogger } from "./http/logger.ts";
export { type RunningServer, startServer } from "./server.ts";
