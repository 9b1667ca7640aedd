import { describe, expect, it } from "vitest";
import { calibrationError, count, emptyTally, percent, percentile, reliability } from "./tally.ts";

describe("a tally", () => {
  it("counts verdicts, and each figure only over the messages it applies to", () => {
    const tally = emptyTally();
    count(tally, { verdict: "right", title: true, time: null, intent: true });
    count(tally, { verdict: "title", title: false, time: false, intent: true });
    count(tally, { verdict: "wrong", title: null, time: null, intent: false });
    expect(tally).toEqual({
      messages: 3,
      verdicts: { right: 1, title: 1, asked: 0, missed: 0, wrong: 1 },
      titles: { n: 1, of: 2 },
      times: { n: 0, of: 1 },
      intent: { n: 2, of: 3 },
    });
  });

  it("formats shares, and a dash when there are none", () => {
    expect(percent({ n: 2, of: 3 })).toBe("66.7 %");
    expect(percent({ n: 0, of: 0 })).toBe("–");
  });
});

describe("reliability", () => {
  it("puts predictions into bins, 1 into the last", () => {
    const bins = reliability([
      { confidence: 0.61, right: true },
      { confidence: 0.69, right: false },
      { confidence: 1, right: true },
      { confidence: 0, right: false },
    ]);
    expect(bins.map(({ from, count: size }) => [from, size])).toEqual([
      [0, 1],
      [0.6, 2],
      [0.9, 1],
    ]);
    expect(bins[1]?.predicted).toBeCloseTo(0.65);
    expect(bins[1]?.observed).toBe(0.5);
    expect(bins[1]?.to).toBeCloseTo(0.7);
  });

  it("weighs each bin's error by its size", () => {
    const error = calibrationError([
      { from: 0, to: 0.5, count: 3, predicted: 0.4, observed: 0.2 },
      { from: 0.5, to: 1, count: 1, predicted: 0.6, observed: 1 },
    ]);
    expect(error).toBeCloseTo((3 * 0.2 + 0.4) / 4);
    expect(calibrationError([])).toBe(0);
  });
});

it.each([
  [[3, 1, 2], 0.5, 2],
  [[3, 1, 2], 1, 3],
  [[3, 1, 2], 0, 1],
  [[], 0.5, 0],
])("the percentile of %j at %d is %d", (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
