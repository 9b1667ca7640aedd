import { describe, expect, it } from "vitest";
import { isTimeToCollect } from "./idle-collection.ts";

const MB = 1_048_576;

describe("giving memory back", () => {
  it.each([
    [
      "idle and grown",
      { utilization: 0.01, resident: 200 * MB, residentAfterLast: 50 * MB, justCollected: false },
      true,
    ],
    [
      "idle for the first time",
      { utilization: 0, resident: 50 * MB, residentAfterLast: 0, justCollected: false },
      true,
    ],
    [
      "at work",
      { utilization: 0.6, resident: 200 * MB, residentAfterLast: 50 * MB, justCollected: false },
      false,
    ],
    [
      "idle and as it was",
      { utilization: 0, resident: 60 * MB, residentAfterLast: 50 * MB, justCollected: false },
      false,
    ],
    [
      "idle after one that came early",
      { utilization: 0, resident: 50 * MB, residentAfterLast: 50 * MB, justCollected: true },
      true,
    ],
    [
      "at work after one",
      { utilization: 0.6, resident: 50 * MB, residentAfterLast: 50 * MB, justCollected: true },
      false,
    ],
    [
      "idle and smaller",
      { utilization: 0, resident: 40 * MB, residentAfterLast: 50 * MB, justCollected: false },
      false,
    ],
  ])("is decided of a thread that is %s", (_name, moment, expected) => {
    expect(isTimeToCollect(moment)).toBe(expected);
  });
});
