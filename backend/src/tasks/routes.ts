import { createHash } from "node:crypto";
import {
  batchResult,
  change,
  limits,
  type Task,
  type TaskList,
  type TaskPatch,
  task,
  taskBatch,
  taskCreate,
  taskList,
  taskPatch,
  taskQuery,
  undoRequest,
  undoResult,
  writtenTask,
} from "@todo-chatbot/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { principalOf } from "../auth/caller.ts";
import { written } from "../http/written.ts";
import { warningsOf } from "./series/omissions.ts";
import type { TaskService } from "./service.ts";

const tags = ["Tasks"];
const byId = z.object({ id: z.uuid() });

/** A write with this header is done once; the same key with another content is refused. */
const headers = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, { error: "must be 1 to 200 visible ASCII characters" })
    .optional(),
});

const activityQuery = z.strictObject({
  since: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageSize).default(50),
});

/** `/api/v1/tasks`, `/undo` and `/activity`: the task service over HTTP. */
export function taskRoutes(tasks: TaskService): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/api/v1/tasks",
      {
        config: { scope: "read" },
        schema: { tags, summary: "List tasks", querystring: taskQuery, response: { 200: taskList } },
      },
      async (request, reply) =>
        written<TaskList>(reply, await tasks.listJson(principalOf(request), request.query)),
    );

    app.post(
      "/api/v1/tasks",
      {
        config: { scope: "write" },
        schema: { tags, summary: "Add a task", headers, body: taskCreate, response: { 201: writtenTask } },
      },
      async (request, reply) => {
        const [made] = await once(tasks, request).create(principalOf(request), [request.body]);
        return reply
          .status(201)
          .header("location", `/api/v1/tasks/${made?.id}`)
          .send(withWarnings(only(made), request.body));
      },
    );

    app.post(
      "/api/v1/tasks/batch",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Run operations in order, all or none",
          headers,
          body: taskBatch,
          response: { 200: batchResult },
        },
      },
      async (request) => {
        const { operations } = request.body;
        const made = await once(tasks, request).batch(principalOf(request), operations);
        const items = made.map((one, index) => {
          const operation = operations[index];
          if (!one || !operation) return one;
          if (operation.type === "create") return withWarnings(one, operation.task);
          return operation.type === "update" ? withWarnings(one, operation.patch) : one;
        });
        return { items };
      },
    );

    app.get(
      "/api/v1/tasks/:id",
      {
        config: { scope: "read" },
        schema: { tags, summary: "Read a task", params: byId, response: { 200: task } },
      },
      async (request) => only((await tasks.get(principalOf(request), [request.params.id]))[0]),
    );

    app.patch(
      "/api/v1/tasks/:id",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Change a task",
          params: byId,
          headers,
          body: taskPatch,
          response: { 200: writtenTask },
        },
      },
      async (request) => {
        const change = { id: request.params.id, patch: request.body };
        const [changed] = await once(tasks, request).update(principalOf(request), [change]);
        return withWarnings(only(changed), request.body);
      },
    );

    app.delete(
      "/api/v1/tasks/:id",
      {
        config: { scope: "write" },
        schema: {
          tags,
          summary: "Delete a task with its subtasks",
          params: byId,
          headers,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        await once(tasks, request).remove(principalOf(request), [request.params.id]);
        return reply.status(204).send(null);
      },
    );

    for (const [act, summary] of [
      ["complete", "Complete a task; a recurring one moves to its next date"],
      ["reopen", "Reopen a completed task"],
    ] as const) {
      app.post(
        `/api/v1/tasks/:id/${act}`,
        {
          config: { scope: "write" },
          schema: { tags, summary, params: byId, headers, response: { 200: task } },
        },
        async (request) =>
          only((await once(tasks, request)[act](principalOf(request), [request.params.id]))[0]),
      );
    }

    app.post(
      "/api/v1/undo",
      {
        config: { scope: "write" },
        schema: {
          tags: ["Changes"],
          summary: "Undo the given change, with everything done together with it",
          headers,
          body: undoRequest,
          response: { 200: undoResult },
        },
      },
      (request) => once(tasks, request).undo(principalOf(request), request.body),
    );

    app.get(
      "/api/v1/activity",
      {
        config: { scope: "read" },
        schema: {
          tags: ["Changes"],
          summary: "The change log, newest first",
          querystring: activityQuery,
          response: { 200: z.object({ items: z.array(change) }) },
        },
      },
      async (request) => {
        const { since, until, limit } = request.query;
        const range = { ...(since !== undefined && { since }), ...(until !== undefined && { until }), limit };
        return { items: await tasks.activity(principalOf(request), range) };
      },
    );
  };
}

/** The service for a request, which handles an Idempotency-Key only once. */
function once(tasks: TaskService, request: FastifyRequest): TaskService {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string") return tasks;
  const content = JSON.stringify([
    request.method,
    request.routeOptions.url,
    request.params,
    request.body ?? null,
  ]);
  return tasks.once({ key, requestHash: createHash("sha256").update(content).digest("base64url") });
}

/** A task with warnings about its recurrence, if that was just set. */
function withWarnings(written: Task, { recurrence, range }: Pick<TaskPatch, "recurrence" | "range">) {
  const warnings = recurrence || range === "thisAndFuture" ? warningsOf(written) : [];
  return warnings.length > 0 ? { ...written, warnings } : written;
}

/** One operation has one result. */
function only<T>(result: T | undefined): T {
  if (result === undefined) throw new Error("The task service returned no result for an operation.");
  return result;
}
