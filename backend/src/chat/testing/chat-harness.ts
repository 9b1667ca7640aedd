import { randomUUID } from "node:crypto";
import type { Message } from "@todo-chatbot/contracts";
import { pino } from "pino";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import type { TaskService } from "../../tasks/service.ts";
import { createTaskService } from "../../tasks/service.ts";
import type { Principal } from "../../tasks/types.ts";
import { makePerson } from "../../testing/people.ts";
import { openAiCompatibleModel } from "../models/openai-compatible.ts";
import { createModelHealth, type ModelHealth } from "../models/status.ts";
import { MessageReader } from "../reading/message-reader.ts";
import { ChatService, type Speaker } from "../turn/begin.ts";
import { Runs } from "../turn/runs.ts";

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
  /** What reads messages; by default the real threads. */
  reader?: Pick<MessageReader, "understand">;
  /** The clock of the model's health; by default its rests are over at once. */
  now?: () => number;
}

/** One for all chats of a test: its threads take longer to start than most tests. */
let reader: MessageReader | undefined;

/** A person with the default settings. */
export function speaker(userId: string, timeZone = "UTC"): Speaker {
  return { userId, profile: { timeZone, weekStart: 1, locale: "en" } };
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
  let tick = 0;
  const health = createModelHealth(config, options.now ?? (() => (tick += 3_600_000)));
  if (!options.reader) reader ??= new MessageReader(logger);
  await reader?.warm();
  const service = new ChatService(database, runs, {
    tasks,
    reader: options.reader ?? (reader as MessageReader),
    model: openAiCompatibleModel(config),
    health,
    fallback: config.fallback,
    turnTimeoutMs: options.turnTimeoutMs ?? 60_000,
    stallMs: options.stallMs ?? 60_000,
    logger,
  });
  return {
    database,
    tasks,
    runs,
    service,
    health,
    log,
    person: async () => (await makePerson(database))().userId,
    principal: (userId) => ({ userId, actor: "user", groupId: randomUUID() }),
    say: async (userId, message, conversationId) => {
      const turn = await service.say(
        speaker(userId),
        { message, ...(conversationId && { conversationId }) },
        null,
      );
      return { ...(await turn.message()), conversationId: turn.conversationId };
    },
  };
}
