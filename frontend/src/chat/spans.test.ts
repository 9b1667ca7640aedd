import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretches } from "./spans.ts";

describe("a message split by its spans", () => {
  it("says how each section was read", () => {
    const spans = [
      { type: "due", start: 9, end: 17 },
      { type: "title", start: 0, end: 8 },
    ];
    expect(
      stretches("buy milk tomorrow!", spans).map(({ text, span }) => [text, span?.type ?? null]),
    ).toEqual([
      ["buy milk", "title"],
      [" ", null],
      ["tomorrow", "due"],
      ["!", null],
    ]);
  });

  it("adds up to the message again, for any spans", () => {
    const span = fc.record({
      type: fc.constant("title"),
      start: fc.integer({ min: -2, max: 20 }),
      end: fc.integer({ min: -2, max: 20 }),
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), fc.array(span), (message, spans) => {
        const valid = spans.filter(({ start }) => start >= 0);
        expect(
          stretches(message, valid)
            .map(({ text }) => text)
            .join(""),
        ).toBe(message);
      }),
    );
  });
});
