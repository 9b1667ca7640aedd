import type { ImportResult, Task, TaskList } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

const calendar = (...todos: string[][]) =>
  [
    "BEGIN:VCALENDAR",
    ...todos.flatMap((lines) => ["BEGIN:VTODO", ...lines, "END:VTODO"]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

describe("importing the same file again", () => {
  const server = useServer();
  const listOf = async (client: Client) =>
    ((await client.get("/api/v1/tasks?status=all&limit=100")).body as TaskList).items;
  const send = async (client: Client, type: string, content: string, query = "") =>
    (await client.post(`/api/v1/import${query}`, content, { "content-type": type })).body as ImportResult;

  it.each([
    ["text/calendar", calendar(["UID:a", "SUMMARY:One"], ["SUMMARY:No uid"], ["SUMMARY:No uid"])],
    ["text/csv", "TYPE,CONTENT,INDENT\nsection,Home,\ntask,One,1\ntask,Two,2\ntask,One,1\n"],
    ["text/csv", "List Name,Title,Status,taskId,parentId\nHome,One,0,1,\nHome,Two,0,2,1\n"],
    ["text/plain", "(A) 2026-01-01 One +home\nTwo\nTwo\nx 2026-01-02 2026-01-01 Three\n"],
    [
      "application/json",
      JSON.stringify({ value: [{ id: "1", title: "One", importance: "low", status: "notStarted" }] }),
    ],
  ])("as %s creates nothing twice, and counts the known tasks", async (type, content) => {
    const me = await server().signUp();
    const first = await send(me, type, content);
    const second = await send(me, type, content);
    expect(second).toMatchObject({ created: 0, updated: 0, unchanged: first.created, changeId: null });
    expect(await listOf(me)).toHaveLength(first.created);
  });

  it("updates what a newer version changes, and keeps what was changed here", async () => {
    const me = await server().signUp();
    await send(me, "text/calendar", calendar(["UID:a", "SUMMARY:Old"], ["UID:b", "SUMMARY:Same"]));
    const same = (await listOf(me)).find(({ title }) => title === "Same");
    await me.send("PATCH", `/api/v1/tasks/${same?.id}`, { body: { title: "Mine now" } });
    const newer = calendar(
      ["UID:a", "SUMMARY:New", "STATUS:COMPLETED", "COMPLETED:20260101T100000Z"],
      ["UID:b", "SUMMARY:Same"],
      ["UID:c", "SUMMARY:Third"],
    );
    expect(await send(me, "text/calendar", newer, "?dryRun=true")).toMatchObject({
      dryRun: true,
      created: 1,
      updated: 1,
      unchanged: 1,
    });
    expect((await listOf(me)).map(({ title }) => title)).toEqual(["Old", "Mine now"]);
    expect(await send(me, "text/calendar", newer)).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    const tasks = await listOf(me);
    expect(tasks.map(({ title }) => title).sort()).toEqual(["Mine now", "New", "Third"]);
    expect(tasks.find(({ title }) => title === "New")?.completedAt).toBe("2026-01-01T10:00:00.000Z");
  });

  it("restores what was deleted, and what undoing the import removed", async () => {
    const me = await server().signUp();
    const old = calendar(["UID:a", "SUMMARY:Old"]);
    await send(me, "text/calendar", old);
    const [task] = await listOf(me);
    await me.send("DELETE", `/api/v1/tasks/${task?.id}`);
    expect(await send(me, "text/calendar", old)).toMatchObject({ created: 1 });
    const { changeId } = await send(me, "text/calendar", calendar(["UID:a", "SUMMARY:New"]));
    // Undo with the id of an import applies to it, even after later changes.
    await me.post("/api/v1/tasks", { title: "Since" });
    expect((await me.post("/api/v1/undo", { changeId })).status).toBe(200);
    expect((await listOf(me)).map(({ title }) => title)).toEqual(["Old", "Since"]);
    expect(await send(me, "text/calendar", calendar(["UID:a", "SUMMARY:New"]))).toMatchObject({ updated: 1 });
  });

  it("from our own export changes nothing in the account, in any format", async () => {
    const me = await server().signUp();
    const make = async (body: object) => (await me.post("/api/v1/tasks", body)).body as Task;
    const parent = await make({
      title: "Trip +x",
      project: "Two words",
      labels: ["at home"],
      description: "Notes",
    });
    await make({
      title: "Ticket",
      parentId: parent.id,
      due: { date: "2031-01-06", time: "09:00", timeZone: "Asia/Tokyo" },
    });
    await make({
      title: "Rent",
      due: { date: "2031-01-31" },
      recurrence: { rule: "FREQ=MONTHLY" },
      reminders: [{ minutesBefore: 60 }],
    });
    const before = await listOf(me);
    for (const [format, type] of [
      ["json", "application/json"],
      ["icalendar", "text/calendar"],
      ["todotxt", "text/plain"],
    ] as const) {
      const { text } = await me.get(`/api/v1/export?format=${format}`);
      const result = await send(me, type, text);
      expect({ ...result, format }).toMatchObject({
        format,
        created: 0,
        updated: 0,
        unchanged: 3,
      });
    }
    expect(await listOf(me)).toEqual(before);
  });

  it("from JSON restores everything after a loss, with its dates and order, behind newer tasks", async () => {
    const me = await server().signUp();
    for (const title of ["A", "B", "C"]) await me.post("/api/v1/tasks", { title });
    const before = await listOf(me);
    const { text } = await me.get("/api/v1/export");
    await me.send("DELETE", `/api/v1/tasks/${before[1]?.id}`);
    await me.send("PATCH", `/api/v1/tasks/${before[2]?.id}`, { body: { title: "C spoilt", priority: 1 } });
    await me.post("/api/v1/tasks", { title: "Newer" });
    expect(await send(me, "application/json", text)).toMatchObject({ created: 1, updated: 1, unchanged: 1 });
    const after = await listOf(me);
    expect(after.map(({ title }) => title)).toEqual(["A", "C", "Newer", "B"]);
    expect(after[3]?.createdAt).toBe(before[1]?.createdAt);
  });

  it("reports every note, or counts those that do not fit", async () => {
    const me = await server().signUp();
    const bad = Array.from({ length: 1200 }, (_, n) => `task ${n} due:2031-02-30`).join("\n");
    const { created, errors, further } = await send(me, "text/plain", bad, "?dryRun=true");
    expect({ created, told: errors.length, further }).toEqual({ created: 1200, told: 1200, further: {} });
    expect(await listOf(me)).toEqual([]);
  });
});
