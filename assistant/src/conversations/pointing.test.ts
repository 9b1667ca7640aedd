import { describe, expect, it } from "vitest";
import { converse, usual } from "../testing/conversation.ts";
import { MemoryList } from "../testing/list.ts";

converse({
  "places and pronouns": [
    {
      list: usual,
      turns: ["list", "mark 1 and 3 done"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01 ✓",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["list", "the third one is urgent"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01 !1",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    { list: usual, turns: ["list", "delete the 9th one"], ends: usual },
    {
      list: usual,
      turns: ["list", "push the last two to friday"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-27",
        "dentist 2026-11-27 15:00",
      ],
    },
    {
      list: usual,
      turns: ["list", "second to last done"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23 ✓",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["whats on wednesday", "move it to thursday same time"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-26 15:00",
      ],
    },
    {
      list: usual,
      turns: ["when is the dentist", "cancel it"],
      ends: ["buy milk", "call the plumber", "pay rent 2026-12-01", "gym 2026-11-23"],
    },
    {
      list: usual,
      turns: ["list", "did the first two"],
      ends: [
        "buy milk ✓",
        "call the plumber ✓",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      turns: ["add buy paint", "add call the plumber", "the first one is for monday"],
      ends: ["buy paint 2026-11-23", "call the plumber"],
    },
    { turns: ["add buy paint", "also remind me an hour before"], ends: ["buy paint"], says: "no date" },
    {
      list: usual,
      turns: ["the dentist one, move it an hour earlier"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 14:00",
      ],
    },
    { list: usual, turns: ["do it tomorrow"], ends: usual },
    { list: usual, turns: ["delete that"], ends: usual },
    {
      list: usual,
      turns: ["list", "number two and number four are done"],
      ends: [
        "buy milk",
        "call the plumber ✓",
        "pay rent 2026-12-01",
        "gym 2026-11-23 ✓",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["list", "not the first one, delete the second"],
      ends: ["buy milk", "pay rent 2026-12-01", "gym 2026-11-23", "dentist 2026-11-25 15:00"],
    },
    {
      turns: ["add milk, eggs, bread", "make them all high priority"],
      ends: ["milk !1", "eggs !1", "bread !1"],
    },
    {
      turns: ["add milk, eggs, bread", "first two are for tomorrow"],
      ends: ["milk 2026-11-22", "eggs 2026-11-22", "bread"],
    },
    {
      turns: ["add milk, eggs, bread", "put them in groceries"],
      ends: ["milk @groceries", "eggs @groceries", "bread @groceries"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["list", "move 1 to monday", "and 2 as well"],
      ends: ["report 2026-11-23", "slides 2026-11-23", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["report is done", "same for the slides"],
      ends: ["report ✓", "slides ✓", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["make the report urgent", "do the same with the slides"],
      ends: ["report !1", "slides !1", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["i finished the report but not the slides"],
      ends: ["report ✓", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["move the report after the slides"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["put budget at the top"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["report today, slides tomorrow, budget friday"],
      ends: ["report", "slides", "budget"],
    },
    {
      turns: ["report today, slides tomorrow, budget friday"],
      ends: ["report 2026-11-21", "slides 2026-11-22", "budget 2026-11-27"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["remind me about slides at 4", "yes"],
      ends: ["report", "slides 2026-11-21 16:00", "budget"],
    },
    { list: ["report", "slides", "budget"], turns: ["won't do budget", "yes"], ends: ["report", "slides"] },
    {
      list: ["report", "slides", "budget"],
      turns: ["the budget doesn't matter anymore", "no"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["budget is waiting for john"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["john will do the budget"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["the report can be done on monday"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["i can't finish the report today"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: ["report", "slides", "budget"],
      turns: ["delete the last thing i added"],
      ends: ["report", "slides", "budget"],
    },
    {
      list: usual,
      turns: ["[x] buy milk"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["milk ✅"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["swap gym to tuesday"],
      ends: [
        "buy milk",
        "call the plumber",
        "pay rent 2026-12-01",
        "gym 2026-11-24",
        "dentist 2026-11-25 15:00",
      ],
    },
    { list: usual, turns: ["everything's done", "no"], ends: usual },
    {
      list: usual,
      turns: ["done: milk, rent"],
      ends: [
        "buy milk ✓",
        "call the plumber",
        "pay rent 2026-12-01 ✓",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
    {
      list: usual,
      turns: ["i've bought milk and called the plumber"],
      ends: [
        "buy milk ✓",
        "call the plumber ✓",
        "pay rent 2026-12-01",
        "gym 2026-11-23",
        "dentist 2026-11-25 15:00",
      ],
    },
  ],
  "many at once": [
    { list: usual, turns: ["remove all tasks except gym", "yes"], ends: ["gym 2026-11-23"] },
    {
      list: ["milk", "bread", "gym"],
      turns: ["finish everything but gym"],
      ends: ["milk ✓", "bread ✓", "gym"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["everything except milk is done"],
      ends: ["milk", "bread ✓", "gym ✓"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["i did everything but the gym"],
      ends: ["milk ✓", "bread ✓", "gym"],
    },
    { list: ["milk", "bread", "gym"], turns: ["delete everything but keep gym", "yes"], ends: ["gym"] },
    { list: ["milk", "bread", "gym"], turns: ["keep gym, delete the rest", "yes"], ends: ["gym"] },
    { list: ["milk", "bread", "gym"], turns: ["only keep gym", "yes"], ends: ["gym"] },
    { list: ["milk", "bread", "gym"], turns: ["delete all", "no wait"], ends: ["milk", "bread", "gym"] },
    { list: ["milk", "bread", "gym"], turns: ["delete all", "actually just bread"], ends: ["gym", "milk"] },
    { list: ["milk", "bread", "gym"], turns: ["delete all", "yes except gym"], ends: ["gym"] },
    {
      list: ["milk 2026-11-21", "bread 2026-11-21", "gym 2026-11-21"],
      turns: ["move everything today to tomorrow except gym"],
      ends: ["milk 2026-11-22", "bread 2026-11-22", "gym 2026-11-21"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["list", "mark all of them as done apart from the bread one"],
      ends: ["milk ✓", "bread", "gym ✓"],
    },
    { list: ["milk", "bread", "gym"], turns: ["clear everything that isn't gym", "yes"], ends: ["gym"] },
    {
      list: ["milk 2026-11-20", "bread 2026-11-19", "gym"],
      turns: ["reschedule overdue stuff to tomorrow"],
      ends: ["milk 2026-11-22", "bread 2026-11-22", "gym"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["tag everything #home except gym"],
      ends: ["milk #home", "bread #home", "gym"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["make everything high priority except bread and gym"],
      ends: ["milk !1", "bread", "gym"],
    },
    {
      list: ["milk", "bread", "gym", "call bob"],
      turns: ["delete milk, bread and call bob", "yes"],
      ends: ["gym"],
    },
    { list: ["milk", "bread", "gym"], turns: ["milk is done, delete the rest", "yes"], ends: ["milk ✓"] },
    {
      list: ["milk", "bread", "gym"],
      turns: ["keep the milk and mark the rest as done"],
      ends: ["milk", "bread ✓", "gym ✓"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["leave gym but move everything else to monday"],
      ends: ["milk 2026-11-23", "bread 2026-11-23", "gym"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["keep only receipts from 2024"],
      ends: ["milk", "bread", "gym", "keep only receipts from 2024"],
    },
    {
      list: ["milk", "bread", "gym"],
      turns: ["the rest can wait until monday"],
      ends: ["milk", "bread", "gym"],
    },
    { list: ["milk", "bread", "gym"], turns: ["i finished all but one"], ends: ["milk", "bread", "gym"] },
    {
      list: ["milk", "bread", "gym"],
      turns: ["delete all", "no, not the gym"],
      ends: ["milk", "bread", "gym"],
    },
  ],
});

describe("what is said after one task was added", () => {
  const four = ["add buy milk", "add buy eggs", "add buy bread", "add buy salt"];
  it.each(["delete all tasks", "delete buy milk and buy eggs"])(
    "never takes or adds the wrong one: %s",
    (text) => {
      const memory = new MemoryList({ now: "2026-11-21T09:00:00Z", timeZone: "UTC" });
      for (const turn of [...four, text]) memory.say(turn);
      const left = memory.tasks.map(({ title }) => title);
      expect(left.filter((title) => title === "buy eggs").length).toBeLessThanOrEqual(1);
      expect(left).toContain("buy salt");
    },
  );
});
