import { describe, expect, it, vi } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

/** Operations at a time, far more than any allowance. */
const many = 100;

describe("round trips to the database", () => {
  // The clock stands still, so that whoever was known stays known.
  const now = new Date();
  const server = useServer("embedded", { withChat: true, now: () => now });

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
    const say = (message: string) => async () => {
      // What an answer that takes its time stores meanwhile is no part of it.
      vi.useFakeTimers({ toFake: ["setInterval"] });
      const answer = await me.post("/api/v1/chat", { message });
      vi.useRealTimers();
      return answer;
    };
    const { headers } = await me.withKey();
    await me.get("/api/v1/profile", { headers });
    await me.get("/api/v1/profile");
    const allowed: [string, number, () => Promise<{ status: number; text: string }>][] = [
      ["GET tasks", 1, () => me.get("/api/v1/tasks?limit=100&status=all&q=task&sort=due")],
      ["GET tasks with a key", 1, () => me.get("/api/v1/tasks", { headers })],
      ["GET task", 1, () => me.get(`/api/v1/tasks/${ids[0]}`)],
      ["GET profile", 0, () => me.get("/api/v1/profile")],
      ["GET activity", 1, () => me.get("/api/v1/activity?limit=100")],
      ["GET conversations", 1, () => me.get("/api/v1/conversations")],
      ["POST task", 2, () => me.post("/api/v1/tasks", { title: "x" })],
      [
        "POST task with Idempotency-Key",
        2,
        () => me.post("/api/v1/tasks", { title: "y" }, { "idempotency-key": "y" }),
      ],
      ["update 100", 2, batch("update", { patch: { priority: 1 } })],
      ["complete 100", 2, batch("complete")],
      ["reopen 100", 2, batch("reopen")],
      ["undo 100", 4, () => me.post("/api/v1/undo", { changeId: newest })],
      // Stored, read, answered.
      ["ask", 3, say("what is due today?")],
      // Changed as well.
      ["add by chat", 5, say("add buy milk")],
      [
        "import 100",
        // Four more than an undo: which tasks came before, where these came from, and what it is undone by.
        8,
        () =>
          me.post("/api/v1/import", ids.map((id) => `import ${id}`).join("\n"), {
            "content-type": "text/plain",
          }),
      ],
      ["export 300", 8, () => me.get("/api/v1/export")],
      ["delete 100", 2, batch("delete")],
    ];
    const found: [string, number, boolean][] = [];
    let newest = "";
    for (const [name, most, work] of allowed) {
      const { body } = await me.get("/api/v1/activity?limit=1");
      newest = (body as { items: { id: string }[] }).items[0]?.id ?? "";
      const trips = await count(work);
      found.push([name, trips, trips <= most]);
    }
    expect(found.filter(([, , isWithin]) => !isWithin)).toEqual([]);
  });
});
