import type { Task, TaskList } from "@todo-chatbot/contracts";
import { taskCreate } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { chatHarness } from "./chat/testing/chat-harness.ts";
import { useDatabase } from "./testing/database.ts";
import { useServer } from "./testing/server.ts";
import { type ToolName, taskTools } from "./tools/registry.ts";

/** Days and hours that do not exist. */
const dates = ["2026-02-30", "2026-09-31", "2026-13-01", "2027-02-29"];
const hours = ["25:00", "24:00", "12:60"];
const dues = [
  ...dates.map((date) => ({ date })),
  ...hours.map((time) => ({ date: "2026-12-01", time, timeZone: "Europe/Berlin" })),
];

describe("a date that does not exist is refused", () => {
  const server = useServer();

  it("by the API, wherever a date can be given", async () => {
    const me = await server().signUp();
    const made = (await me.post("/api/v1/tasks", { title: "Drill", due: { date: "2026-12-01" } }))
      .body as Task;
    const bodies = [
      ...dues.flatMap((due) => [{ due }, { start: due }, { recurrence: { rule: "FREQ=DAILY", start: due } }]),
      ...dates.flatMap((date) => [
        { recurrence: { rule: "FREQ=DAILY", exceptions: [date] } },
        { recurrence: { rule: "FREQ=DAILY", additions: [`${date}T09:00`] } },
        { reminders: [{ at: `${date}T09:00:00Z` }] },
      ]),
    ];
    for (const body of bodies) {
      const operations = [{ type: "create", task: { title: "x", ...body } }];
      for (const answer of [
        await me.post("/api/v1/tasks", { title: "x", ...body }),
        await me.send("PATCH", `/api/v1/tasks/${made.id}`, { body }),
        await me.post("/api/v1/tasks/batch", { operations }),
      ])
        expect({ body, status: answer.status }).toEqual({ body, status: 400 });
    }
    for (const date of dates)
      for (const name of ["dueFrom", "dueTo"])
        expect((await me.get(`/api/v1/tasks?${name}=${date}`)).status).toBe(400);
    expect(((await me.get("/api/v1/tasks?status=all")).body as TaskList).items).toEqual([made]);
  });

  it("by every tool that takes one", () => {
    const id = "01890000-0000-7000-8000-000000000000";
    const calls: [ToolName, (due: object) => object][] = [
      ["add_task", (due) => ({ tasks: [{ title: "x", due }] })],
      ["reschedule_task", (due) => ({ changes: [{ id, due }] })],
    ];
    for (const [name, input] of calls) {
      expect(taskTools[name].input.safeParse(input({ date: "2026-12-01" })).success).toBe(true);
      for (const due of dues)
        expect([name, due, taskTools[name].input.safeParse(input(due)).success]).toEqual([name, due, false]);
    }
  });
});

describe("in a chat", () => {
  const database = useDatabase("embedded");

  it.each([
    ["move return the drill to 31 september", "There is no 31 september."],
    ["make the drill due on 31 april", "There is no 31 april."],
    ["push the drill to 2027-02-30", "There is no 2027-02-30."],
    ["move return the drill to 25:00", "There is no such time as 25:00."],
    ["verschiebe return the drill auf den 31. September", "Den 31. September gibt es nicht."],
  ])("“%s” is asked about, and no task is made or changed", async (message, told) => {
    const chat = await chatHarness(database());
    const user = await chat.person();
    const me = chat.principal(user);
    const made = await chat.tasks.create(me, [taskCreate.parse({ title: "Return the drill" })]);
    const { text, question } = await chat.say(user, message);
    expect({ message, text, question }).toEqual({
      message,
      text: expect.stringContaining(told),
      question: true,
    });
    expect(await chat.tasks.openTasks(me)).toEqual(made);
    await chat.runs.close(1000);
  });
});
