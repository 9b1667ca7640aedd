import { Readable } from "node:stream";
import type { Task } from "@todo-chatbot/contracts";
import { instantOf } from "@todo-chatbot/contracts/calendar";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { principalOf } from "../auth/caller.ts";
import type { Database } from "../database/client.ts";
import type { TaskServiceWithKeys } from "../tasks/service.ts";
import type { Principal } from "../tasks/types.ts";
import { exportAll } from "./export.ts";
import { toICalendar } from "./icalendar.ts";
import { createFileReader } from "./reading.ts";
import { toTodoTxt } from "./todotxt.ts";

const importLimit = 10 * 1_048_576;
const tags = ["Export and import"];

const importResult = z.object({
  created: z.number().int(),
  errors: z.array(z.object({ line: z.number().int(), message: z.string() })),
});

/** `GET /api/v1/export` and `POST /api/v1/import`. */
export function transferRoutes(tasks: TaskServiceWithKeys, database: Database): FastifyPluginAsyncZod {
  return async (app) => {
    const read = createFileReader();
    // A file is text until the thread that reads it takes it apart.
    app.removeContentTypeParser("application/json");
    for (const type of ["application/json", "text/csv", "text/plain", "text/calendar"]) {
      app.addContentTypeParser(type, { parseAs: "string", bodyLimit: importLimit }, (_request, body, done) =>
        done(null, body),
      );
    }

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
          case "icalendar":
            return named("todo.ics", "text/calendar").send(
              toICalendar(await everyTask(tasks, principalOf(request)), instantOf),
            );
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
          summary: "Add tasks from a file, by its Content-Type",
          description:
            "application/json: our own export; text/csv: Todoist; text/plain: todo.txt; text/calendar: iCalendar. " +
            "Entries that cannot be read are told in `errors` and the others added, to be undone as one.",
          consumes: ["application/json", "text/csv", "text/plain", "text/calendar"],
          response: { 200: importResult },
        },
      },
      async (request) => {
        const { tasks: found, errors } = await read({
          contentType: request.headers["content-type"] ?? "",
          content: typeof request.body === "string" ? request.body : "",
          reader: { timeZone: request.caller.profile.timeZone, now: new Date() },
        });
        if (found.length > 0) await tasks.import(principalOf(request), found);
        return { created: found.length, errors: errors.slice(0, 1000) };
      },
    );
  };
}

async function everyTask(tasks: TaskServiceWithKeys, principal: Principal): Promise<Task[]> {
  const all: Task[] = [];
  let cursor: string | null = null;
  do {
    const page = await tasks.list(principal, {
      status: "all",
      sort: "created",
      order: "asc",
      limit: 100,
      ...(cursor !== null && { cursor }),
    });
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}
