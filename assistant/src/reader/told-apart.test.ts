import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

const listOf = (...tasks: readonly [title: string, date?: string, time?: string][]): MemoryList =>
  new MemoryList({
    now: "2026-08-03T09:00:00Z",
    timeZone: "Europe/London",
    tasks: tasks.map(([title, date, time]) => ({
      title,
      ...(date ? { due: time ? { date, time, timeZone: "Europe/London" } : { date } } : {}),
    })),
  });

describe("which time is meant", () => {
  it.each([
    ["move the dentist from the 12th to the 19th", "2026-08-19"],
    ["move the dentist to the 19th", "2026-08-19"],
  ])("%s", (message, date) => {
    const list = listOf(["Dentist", "2026-08-12", "14:30"]);
    list.say(message);
    expect(list.tasks[0]?.due).toMatchObject({ date, time: "14:30" });
  });

  it("is the clock time, not a part of the day given as a reason", () => {
    const list = listOf();
    list.say("add groceries saturday 10am");
    const { reply } = list.say("make it 4pm, too hot in the morning");
    const time = list.tasks[0]?.due && "time" in list.tasks[0].due ? list.tasks[0].due.time : null;
    expect(time === "16:00" || (time === "10:00" && reply.text.includes("16:00"))).toBe(true);
  });
});

describe("which tasks are meant", () => {
  it("are both of two joined tasks, if the date applies to both", () => {
    const list = listOf(["Report for Mr Tan", "2026-08-03"], ["Slides", "2026-08-03"], ["Milk"]);
    const { reply } = list.say("push the report and the slides to friday");
    const dates = list.tasks.map(({ due }) => due?.date);
    const asked = reply.text.includes("Report for Mr Tan") && reply.text.includes("Slides");
    expect(asked || dates.join() === "2026-08-07,2026-08-07,").toBe(true);
    expect(dates.slice(0, 2)).not.toEqual(["2026-08-03", "2026-08-07"]);
  });

  it.each([
    ["called sam", ["Call Sam re roof", "Call Sam re football"]],
    ["ya llamé", ["Llamar a mamá", "Llamar al seguro"]],
  ])("is asked if two match equally well: %s", (message, titles) => {
    const list = listOf(...titles.map((title): [string] => [title]));
    const { reply } = list.say(message);
    expect(list.tasks.every(({ completedAt }) => completedAt === null)).toBe(true);
    for (const title of titles) expect(reply.text).toContain(title);
  });
});

it("words that refer to the list above are not a task on it", () => {
  const list = listOf();
  list.say("here's the list Chiara sent me\n1. confirm the catering\n2. invite the uncles");
  expect(list.tasks.map(({ title }) => title)).toEqual(["confirm the catering", "invite the uncles"]);
});

it("a verb that asks for a note is not a second task", () => {
  const list = listOf();
  list.say("and write also buy gift paper");
  expect(list.tasks.map(({ title }) => title)).toEqual(["buy gift paper"]);
});

it.each([
  ["add buy milk", "buy milk is done"],
  ["añade comprar pan", "comprar pan está hecho"],
])("what is only done is added again: %s", (message, report) => {
  const list = listOf(["Call the plumber"]);
  list.say(message);
  list.say(report);
  expect(list.tasks.map(({ completedAt }) => completedAt !== null)).toEqual([false, true]);
  list.say(message);
  expect(list.tasks.map(({ completedAt }) => completedAt !== null)).toEqual([false, true, false]);
  list.say(message);
  expect(list.tasks, "it is on the list now").toHaveLength(3);
  expect(list.say(report).reply.text, "the completed one is not offered").not.toContain("2.");
});
