import { Readable } from "node:stream";
import { type ImportResult, importResult, limits, type Task } from "@todo-chatbot/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { principalOf } from "../auth/caller.ts";
import type { Database } from "../database/client.ts";
import type { TaskService } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import { carryOut } from "./carry-out.ts";
import { exportAll } from "./export.ts";
import { createFileReader } from "./reading.ts";
import { toTodoTxt } from "./todotxt.ts";

const importLimit = 10 * 1_048_576;
const tags = ["Export and import"];

const types = [
  "application/json",
  "application/octet-stream",
  "application/zip",
  "text/csv",
  "text/plain",
  "text/calendar",
];

/** `GET /api/v1/export` and `POST /api/v1/import`. */
export function transferRoutes(tasks: TaskService, database: Database): FastifyPluginAsyncZod {
  return async (app) => {
    const read = createFileReader();
    // A file stays a buffer until the parsing thread reads it.
    app.removeContentTypeParser(["application/json", "text/plain"]);
    app.addContentTypeParser(types, { parseAs: "buffer", bodyLimit: importLimit }, (_request, body, done) =>
      done(null, body),
    );

    app.get(
      "/api/v1/export",
      {
        config: { scope: "transfer" },
        schema: {
          tags,
          summary: "Everything the person owns",
          description:
            "`json` is all there is; `todotxt` and `icalendar` have the tasks, for other programs.",
          querystring: z.strictObject({ format: z.enum(["json", "todotxt", "icalendar"]).default("json") }),
          produces: ["application/json", "text/plain", "text/calendar"],
        },
      },
      async (request, reply) => {
        const { caller, query } = request;
        const named = (name: string, type: string) =>
          reply
            .type(`${type}; charset=utf-8`)
            .header("content-disposition", `attachment; filename="${name}"`);
        switch (query.format) {
          case "json":
            return named("todo-chatbot.json", "application/json").send(
              Readable.from(exportAll(database, caller.userId, caller.profile, new Date())),
            );
          case "todotxt": {
            const lines = (await everyTask(tasks, principalOf(request))).map(
              (task) => `${toTodoTxt(task)}\n`,
            );
            return named("todo.txt", "text/plain").send(lines.join(""));
          }
          case "icalendar": {
            // Loaded on demand, because it contains the rules of all zones.
            const { toICalendar } = await import("./icalendar/write.ts");
            return named("todo.ics", "text/calendar").send(
              toICalendar(await everyTask(tasks, principalOf(request))),
            );
          }
        }
      },
    );

    app.post(
      "/api/v1/import",
      {
        config: { scope: "transfer" },
        bodyLimit: importLimit,
        schema: {
          tags,
          summary: "Add tasks from a file",
          description:
            "iCalendar; CSV of Todoist or TickTick; todo.txt; JSON of our own export, Google Tasks (Takeout), Microsoft To Do " +
            "(Graph) or Vikunja; ZIP archives of Todoist, Vikunja and Takeout. What the file holds decides which. What was " +
            "left out or changed is told in `errors`, by the line and title it belongs to. Tasks that came by an earlier " +
            "import are updated. All is one change, to be undone as one; with `dryRun` nothing is changed.",
          consumes: types,
          querystring: z.strictObject({ dryRun: z.stringbool().default(false) }),
          response: { 200: importResult },
        },
      },
      async (request): Promise<ImportResult> => {
        const { dryRun } = request.query;
        const draft = await read({
          contentType: request.headers["content-type"] ?? "",
          content: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          reader: { timeZone: request.caller.profile.timeZone, now: new Date() },
        });
        return carryOut(draft, tasks, principalOf(request), dryRun);
      },
    );
  };
}

async function everyTask(tasks: TaskService, principal: Principal): Promise<Task[]> {
  const all: Task[] = [];
  let cursor: string | null = null;
  do {
    const page = await tasks.list(principal, {
      status: "all",
      sort: "position",
      order: "asc",
      limit: limits.pageSize,
      ...(cursor !== null && { cursor }),
    });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
