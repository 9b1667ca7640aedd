import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import { afterAll, beforeAll } from "vitest";
import { type AppParts, buildApp } from "../app.ts";
import { createAuth } from "../auth/index.ts";
import { createChat } from "../chat/index.ts";
import { type Config, readConfig } from "../config.ts";
import type { Database } from "../database/client.ts";
import { createFeedHub, type FeedHub } from "../feeds/hub.ts";
import { createLogger } from "../http/logger.ts";
import { mcpRoutes } from "../mcp/index.ts";
import { createTaskService } from "../tasks/service.ts";
import { Client } from "./client.ts";
import { type DatabaseKind, useDatabase } from "./database.ts";

const nothing: FastifyPluginAsync = async () => {};

export interface TestServerOptions {
  limits?: Partial<Config["limits"]>;
  registration?: Config["registration"];
  now?: () => Date;
  parts?: Partial<AppParts>;
  /** With chat's routes too, answered by the built-in assistant. */
  withChat?: boolean;
  /** Environment variables, such as the address of a model. */
  settings?: Record<string, string>;
}

export interface TestServer {
  app: FastifyInstance;
  database: Database;
  hub: FeedHub;
  /** What was logged, as JSON lines. */
  log: string[];
  drain: () => void;
  /** A browser that is not signed in. */
  client: () => Client;
  /** A browser of a new person. */
  signUp: () => Promise<Client>;
  close: () => Promise<void>;
}

/** The server, without chat unless asked for, over an open database. */
export async function startTestServer(
  database: Database,
  options: TestServerOptions = {},
): Promise<TestServer> {
  const config = readConfig(options.settings ?? {});
  const log: string[] = [];
  const logger = createLogger("info", { write: (line: string) => void log.push(line) });
  const now = options.now ?? (() => new Date());
  const limits = {
    ...config.limits,
    signUpsPerAddress: 10_000,
    requestsPerMinute: 1_000_000,
    ...options.limits,
  };
  const auth = createAuth({
    database,
    secret: "a secret that is only for tests, 32+",
    limits,
    registration: options.registration ?? "open",
    logger,
    now,
  });
  const tasks = createTaskService(database, now);
  const hub = createFeedHub(database, auth.revocations);
  const chat = options.withChat ? createChat({ database, tasks, config, logger }) : null;
  const draining = new AbortController();
  const app = await buildApp({
    config: { trustedProxies: 1, allowedHosts: ["todo-backend", "todo.example", "todo.example.org"], limits },
    version: "0.0.0",
    database,
    auth,
    tasks,
    hub,
    logger,
    modelStatus: () => ({
      kind: "builtin",
      model: null,
      endpoint: null,
      state: "ready",
      message: null,
      fallback: true,
      sent: "Nothing is sent anywhere.",
    }),
    chat: chat?.routes ?? nothing,
    mcp: mcpRoutes({ tasks, version: "0.0.0", logger }),
    draining: draining.signal,
    ...options.parts,
  });
  await app.ready();
  await auth.revocations.start();
  await auth.known.start();
  await hub.start();
  await chat?.start();
  const client = () => new Client(app);
  return {
    app,
    database,
    hub,
    log,
    drain: () => draining.abort(),
    client,
    signUp: async () => {
      const browser = client();
      await browser.signUp();
      return browser;
    },
    close: async () => {
      draining.abort();
      await chat?.close(1000);
      await app.close();
      await hub.close();
      await auth.known.close();
      await auth.revocations.close();
    },
  };
}

/** A test server for the tests of one `describe`. */
export function useServer(
  kind: DatabaseKind = "embedded",
  options: TestServerOptions = {},
): () => TestServer {
  const database = useDatabase(kind);
  let server: TestServer | null = null;
  beforeAll(async () => {
    server = await startTestServer(database(), options);
  }, 60_000);
  afterAll(() => server?.close());
  return () => {
    if (!server) throw new Error("The server is started by beforeAll; ask for it inside a test.");
    return server;
  };
}
