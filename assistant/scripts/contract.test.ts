import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { BadInput, inputOf, understood } from "./contract.ts";
import { explain } from "./explain.ts";

const now = { now: "2026-11-18T09:30:00", timeZone: "Europe/London", locale: "en" };
const tasks = [
  { title: "Call the dentist" },
  { title: "Buy milk" },
  { title: "Pay rent", due: "2026-12-01" },
];

const read = (line: Record<string, unknown>) => understood(inputOf(JSON.stringify({ ...now, ...line })));
const actions = (text: string, more: Record<string, unknown> = {}) => read({ text, tasks, ...more }).actions;

describe("what is understood", () => {
  it("has an action for each task", () => {
    expect(actions("buy stamps tomorrow at 17:00")).toEqual([
      { type: "add", title: "buy stamps", due: "2026-11-19T17:00" },
    ]);
    expect(actions("delete buy milk")).toEqual([{ type: "delete", target: "Buy milk" }]);
    expect(actions("call the dentist and buy milk are done")).toEqual([
      { type: "complete", target: "Call the dentist" },
      { type: "complete", target: "Buy milk" },
    ]);
    expect(actions("move pay rent to friday")).toEqual([
      { type: "update", target: "Pay rent", due: "2026-11-20" },
    ]);
    expect(actions("what's on my list?")).toMatchObject([
      { type: "list", target: tasks.map(({ title }) => title) },
    ]);
  });

  it("names operations on lists that can only be answered", () => {
    expect(actions("create a list called Garden")).toEqual([{ type: "list.create", name: "Garden" }]);
    expect(actions("share my groceries list with Tom")).toMatchObject([{ type: "list.share", with: "Tom" }]);
  });

  it("tells an answer to the question before", () => {
    const before = {
      user: "delete the dentist and the milk",
      bot: "Delete “Call the dentist” and “Buy milk”?",
      shown: ["Call the dentist", "Buy milk"],
    };
    expect(actions("yes please", { before })).toEqual([{ type: "answer", value: "yes" }]);
    expect(actions("no, don't", { before })).toEqual([{ type: "answer", value: "no" }]);
    expect(actions("just the first one", { before })).toEqual([
      { type: "answer", value: ["Call the dentist"] },
    ]);
  });

  it("tells a correction of what was just done", () => {
    const before = { user: "pay rent thursday", bot: "Added “Pay rent” for Thursday.", shown: ["Pay rent"] };
    const [action] = actions("no i meant friday", { before });
    expect(action).toMatchObject({ type: "correct", field: "due", target: "Pay rent" });
  });

  it("has the times, the spans and the readings, and the question where it asks", () => {
    const one = read({ id: 7, text: "buy stamps tomorrow" });
    expect(one).toMatchObject({ id: 7, intent: "add", language: "en" });
    expect(one.dates).toEqual([{ text: "tomorrow", start: "2026-11-19", grain: "day" }]);
    expect(one.spans.map(({ type, text }) => [type, text])).toEqual([
      ["title", "buy stamps"],
      ["due", "tomorrow"],
    ]);
    expect(one.readings[0]?.label).toContain("buy stamps");
    expect(one.readings[0]?.confidence).toBeGreaterThan(0.5);
    expect(one.question).toBeUndefined();
    const all = read({ text: "delete everything", tasks });
    expect(all.actions).toEqual([]);
    expect(all.question).toContain("3");
  });

  it.each([
    ["Etc/GMT+8", "2026-11-18T23:30:00", "2026-11-19"],
    ["UTC", "2026-11-18T23:30:00Z", "2026-11-19"],
    ["Pacific/Kiritimati", "2026-11-18T23:30:00Z", "2026-11-20"],
  ])("counts days in %s", (timeZone, at, due) => {
    expect(actions("buy stamps tomorrow", { timeZone, now: at })).toMatchObject([{ type: "add", due }]);
  });
});

describe("a line that is none", () => {
  it.each([
    ["{", "JSON"],
    ["7", "object"],
    ["[]", "object"],
    [{ text: 5 }, "`text`"],
    [{ text: "x", now: "soon" }, "`now`"],
    [{ text: "x", timeZone: "Mars/Olympus" }, "`timeZone`"],
    [{ text: "x", tasks: ["milk"] }, "`tasks`"],
    [{ text: "x", tasks: [{ title: "milk", due: 5 }] }, "`due`"],
    [{ text: "x", tasks: [{ title: "milk", due: "tomorrow" }] }, "`due`"],
    [{ text: "x", before: { user: 1 } }, "`before`"],
    [{ text: "x", weekStart: 9 }, "`weekStart`"],
    [{ text: "x", locale: 1 }, "`locale`"],
  ])("%j is refused by name", (line, named) => {
    const text = typeof line === "string" ? line : JSON.stringify({ ...now, ...line });
    expect(() => inputOf(text)).toThrow(BadInput);
    expect(() => inputOf(text)).toThrow(named);
  });
});

it("explains a reading by its spans, its readings and what weighed most", () => {
  const input = inputOf(JSON.stringify({ ...now, text: "bump the dentist to next fri", tasks }));
  const lines = stripVTControlCharacters(explain(input)).split("\n");
  const at = lines.findIndex((line) => line.includes("bump the dentist to next fri"));
  const below = lines[at + 1] ?? "";
  expect(below.indexOf("due")).toBe((lines[at] ?? "").indexOf("to next fri"));
  expect(below).toContain("reference");
  expect(lines.join("\n")).toMatch(/Readings.*0\.\d\d █+.*Call the dentist.*is update:due.*[+−]\d\.\d\d █/s);
});
