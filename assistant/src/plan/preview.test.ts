import { describe, expect, it } from "vitest";
import type { Wish } from "../reader/wish.ts";
import { implied, reading, Talk } from "../testing/talk.ts";
import type { Language } from "../types.ts";
import { previewOf } from "./preview.ts";

const tasks = ["Pay rent", "Call mum", "Call Jean", "Order compost"].map((title) => ({ title }));

/** The preview of unambiguous wishes. */
function shown(wishes: (talk: Talk) => Wish[], language: Language = "en") {
  const talk = new Talk(tasks, language);
  return previewOf(talk.wish(...wishes(talk)).plan);
}

const friday = { date: "2026-12-04", time: "17:00", grain: "minute" } as const;
const milk = (): Wish[] => [{ act: "add", tasks: [{ title: "buy milk", when: friday }] }];

describe("the preview", () => {
  it("is worded like a button, in the language of the message", () => {
    expect(shown(milk)).toEqual({ words: "Add “buy milk” · Fri 17:00", asks: false, language: "en" });
    expect(shown(milk, "de")).toMatchObject({ words: "Hinzufügen: „buy milk“ · Fr 17:00", language: "de" });
  });

  it("names the task that would be changed", () => {
    expect(shown((talk) => [{ act: "complete", target: talk.on("Pay rent") }])?.words).toBe(
      "Complete “Pay rent”",
    );
  });

  it("is a question, without its options, if the assistant would ask", () => {
    expect(shown((talk) => [{ act: "delete", target: talk.on(...tasks.map(({ title }) => title)) }])).toEqual(
      {
        words: "Delete 4 tasks (“Pay rent”, “Call mum”, “Call Jean” and “Order compost”)?",
        asks: true,
        language: "en",
      },
    );
    const which = shown((talk) => [
      { act: "complete", target: { ...implied, words: "call", others: talk.ids("Call mum", "Call Jean") } },
    ]);
    expect(which).toMatchObject({ words: "Which one is done?", asks: true });
  });

  it("names the readings that would be offered", () => {
    const talk = new Talk(tasks);
    const readings = [
      reading(milk(), { confidence: 0.4 }),
      reading([{ act: "complete", target: talk.on("Pay rent") }], { confidence: 0.3 }),
    ];
    expect(previewOf(talk.decide({ kind: "choose", readings }).plan)).toMatchObject({
      words: "Add “buy milk” · Fri 17:00 / Complete “Pay rent”",
      asks: true,
    });
  });

  it("is empty if nothing would change, or if the change is not known in advance", () => {
    expect(shown(() => [{ act: "none", form: "thanks" }])).toBeNull();
    expect(shown(() => [{ act: "undo" }])).toBeNull();
  });
});
