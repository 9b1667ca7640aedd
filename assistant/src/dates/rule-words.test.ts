import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toDay } from "../calendar/civil.ts";
import { formatRule, parseRule, type Rule, rule, workdays } from "../calendar/rule.ts";
import { tokenise } from "../text/tokens.ts";
import { expressionAt } from "./expression.ts";
import { englishDates } from "./grammar-en.ts";
import { ruleWords } from "./rule-words.ts";
import { settle } from "./settle.ts";

const clock = {
  zone: "UTC",
  instant: Date.UTC(2026, 2, 2, 9),
  day: toDay(2026, 3, 2),
  minute: 540,
  weekStart: 1,
  dayFirst: true,
};

function readBack(words: string): Rule | undefined {
  const tokens = tokenise(words);
  const e = expressionAt({ tokens, end: tokens.length, words: englishDates.words, clock }, 0, englishDates);
  return e && e.to === tokens.length ? settle(e, clock).rule : undefined;
}

const weekday = fc.integer({ min: 1, max: 7 });
const interval = fc.integer({ min: 1, max: 30 });
const sorted = (days: number[]): { weekday: number }[] =>
  days.sort((a, b) => a - b).map((day) => ({ weekday: day }));
const bodies: fc.Arbitrary<Rule> = fc.oneof(
  fc
    .tuple(fc.constantFrom("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"), interval)
    .map(([freq, every]) => rule(freq, every)),
  fc
    .tuple(interval, fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }))
    .map(([every, days]) => rule("WEEKLY", every, { byDay: sorted(days) })),
  fc
    .tuple(interval, fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 4 }))
    .map(([every, byMonthDay]) => rule("MONTHLY", every, { byMonthDay })),
  interval.map((every) => rule("MONTHLY", every, { byMonthDay: [-1] })),
  fc
    .tuple(interval, weekday, fc.constantFrom(1, 2, 3, 4, 5, -1))
    .map(([every, day, n]) => rule("MONTHLY", every, { byDay: [{ n, weekday: day }] })),
  fc
    .tuple(interval, fc.constantFrom(1, 2, 15, -1))
    .map(([every, n]) =>
      rule("MONTHLY", every, { byDay: workdays.map((day) => ({ weekday: day })), bySetPos: [n] }),
    ),
  fc
    .tuple(interval, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
    .map(([every, month, day]) => rule("YEARLY", every, { byMonth: [month], byMonthDay: [day] })),
  fc
    .tuple(interval, fc.integer({ min: 1, max: 12 }), weekday, fc.constantFrom(1, 2, 3, 4, -1))
    .map(([every, month, day, n]) =>
      rule("YEARLY", every, { byMonth: [month], byDay: [{ n, weekday: day }] }),
    ),
);
const rules = fc
  .tuple(
    bodies,
    fc.option(fc.integer({ min: 1, max: 99 })),
    fc.option(fc.integer({ min: clock.day + 1, max: clock.day + 3000 })),
  )
  .map(
    ([body, count, until]): Rule => ({
      ...body,
      ...(count !== null ? { count } : until !== null ? { until } : {}),
    }),
  );

describe("a recurrence in words", () => {
  it("reads back as the same rule", () => {
    fc.assert(
      fc.property(rules, (r) => {
        const back = readBack(ruleWords(r));
        expect(back && formatRule(back), ruleWords(r)).toBe(formatRule(r));
      }),
      { numRuns: 1000 },
    );
  });

  it("survives RRULE text", () => {
    fc.assert(
      fc.property(rules, (r) => {
        expect(parseRule(formatRule(r))).toEqual(r);
      }),
    );
  });

  it.each([
    "FREQ=SECONDLY",
    "FREQ=DAILY;BYHOUR=9",
    "INTERVAL=2",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=WEEKLY;BYDAY=XX",
  ])("has no words for %s", (text) => {
    expect(parseRule(text)).toBeNull();
  });
});
