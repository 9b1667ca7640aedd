import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

/** The titles on the list after these messages. */
function titles(...said: string[]): string[] {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  for (const one of said) list.say(one);
  return list.tasks.map(({ title }) => title);
}

describe("a message that only adds a title in quotes", () => {
  it.each([
    ['add "said yes to Ann"'],
    ['add: "said yes to Ann".'],
    ["note “said yes to Ann”"],
    ["añade «said yes to Ann»"],
    ["ajoute « said yes to Ann »"],
    ['aggiungi "said yes to Ann"'],
  ])("adds it verbatim, even if a listed task has the same words: %s", (said) => {
    expect(titles('add "said no to Bob"', said)).toEqual(["said no to Bob", "said yes to Ann"]);
  });

  it("does not add it a second time without asking", () => {
    expect(titles('add "book the vet"', 'add "book the vet"')).toEqual(["book the vet"]);
  });
});
