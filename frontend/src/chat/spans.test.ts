import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stretches } from "./spans.ts";

describe("a message cut by its spans", () => {
  it("says what each stretch was read as", () => {
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

  it("is the message again when put together, whatever the spans", () => {
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
