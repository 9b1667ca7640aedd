import type { ModelStatus } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import type { TaskService } from "../tasks/service.ts";
import { ChatHistory } from "./history.ts";
import { createModelChecker } from "./models/check/checker.ts";
import { openAiCompatibleModel } from "./models/openai-compatible.ts";
import { createModelHealth } from "./models/status.ts";
import { MessageReader } from "./reading/message-reader.ts";
import { chatRoutes } from "./routes.ts";
import { ChatService } from "./turn/begin.ts";
import { Runs } from "./turn/runs.ts";

export interface ChatDependencies {
  database: Database;
  tasks: TaskService;
  config: Pick<Config, "model" | "turnTimeoutMs">;
  logger: FastifyBaseLogger;
}

export interface Chat {
  /** Routes below `/api/v1`; `request.caller` must be set before they run. */
  routes: FastifyPluginAsyncZod;
  /** Which model answers and its state, for `/health`. */
  modelStatus(): ModelStatus;
  /** Starts listening to other servers and cleans up after dead ones. Needs the database. */
  start(): Promise<void>;
  /** Lets running answers finish for `deadlineMs`, then interrupts them. Call it before closing the database. */
  close(deadlineMs: number): Promise<void>;
}

/** A language model that is silent for this long times out. */
const stallMs = 30_000;

/** The chat: conversations, models and streams. */
export function createChat({ database, tasks, config, logger }: ChatDependencies): Chat {
  const runs = new Runs(database, logger);
  const reader = new MessageReader(logger);
  const health = createModelHealth(config.model);
  const service = new ChatService(database, runs, {
    tasks,
    reader,
    model: openAiCompatibleModel(config.model),
    health,
    fallback: config.model.fallback,
    turnTimeoutMs: config.turnTimeoutMs,
    stallMs: Math.min(stallMs, config.turnTimeoutMs),
    logger,
  });
  const routes = chatRoutes({
    database,
    runs,
    service,
    history: new ChatHistory(database),
    health,
    check: createModelChecker(config, health),
  });
  return {
    routes: async (app, options) => {
      // Somebody who opens conversations is about to write, so start the threads now.
      app.addHook("preHandler", async () => void reader.warm());
      await routes(app, options);
    },
    modelStatus: () => health.status(),
    start: () => runs.start(),
    close: async (deadlineMs) => {
      await runs.close(deadlineMs);
      await reader.close();
    },
  };
}
