import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

/** Operations at a time, far more than any allowance. */
const many = 100;

describe("round trips to the database", () => {
  // Nothing periodic runs: neither sweeps nor the storing of what slow answers have said so far.
  beforeAll(() => void vi.useFakeTimers({ toFake: ["setInterval"] }));
  afterAll(() => void vi.useRealTimers());
  // The clock stands still, so that a caller stays cached.
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
    const say = (message: string) => () => me.post("/api/v1/chat", { message });
    const { headers } = await me.withKey();
    await me.get("/api/v1/profile", { headers });
    await me.get("/api/v1/profile");
    // Its tasks are cached from here on.
    await say("hello")();
    const allowed: [string, number, () => Promise<{ status: number; text: string }>][] = [
      ["GET tasks", 1, () => me.get("/api/v1/tasks?limit=100&status=all&q=task&sort=due")],
      ["GET tasks with a key", 1, () => me.get("/api/v1/tasks", { headers })],
      ["GET task", 1, () => me.get(`/api/v1/tasks/${ids[0]}`)],
      ["GET profile", 0, () => me.get("/api/v1/profile")],
      ["GET activity", 1, () => me.get("/api/v1/activity?limit=100")],
      ["GET conversations", 1, () => me.get("/api/v1/conversations")],
      // The change with its log and its commit.
      ["POST task", 1, () => me.post("/api/v1/tasks", { title: "x" })],
      ["POST task, once", 1, () => me.post("/api/v1/tasks", { title: "y" }, { "idempotency-key": "once" })],
      // The message, with what it needs to know, and the answer.
      ["ask by chat", 2, say("what is due today?")],
      // And a change.
      ["add by chat", 3, say("add buy milk")],
      ["complete", 1, () => me.post(`/api/v1/tasks/${ids[0]}/complete`)],
      // The current state, and the change.
      ["reopen", 2, () => me.post(`/api/v1/tasks/${ids[0]}/reopen`)],
      ["update 100", 2, batch("update", { patch: { priority: 1 } })],
      ["complete 100", 2, batch("complete")],
      ["reopen 100", 2, batch("reopen")],
      ["undo 100", 4, () => me.post("/api/v1/undo", { changeId: newest })],
      [
        "import 100",
        // Two more than any other write: which tasks came before, and where these came from.
        7,
        () =>
          me.post("/api/v1/import", ids.map((id) => `import ${id}`).join("\n"), {
            "content-type": "text/plain",
          }),
      ],
      ["export 300", 5, () => me.get("/api/v1/export")],
      ["delete 100", 2, batch("delete")],
    ];
    const found: object[] = [];
    let newest = "";
    for (const [name, , work] of allowed) {
      const { body } = await me.get("/api/v1/activity?limit=1");
      newest = (body as { items: { id: string }[] }).items[0]?.id ?? "";
      const trips = await count(work);
      found.push({ name, trips });
    }
    expect(found).toEqual(allowed.map(([name, trips]) => ({ name, trips })));
  });
});
