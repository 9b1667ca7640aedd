import { describe, expect, it } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

/** Operations at a time, far more than any allowance. */
const many = 100;

describe("round trips to the database", () => {
  const server = useServer("embedded", { withChat: true });

  async function count(work: () => Promise<{ status: number; text: string }>): Promise<number> {
    const before = server().database.roundTrips();
    const answer = await work();
    expect({ status: answer.status < 300, text: answer.text.slice(0, 300) }).toMatchObject({ status: true });
    return server().database.roundTrips() - before;
  }

  async function withTasks(me: Client): Promise<string[]> {
    const operations = Array.from({ length: many }, (_, n) => ({
      type: "create",
      task: { title: `task ${n}`, labels: ["a"] },
    }));
    const { body } = await me.post("/api/v1/tasks/batch", { operations });
    return (body as { items: { id: string }[] }).items.map(({ id }) => id);
  }

  it("do not grow with the number of tasks, on any route", async () => {
    const me = await server().signUp();
    const ids = await withTasks(me);
    const batch =
      (type: string, extra = {}) =>
      () =>
        me.post("/api/v1/tasks/batch", { operations: ids.map((id) => ({ type, id, ...extra })) });
    const allowed: [string, number, () => Promise<{ status: number; text: string }>][] = [
      ["GET tasks", 2, () => me.get("/api/v1/tasks?limit=100&status=all&q=task&sort=due")],
      ["GET task", 2, () => me.get(`/api/v1/tasks/${ids[0]}`)],
      ["GET profile", 1, () => me.get("/api/v1/profile")],
      ["GET activity", 2, () => me.get("/api/v1/activity?limit=100")],
      ["GET conversations", 2, () => me.get("/api/v1/conversations")],
      // Who asks, how things are, and the change with its log and its commit.
      ["POST task", 3, () => me.post("/api/v1/tasks", { title: "x" })],
      ["POST task, once", 3, () => me.post("/api/v1/tasks", { title: "y" }, { "idempotency-key": "once" })],
      ["complete", 3, () => me.post(`/api/v1/tasks/${ids[0]}/complete`)],
      ["update 100", 3, batch("update", { patch: { priority: 1 } })],
      ["complete 100", 3, batch("complete")],
      ["reopen 100", 3, batch("reopen")],
      ["undo 100", 5, () => me.post("/api/v1/undo", { changeId: newest })],
      [
        "import 100",
        // Two more than any other write: which tasks came before, and where these came from.
        7,
        () =>
          me.post("/api/v1/import", ids.map((id) => `import ${id}`).join("\n"), {
            "content-type": "text/plain",
          }),
      ],
      ["export 300", 9, () => me.get("/api/v1/export")],
      ["delete 100", 3, batch("delete")],
    ];
    let newest = "";
    for (const [name, most, work] of allowed) {
      const { body } = await me.get("/api/v1/activity?limit=1");
      newest = (body as { items: { id: string }[] }).items[0]?.id ?? "";
      const trips = await count(work);
      expect({ name, trips, within: trips <= most }).toEqual({ name, trips, within: true });
    }
  });
});
