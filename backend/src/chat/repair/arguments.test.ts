import { describe, expect, it } from "vitest";
import { Handles } from "../models/handles.ts";
import { repairArguments } from "./arguments.ts";

const at = (timeZone: string) => ({ timeZone, handles: new Handles() });

const id = "01890000-0000-7000-8000-000000000000";
const repaired = (name: string, value: unknown) => {
  const text = repairArguments(name, JSON.stringify(value), at("Pacific/Kiritimati"));
  return text === null ? null : JSON.parse(text);
};

describe("repairing a model's arguments", () => {
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
    [
      "maps other names for a field",
      "add_task",
      { tasks: [{ name: "A", due_date: "2030-01-02", notes: "n" }] },
      { tasks: [{ title: "A", due: { date: "2030-01-02" }, description: "n" }] },
    ],
    [
      "takes a moment's digits for the wall clock",
      "reschedule_task",
      { id, due: "2030-01-02T17:00:00Z" },
      { changes: [{ id, due: { date: "2030-01-02", time: "17:00", timeZone: "Pacific/Kiritimati" } }] },
    ],
    [
      "drops what a model says about its own call",
      "add_task",
      { tasks: ["A"], explanation: "because" },
      { tasks: [{ title: "A" }] },
    ],
  ])("%s", (_, name, given, expected) => {
    expect(repaired(name, given)).toEqual(expected);
  });

  it.each<[string, string]>([
    ["in a fence", '```json\n{"tasks":[{"title":"A"}]}\n```'],
    ["with text behind it", '{"tasks":[{"title":"A"}]}\n</tool_call>'],
    ["encoded twice", JSON.stringify('{"tasks":[{"title":"A"}]}')],
    ["as Python prints it", "{'tasks': [{'title': 'A', 'due': None}]}"],
    ["with a list in a string", '{"tasks":"[{\\"title\\":\\"A\\"}]"}'],
    ["with a key that reaches a prototype", '{"__proto__":{"x":1},"tasks":[{"title":"A"}]}'],
    ["with numbers and nothing as words", '{"tasks":[{"title":"A","priority":"none","due":"null"}]}'],
  ])("reads arguments %s", (_, text) => {
    const mended = JSON.parse(repairArguments("add_task", text, at("UTC")) ?? "null");
    expect(mended).toEqual({ tasks: [{ title: "A" }] });
  });

  it.each<[string, string, string]>([
    ["a field whose meaning is not known", "add_task", '{"tasks":[{"title":"A","assignee":"Bob"}]}'],
    ["arguments that were cut", "add_task", '{"tasks":[{"title":"Half a ti'],
    ["an unknown tool", "make_coffee", "{}"],
    ["text that is no JSON", "add_task", '{"tasks": [{"ti'],
    ["something else than an object", "add_task", "[1]"],
    ["a wrong value", "add_task", '{"tasks": [{"title": "A", "priority": 9}]}'],
  ])("gives up on %s", (_, name, text) => {
    expect(repairArguments(name, text, at("UTC"))).toBeNull();
  });
});
