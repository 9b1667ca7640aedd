import { randomUUID } from "node:crypto";
import type { Message } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { pino } from "pino";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { createTaskService } from "../../tasks/service.ts";
import type { Principal, TaskService } from "../../tasks/types.ts";
import { openAiCompatibleModel } from "../models/openai-compatible.ts";
import { createModelHealth, type ModelHealth } from "../models/status.ts";
import { Runs } from "../runs.ts";
import { ChatService } from "../service.ts";

/** The chat over a real database, without HTTP. */
export interface ChatHarness {
  database: Database;
  tasks: TaskService;
  runs: Runs;
  service: ChatService;
  health: ModelHealth;
  /** What was logged, one JSON line each. */
  log: string[];
  /** A new person; answers their id. */
  person(): Promise<string>;
  /** On whose behalf a test changes tasks beside the chat. */
  principal(userId: string): Principal;
  /** Says something and waits for the answer. */
  say(
    userId: string,
    message: string,
    conversationId?: string,
  ): Promise<Message & { conversationId: string }>;
}

export interface ChatHarnessOptions {
  model?: Partial<Config["model"]>;
  turnTimeoutMs?: number;
  stallMs?: number;
}

export async function chatHarness(
  database: Database,
  options: ChatHarnessOptions = {},
): Promise<ChatHarness> {
  const log: string[] = [];
  const logger = pino({ level: "trace" }, { write: (line: string) => void log.push(line) });
  const config = { apiKey: null, baseUrl: null, name: "test-model", fallback: true, ...options.model };
  const tasks = createTaskService(database);
  const runs = new Runs(database, logger);
  await runs.start();
  const health = createModelHealth(config);
  const service = new ChatService(database, runs, {
    tasks,
    model: openAiCompatibleModel(config),
    health,
    fallback: config.fallback,
    turnTimeoutMs: options.turnTimeoutMs ?? 10_000,
    stallMs: options.stallMs ?? 10_000,
    logger,
  });
  return {
    database,
    tasks,
    runs,
    service,
    health,
    log,
    person: async () => {
      const id = randomUUID();
      await database.queries.execute(
        sql`insert into "user" (id, name, email) values (${id}, 'Someone', ${`${id}@example.org`})`,
      );
      return id;
    },
    principal: (userId) => ({ userId, actor: "user", groupId: randomUUID() }),
    say: async (userId, message, conversationId) => {
      const turn = await service.say(userId, { message, ...(conversationId && { conversationId }) }, null);
      return { ...(await turn.message()), conversationId: turn.conversationId };
    },
  };
}
