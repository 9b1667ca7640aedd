import {
  chatRequest,
  conversation,
  conversationList,
  conversationPatch,
  conversationQuery,
  limits,
  type ModelCheck,
  messageList,
  modelCheck,
  modelStatus,
  type Turn,
  turn,
} from "@todo-chatbot/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Database } from "../database/client.ts";
import { ShuttingDownError, UnauthenticatedError, ValidationError } from "../errors.ts";
import type { ChatHistory } from "./history.ts";
import type { ModelHealth } from "./models/status.ts";
import { sendAnswer, wantsStream } from "./stream/sse.ts";
import { parseEventId, tailRun } from "./stream/tail.ts";
import type { ChatService, TurnHandle } from "./turn/begin.ts";
import type { Runs } from "./turn/runs.ts";

export interface ChatRoutes {
  database: Database;
  runs: Runs;
  service: ChatService;
  history: ChatHistory;
  health: ModelHealth;
  /** Checks the configured endpoint. */
  check: () => Promise<ModelCheck>;
}

/** Checks per person and minute: each costs three answers of the model. */
const checksPerMinute = 6;

const params = z.object({ id: z.uuid() });
const messageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
  cursor: z.string().max(500).optional(),
});
const tags = ["chat"];
const streamed =
  "With `Accept: text/event-stream` the answer is the AI SDK's UI message stream, otherwise the whole turn as JSON.";

/** Chat over HTTP. The caller is known before a handler runs. */
export function chatRoutes({
  database,
  runs,
  service,
  history,
  health,
  check,
}: ChatRoutes): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/chat",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Say something",
          description: `One turn. ${streamed} Resending a message with the same \`Idempotency-Key\` joins its answer.`,
          body: chatRequest,
          response: { 200: turn },
        },
      },
      async (request, reply) =>
        answer(await service.say(request.caller, request.body, idempotencyKey(request)), request, reply),
    );

    app.get(
      "/conversations",
      {
        config: { scope: "read" },
        schema: {
          tags,
          summary: "List or search conversations",
          querystring: conversationQuery,
          response: { 200: conversationList },
        },
      },
      (request) => history.conversations(request.caller.userId, request.query),
    );

    app.get(
      "/conversations/:id/messages",
      {
        config: { scope: "read" },
        schema: {
          tags,
          summary: "Read a conversation",
          params,
          querystring: messageQuery,
          response: { 200: messageList },
        },
      },
      (request) => history.messages(request.caller.userId, request.params.id, request.query),
    );

    app.patch(
      "/conversations/:id",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Rename a conversation",
          params,
          body: conversationPatch,
          response: { 200: conversation },
        },
      },
      (request) => history.rename(request.caller.userId, request.params.id, request.body.title),
    );

    app.delete(
      "/conversations/:id",
      {
        config: { scope: "write" },
        schema: { tags, summary: "Delete a conversation", params, response: { 204: z.null() } },
      },
      async (request, reply) => {
        await history.delete(request.caller.userId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/conversations/:id/stop",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Stop the running answer",
          description: "What was said and done so far is kept. Nothing else stops an answer.",
          params,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await history.stop(request.caller.userId, request.params.id);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/conversations/:id/retry",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Answer the last message again",
          description: `For an answer that was interrupted, stopped or failed. Changes it had already made are reported, not made again. ${streamed}`,
          params,
          response: { 200: turn },
        },
      },
      async (request, reply) =>
        answer(await service.retry(request.caller, request.params.id), request, reply),
    );

    app.get(
      "/conversations/:id/stream",
      {
        config: { scope: "read" },
        schema: {
          tags,
          summary: "Resume the running answer's stream",
          description:
            "From its beginning, or after `Last-Event-ID`, on any server. 204 when no answer is running.",
          params,
          produces: ["text/event-stream"],
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        const { userId } = request.caller;
        const last = request.headers["last-event-id"];
        const place = parseEventId(Array.isArray(last) ? last[0] : last) ?? { runId: null, after: -1 };
        const tail = await tailRun(database.queries, runs.news, userId, request.params.id, place);
        if (tail) return sendAnswer(reply, tail);
        await history.messages(userId, request.params.id, { limit: 1 }); // 404 when it is not theirs.
        return reply.code(204).send(null);
      },
    );

    app.get(
      "/model",
      {
        config: { scope: "read" },
        schema: { tags, summary: "Which model answers", response: { 200: modelStatus } },
      },
      async () => health.status(),
    );

    app.post(
      "/model/check",
      {
        config: { scope: "write", rateLimit: { max: checksPerMinute, timeWindow: 60_000 } },
        schema: {
          tags,
          summary: "Try the language model",
          description:
            "Asks the configured endpoint for a tool call, a stream and an answer without a tool call, and looks for " +
            "Ollama and LM Studio on the server's machine. Requires a session; API keys are not accepted.",
          response: { 200: modelCheck },
        },
      },
      async (request) => {
        if (request.caller.actor !== "user") throw new UnauthenticatedError("Sign in to check the model.");
        return check();
      },
    );
  };
}

async function answer(handle: TurnHandle, request: FastifyRequest, reply: FastifyReply) {
  if (wantsStream(request)) return sendAnswer(reply, withoutIds(handle.chunks()));
  const { id, text, question, toolCalls, tasks, status, answeredBy } = await handle.message();
  if (status === "interrupted") throw new ShuttingDownError();
  const whole: Turn = {
    conversationId: handle.conversationId,
    message: { id, role: "assistant", text },
    question,
    // A running check is awaited.
    status: status === "running" ? "complete" : status,
    answeredBy,
    toolCalls: toolCalls.map(({ name, arguments: given, status, result }) => ({
      name,
      arguments: given,
      status,
      result,
    })),
    tasks,
  };
  return reply.send(whole);
}

async function* withoutIds(chunks: ReturnType<TurnHandle["chunks"]>) {
  for await (const chunk of chunks) yield chunk && { id: null, chunk };
}

const keyShape = z.string().trim().min(1).max(200);

function idempotencyKey(request: FastifyRequest): string | null {
  const header = request.headers["idempotency-key"];
  if (header === undefined) return null;
  const key = keyShape.safeParse(header);
  if (key.success) return key.data;
  throw new ValidationError([{ path: "Idempotency-Key", message: "must have 1 to 200 characters" }]);
}
