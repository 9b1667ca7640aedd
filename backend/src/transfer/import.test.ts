import { limits, type TaskList } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { allocatedBy } from "../testing/allocated.ts";
import { useServer } from "../testing/server.ts";

/** Valid but never matches a date, so it uses up its whole budget. */
const costly = "FREQ=YEARLY;BYDAY=MO,TU,WE;BYYEARDAY=77,2,23;BYSETPOS=10,300";

function calendar(count: number, lines: (index: number) => string[]): string {
  const todos = Array.from({ length: count }, (_, index) => [
    "BEGIN:VTODO",
    `UID:${index}`,
    `SUMMARY:task ${index}`,
    ...lines(index),
    "END:VTODO",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", ...todos.flat(), "END:VCALENDAR", ""].join("\r\n");
}

const ics = { "content-type": "text/calendar" };
const path = "/api/v1/import";

describe("an import", () => {
  const server = useServer();

  it("does not block other requests while it is read, however costly its rules are, and is refused as a whole", async () => {
    const [me, other] = [await server().signUp(), await server().signUp()];
    let over = false;
    const importing = me
      .post(
        path,
        calendar(500, (n) => [`RRULE:${costly};INTERVAL=${n + 1}`]),
        ics,
      )
      .finally(() => {
        over = true;
      });
    for (let n = 0; n < 5; n++)
      expect((await other.post("/api/v1/tasks", { title: "mine" })).status).toBe(201);
    expect(over).toBe(false);
    const answer = await importing;
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 422,
      body: { code: "limit_exceeded", detail: expect.stringContaining("too much work") },
    });
    expect(((await me.get("/api/v1/tasks?status=all")).body as TaskList).items).toEqual([]);
  });

  it("accepts the largest tree and the longest chain, and nothing from a larger file", async () => {
    const flat = await server().signUp();
    const under = calendar(limits.tasksPerChange, (n) => (n === 0 ? [] : ["RELATED-TO:0"]));
    expect(await flat.post(path, under, ics)).toMatchObject({
      status: 200,
      body: { created: limits.tasksPerChange, errors: [] },
    });
    const chain = await server().signUp();
    // In reverse order, so that each parent has to be looked up.
    const down = calendar(limits.tasksPerChange, (n) => [`RELATED-TO:${n + 1}`]);
    const { status, body } = await chain.post(path, down, ics);
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: limits.tasksPerChange });
    const { errors } = body as { errors: { message: string }[] };
    expect(errors[0]?.message).toContain(`more than ${limits.taskDepth} levels`);
    const larger = await server().signUp();
    expect(
      await larger.post(
        path,
        calendar(limits.tasksPerChange + 1, () => []),
        ics,
      ),
    ).toMatchObject({
      status: 422,
      body: { code: "limit_exceeded" },
    });
    expect(((await larger.get("/api/v1/tasks?status=all")).body as TaskList).items).toEqual([]);
  }, 240_000);

  it("is refused if too many are waiting, and accepted again afterwards", async () => {
    const me = await server().signUp();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => me.post(path, "buy milk", { "content-type": "text/plain" })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect((await me.post(path, "buy milk", { "content-type": "text/plain" })).status).toBe(200);
  }, 120_000);

  it("is passed to the parsing thread without being parsed before", async () => {
    const me = await server().signUp();
    const file = Buffer.alloc(2 * 1_048_576, "a,b\r\n");
    const taken = await allocatedBy(async () => {
      const { status } = await me.post(path, file, { "content-type": "text/csv" });
      expect(status).toBe(400);
    });
    expect(taken).toBeLessThan(4 * file.length);
  });

  it("is refused without parsing if it is nested too deep", async () => {
    const me = await server().signUp();
    const levels = 20_000;
    for (const [type, content, status] of [
      ["application/json", `[{"a":"]\\"${"]".repeat(levels)}","b":${"[".repeat(levels)}`, 400],
      ["application/json", `${'[{"lists":'.repeat(levels)}[]${"}]".repeat(levels)}`, 400],
      ["text/calendar", "BEGIN:VCALENDAR\n".repeat(levels), 200],
      // Each BEGIN starts a task of its own: too many for one file.
      ["text/calendar", `BEGIN:VCALENDAR\n${"BEGIN:VTODO\n".repeat(levels)}`, 422],
    ] as const) {
      const answer = await me.post(path, content, { "content-type": type });
      expect({ type, status: answer.status }).toEqual({ type, status });
      if (status === 400) expect(answer.text).toContain("nested too deeply");
    }
  });

  it("refuses content that is not a file, regardless of its content type", async () => {
    const me = await server().signUp();
    for (const [type, content] of [
      ["application/json", "{"],
      ["application/json", `${"[".repeat(200_000)}`],
      ["application/json", ""],
      ["text/calendar", "hello"],
      ["text/csv", "a,b\n1,2"],
    ] as const) {
      const { status } = await me.post(path, content, { "content-type": type });
      expect({ type, content: content.slice(0, 9), status }).toMatchObject({ status: 400 });
    }
  });
});

describe("a costly rule", () => {
  const server = useServer();

  it("is refused with a reason on every interface", async () => {
    const me = await server().signUp();
    const recurrence = { rule: costly };
    const { body } = await me.post("/api/v1/tasks", { title: "x", due: { date: "2026-11-30" } });
    const { id } = body as { id: string };
    for (const answer of [
      await me.post("/api/v1/tasks", { title: "y", recurrence }),
      await me.send("PATCH", `/api/v1/tasks/${id}`, { body: { recurrence } }),
      await me.post("/api/v1/tasks/batch", {
        operations: [
          { type: "create", task: { title: "y" } },
          { type: "create", task: { title: "z", recurrence } },
        ],
      }),
    ]) {
      expect(answer.status).toBe(400);
      expect(answer.text).toContain("make it simpler");
    }
    const file = await me.post(
      path,
      calendar(1, () => [`RRULE:${costly}`]),
      ics,
    );
    expect(file).toMatchObject({ status: 200, body: { created: 1 } });
    expect(file.text).toContain("make it simpler");
  });

  it("counts towards the budget of its batch, which is refused as a whole", async () => {
    const me = await server().signUp();
    // Each one matches, some 20 years ahead.
    const rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO";
    const create = { type: "create", task: { title: "leap", recurrence: { rule } } };
    const one = await me.post("/api/v1/tasks/batch", { operations: [create] });
    expect(one.status).toBe(200);
    const many = await me.post("/api/v1/tasks/batch", {
      operations: Array.from({ length: 100 }, () => create),
    });
    expect(many).toMatchObject({ status: 422, body: { code: "limit_exceeded" } });
    expect(((await me.get("/api/v1/tasks?status=all")).body as TaskList).items.length).toBe(1);
  });
});
