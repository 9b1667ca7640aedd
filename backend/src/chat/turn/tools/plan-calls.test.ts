import type { Action } from "@todo-chatbot/assistant";
import { describe, expect, it } from "vitest";
import { taskTools } from "../../../tools/registry.ts";
import { toOutcome, toToolCalls } from "./plan-calls.ts";

const id = "01890000-0000-7000-8000-000000000000";

describe("actions as tool calls", () => {
  it.each<[Action, string, object]>([
    [{ type: "add", tasks: [{ title: "A" }] }, "add_task", { tasks: [{ title: "A" }] }],
    [{ type: "complete", ids: [id] }, "complete_task", { ids: [id] }],
    [{ type: "reopen", ids: [id] }, "reopen_task", { ids: [id] }],
    [{ type: "delete", ids: [id] }, "delete_task", { ids: [id] }],
    [
      { type: "update", changes: [{ id, patch: { title: "B" } }] },
      "update_task",
      { changes: [{ id, title: "B" }] },
    ],
    [
      { type: "update", changes: [{ id, patch: { due: null } }] },
      "reschedule_task",
      { changes: [{ id, due: null }] },
    ],
    [{ type: "undo" }, "undo", {}],
    [
      {
        type: "list",
        filter: { status: "open", text: "milk", overdue: true },
        ids: [id],
        count: 1,
        mode: "search",
      },
      "list_tasks",
      { status: "open", q: "milk", ids: [id] },
    ],
  ])("%j", (action, name, args) => {
    const [call, ...more] = toToolCalls(action, "UTC");
    expect(call).toEqual({ name, arguments: args });
    expect(more).toEqual([]);
    expect(taskTools[call?.name ?? "undo"].input.safeParse(call?.arguments).success).toBe(true);
  });

  it.each([
    ["Pacific/Honolulu", "2026-11-21T10:00:00Z", "2026-11-22T10:00:00Z"],
    ["UTC", "2026-11-21T00:00:00Z", "2026-11-22T00:00:00Z"],
    ["Pacific/Kiritimati", "2026-11-20T10:00:00Z", "2026-11-21T10:00:00Z"],
  ])("takes the days of an activity whole, in %s", (timeZone, since, until) => {
    const calls = toToolCalls({ type: "activity", since: "2026-11-21", until: "2026-11-21" }, timeZone);
    expect(calls).toEqual([{ name: "find_activity", arguments: { since, until } }]);
  });

  it("takes a day whole when the clocks change in it, or at its very midnight", () => {
    const days = (day: string, timeZone: string) =>
      toToolCalls({ type: "activity", since: day, until: day }, timeZone)[0]?.arguments;
    expect(days("2026-10-25", "Europe/Berlin")).toEqual({
      since: "2026-10-24T22:00:00Z",
      until: "2026-10-25T23:00:00Z",
    });
    // Cairo's clocks go forward at midnight: the day begins at 01:00.
    expect(days("2026-04-24", "Africa/Cairo")).toEqual({
      since: "2026-04-23T22:00:00Z",
      until: "2026-04-24T21:00:00Z",
    });
  });

  it("lists no more tasks than a page, and changes more than that in several calls", () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${id.slice(0, -3)}${100 + index}`);
    const [list] = toToolCalls({ type: "list", filter: {}, ids, count: 250, mode: "list" }, "UTC");
    expect(list?.arguments.ids).toHaveLength(100);
    const calls = toToolCalls({ type: "delete", ids }, "UTC");
    expect(calls.flatMap((call) => call.arguments.ids)).toEqual(ids);
    for (const call of calls) expect(taskTools[call.name].input.safeParse(call.arguments).success).toBe(true);
  });

  it("calls an action failed when nothing of it was done", () => {
    const error = { index: 0, code: "not_found" as const, detail: "There is no such task." };
    expect(toOutcome([{ text: "", tasks: [], errors: [error] }])).toEqual({
      status: "error",
      tasks: [],
      error: { code: "not_found", detail: "There is no such task." },
    });
    expect(toOutcome([{ text: "", tasks: [], errors: [], more: { changes: [] } }])).toEqual({
      status: "ok",
      tasks: [],
      changes: [],
    });
  });
});
