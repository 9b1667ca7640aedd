import { describe, expect, it } from "vitest";
import { repairArguments } from "./repair.ts";

const id = "01890000-0000-7000-8000-000000000000";
const repaired = (name: string, value: unknown) => {
  const text = repairArguments(name, JSON.stringify(value), "Pacific/Kiritimati");
  return text === null ? null : JSON.parse(text);
};

describe("mending a model's arguments", () => {
  it.each<[string, string, unknown, unknown]>([
    [
      "drops nulls and empty text",
      "add_task",
      { tasks: [{ title: "A", labels: null, project: "" }] },
      { tasks: [{ title: "A" }] },
    ],
    ["wraps a lone task", "add_task", { title: "A" }, { tasks: [{ title: "A" }] }],
    ["wraps a lone entry", "add_task", { tasks: { title: "A" } }, { tasks: [{ title: "A" }] }],
    ["wraps a lone id", "complete_task", { id }, { ids: [id] }],
    ["wraps a lone change", "update_task", { id, title: "B" }, { changes: [{ id, title: "B" }] }],
    [
      "keeps a null that clears",
      "update_task",
      { changes: { id, project: null } },
      { changes: [{ id, project: null }] },
    ],
    [
      "gives a time its zone",
      "add_task",
      { tasks: [{ title: "A", due: { date: "2030-01-02", time: "09:00" } }] },
      { tasks: [{ title: "A", due: { date: "2030-01-02", time: "09:00", timeZone: "Pacific/Kiritimati" } }] },
    ],
  ])("%s", (_, name, given, expected) => {
    expect(repaired(name, given)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ["an unknown tool", "make_coffee", "{}"],
    ["text that is no JSON", "add_task", '{"tasks": [{"ti'],
    ["something else than an object", "add_task", "[1]"],
    ["a wrong value", "add_task", '{"tasks": [{"title": "A", "priority": 9}]}'],
  ])("gives up on %s", (_, name, text) => {
    expect(repairArguments(name, text, "UTC")).toBeNull();
  });
});
