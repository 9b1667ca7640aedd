import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

/** What a pasted list makes: titles, those under another with what they are under. */
function made(text: string): string[] {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  list.say(text);
  const titles = new Map(list.tasks.map(({ id, title }) => [id, title]));
  return list.tasks.map(({ title, parentId }) => (parentId ? `${titles.get(parentId)} > ${title}` : title));
}

describe("the first line of a pasted list", () => {
  it.each([
    ["put up the shelves", "put up the shelves"],
    ["create invoice for Ann", "create invoice for Ann"],
    ["new passport for Mia", "new passport for Mia"],
    ["add buy rope", "buy rope"],
    ["add pay the rent by friday", "pay the rent"],
    ["I need to post the letter", "post the letter"],
  ])("that names something to do is a task, and those below are its parts: %s", (first, title) => {
    expect(made(`${first}\n  - find the tape\n  - sharpen a pencil`)).toEqual([
      title,
      `${title} > find the tape`,
      `${title} > sharpen a pencil`,
    ]);
  });

  it.each(["shopping list:", "add these:", "for the weekend:"])(
    "that only announces is none: %s",
    (first) => {
      expect(made(`${first}\n- eggs\n- ham`)).toEqual(["eggs", "ham"]);
    },
  );
});
