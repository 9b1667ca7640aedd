import type { Task } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { useServer } from "../../testing/server.ts";

describe("dates skipped by a rule from the API are reported when it is set", () => {
  const server = useServer();
  const due = { date: "2035-12-31" };
  const rule = "FREQ=MONTHLY;BYMONTHDAY=31";
  const warnings = [
    {
      code: "short_months",
      path: "recurrence.rule",
      message: "It leaves out the 31st in months that have none.",
    },
  ];

  it("when a task is added, and when it is given the rule, and not with every other change", async () => {
    const me = await server().signUp();
    const made = (await me.post("/api/v1/tasks", { title: "Rent", due, recurrence: { rule } })).body as Task;
    expect(made).toMatchObject({ recurrence: { rule }, warnings });
    const patch = async (body: object) => (await me.send("PATCH", `/api/v1/tasks/${made.id}`, { body })).body;
    expect(await patch({ title: "Rent and power" })).not.toHaveProperty("warnings");
    expect(await patch({ recurrence: { rule: "FREQ=MONTHLY" } })).not.toHaveProperty("warnings");
    expect(await patch({ recurrence: { rule } })).toMatchObject({ warnings });
    expect((await me.get(`/api/v1/tasks/${made.id}`)).body).not.toHaveProperty("warnings");
  });

  it("in a batch, with the task it is about", async () => {
    const me = await server().signUp();
    const operations = [
      { type: "create", task: { title: "Bins", due, recurrence: { rule: "FREQ=WEEKLY" } } },
      { type: "create", task: { title: "Rent", due, recurrence: { rule } } },
    ];
    const { items } = (await me.post("/api/v1/tasks/batch", { operations })).body as { items: object[] };
    expect(items[0]).not.toHaveProperty("warnings");
    expect(items[1]).toMatchObject({ title: "Rent", warnings });
  });
});
