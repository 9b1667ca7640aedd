import { describe, expect, it } from "vitest";
import { findTimes } from "../dates/index.ts";
import { countWords } from "../languages/en/words.ts";
import { MemoryList } from "../testing/list.ts";
import { groupsOf } from "./groups.ts";
import { wordsOf } from "./words.ts";

/** The titles of each group that a message names on Wednesday 9 September 2026, 23:30 UTC, in the given time zone. */
function groups(text: string, timeZone = "UTC"): string[] {
  const list = new MemoryList({
    now: "2026-09-09T23:30:00Z",
    timeZone,
    tasks: [
      { title: "Prune the roses", labels: ["garden"], due: { date: "2026-09-09" } },
      { title: "Order compost", labels: ["garden"], due: { date: "2026-09-10" } },
      { title: "Tax return", project: "Home office", priority: 1 },
    ],
  });
  const reference = {
    instant: Date.parse("2026-09-09T23:30:00Z"),
    zone: timeZone,
    weekStart: 1,
    dayFirst: true,
  };
  const { tasks, labels, projects } = list.context();
  return groupsOf(wordsOf(text), {
    tasks,
    labels,
    projects,
    filters: countWords.filters,
    times: findTimes(text, "en", reference),
    reference,
    others: countWords.others,
    left: () => ({ one: 0, all: [1, 2] }),
  }).map((group) => group.tasks.map((place) => tasks[place]?.title).join(", "));
}

describe("groups that a message names", () => {
  it.each([
    ["everything tagged garden", ["Prune the roses, Order compost"]],
    ["all of #garden", ["Prune the roses, Order compost"]],
    ["the home office list", ["Tax return"]],
    ["the undated ones", ["Tax return"]],
    ["anything urgent", ["Tax return"]],
    ["the gardener", []],
    ["the other one", ["Prune the roses"]],
    ["all the rest", ["Order compost, Tax return"]],
    // "every other" is a frequency here, not "the other one".
    ["every other thursday", []],
  ])("%s", (text, expected) => {
    expect(groups(text)).toEqual(expected);
  });

  it.each([
    ["America/Los_Angeles", "Prune the roses"],
    ["UTC", "Prune the roses"],
    ["Pacific/Kiritimati", "Order compost"],
  ])("by the calendar day of the user's time zone, in %s", (zone, title) => {
    expect(groups("everything due today", zone)).toEqual([title]);
  });
});
