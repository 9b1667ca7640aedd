import helmet from "@fastify/helmet";
import { health, type ModelStatus } from "@todo-chatbot/contracts";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  fastify,
  LogController,
} from "fastify";
import { validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";
import type { Logger } from "pino";
import type { Caller } from "./auth/caller.ts";
import type { Auth } from "./auth/index.ts";
import { checkOrigin, isSecure } from "./auth/origin.ts";
import { profileRoutes } from "./auth/profile.ts";
import { recordRefusals } from "./auth/refusals.ts";
import { authRoutes } from "./auth/routes.ts";
import { enforceScopes } from "./auth/scopes.ts";
import type { Config } from "./config.ts";
import type { Database } from "./database/client.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import type { FeedHub } from "./feeds/hub.ts";
import { eventRoutes } from "./feeds/routes.ts";
import { checkMessage } from "./http/border.ts";
import { answerUnreadable } from "./http/client-error.ts";
import { closeUnusedConnections } from "./http/connections.ts";
import { registerDocs } from "./http/docs.ts";
import { registerLimits } from "./http/limits.ts";
import { createMethodCheck } from "./http/methods.ts";
import type { Metrics } from "./http/metrics.ts";
import { registerOpenApi } from "./http/openapi.ts";
import { sendProblem } from "./http/problem.ts";
import { checkText } from "./http/text-check.ts";
import { taskRoutes } from "./tasks/routes.ts";
import type { TaskService } from "./tasks/service.ts";
import { transferRoutes } from "./transfer/routes.ts";
import type { Worker } from "./workers/worker.ts";

export interface AppParts {
  config: Pick<Config, "trustedProxies" | "allowedHosts" | "limits">;
  version: string;
  database: Database;
  auth: Auth;
  tasks: TaskService;
  hub: FeedHub;
  logger: Logger;
  metrics?: Metrics;
  modelStatus: () => ModelStatus;
  /** Chat's routes, below `/api/v1`. Like those of MCP their requests have a `caller`. */
  chat: FastifyPluginAsync;
  mcp: FastifyPluginAsync;
  /** Aborted when the server is about to stop: it still serves, but asks clients to reconnect elsewhere. */
  draining: AbortSignal;
  /** This process, if it is one of several behind the port. */
  worker?: Worker | null;
}

const bodyLimit = 1_048_576;

/**
 * The HTTP server with all its routes. A request is checked in this order: host and message framing, availability of
 * the database, origin, authentication, rate limit, input.
 */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { config, version, database, auth, tasks, hub, logger, metrics, draining, worker = null } = parts;
  const app = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustedProxies > 0 && ((_address, hop) => hop < config.trustedProxies),
    bodyLimit,
    // Longer than that of proxies, so that this side never closes a connection that is about to be used.
    keepAliveTimeout: 65_000,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    clientErrorHandler: answerUnreadable,
    // A request without Host is refused below with an explanation, and not by Node without one.
    http: { requireHostHeader: false },
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // Response schemas are only for the API document; tests ensure that services return what they promise.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.decorateRequest("caller", null as unknown as Caller);
  app.setNotFoundHandler(createMethodCheck(app));

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
    },
    frameguard: { action: "deny" },
    // Only for requests over https, below.
    strictTransportSecurity: false,
  });
  app.addHook("onRequest", async (request, reply) => {
    checkMessage(request, config.allowedHosts);
    // Almost every response is personal; the few that are not override this.
    reply.header("cache-control", "no-store");
    // Subdomains are excluded: they may belong to someone else, and use http.
    if (isSecure(request)) reply.header("strict-transport-security", "max-age=31536000");
  });
  const countRefusal = await registerLimits(app, config.limits.requestsPerMinute, worker);
  app.setErrorHandler(async (error, request, reply) => {
    const counted = reply.hasHeader("x-ratelimit-limit");
    return sendProblem((counted ? null : await countRefusal(request)) ?? error, request, reply);
  });
  await registerOpenApi(app, version);
  metrics?.watch(app);
  recordRefusals(app, auth.events);

  app.addHook("onSend", async (_request, reply) => {
    if (draining.aborted) reply.header("connection", "close");
  });
  closeUnusedConnections(app);
  // None of these fields is secret, and looking for secrets allocates as much memory as the rest of a short request.
  const requestLog = logger.child({}, { redact: [] });
  app.addHook("onResponse", async (request, reply) => {
    const { id, method, routeOptions, ip } = request;
    const level = routeOptions.url === "/health" ? "debug" : "info";
    requestLog[level](
      {
        reqId: id,
        method,
        route: routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ip,
      },
      "request",
    );
  });
  app.addHook("preValidation", checkText);

  app.get(
    "/health",
    {
      schema: {
        tags: ["Server"],
        summary: "Whether the server serves",
        security: [],
        response: { 200: health, 503: health },
      },
    },
    async (_request, reply) => {
      const state = database.state();
      // An outage after the start does not count: a restart would not bring the database back.
      const isStarting = state === "connecting" || worker?.allReady() === false;
      const status = draining.aborted ? "draining" : isStarting ? "starting" : "ok";
      const { kind, state: assistant } = parts.modelStatus();
      return reply.status(status === "ok" ? 200 : 503).send({
        status,
        version,
        database: { kind: database.kind, state },
        assistant: { kind, state: assistant },
      });
    },
  );
  registerDocs(app);

  await app.register(async (api) => {
    api.addHook("onRequest", async (request) => {
      if (database.state() !== "ready") throw new DatabaseUnavailableError();
      checkOrigin(request);
    });
    await api.register(authRoutes(auth, database));
    await api.register(async (own) => {
      own.addHook("onRequest", async (request, reply) => {
        request.caller = await auth.callerOf(request, reply);
        // Everything in progress for a session or key ends with it: streams, long responses, tool calls.
        const { id } = request.caller.credential;
        reply.raw.once(
          "close",
          auth.revocations.watch(id, () => reply.raw.destroy()),
        );
      });
      enforceScopes(own);
      await own.register(profileRoutes(database, auth.known));
      await own.register(taskRoutes(tasks));
      await own.register(transferRoutes(tasks, database));
      await own.register(eventRoutes({ database, hub, draining }));
      await own.register(parts.chat, { prefix: "/api/v1" });
      await own.register(parts.mcp);
    });
  });
  return app;
}
