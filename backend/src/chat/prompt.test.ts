import { describe, expect, it } from "vitest";
import { conversationMessages, instructions } from "./prompt.ts";
import type { TurnInput } from "./types.ts";

const input: TurnInput = {
  text: "hello",
  sentAt: new Date("2026-11-20T17:05:00Z"),
  timeZone: "Pacific/Kiritimati",
  weekStart: 1,
  locale: "en",
  instead: null,
  history: [],
};

/** Four characters a token is the usual rule of thumb. */
const tokens = (text: string) => Math.ceil(text.length / 4);

describe("what a language model is told", () => {
  it("stays within 800 tokens before the list itself", () => {
    expect(tokens(instructions(input, [], null))).toBeLessThanOrEqual(800);
  });

  it("says the day of the person's own zone", () => {
    expect(instructions(input, [], null)).toContain("Saturday 2026-11-21 07:05");
    expect(instructions({ ...input, timeZone: "Etc/GMT+8" }, [], null)).toContain("Friday 2026-11-20 09:05");
  });

  it("leaves the earlier turns out when it must be brief", () => {
    const past = { user: "a", reply: "b", said: "b", shown: [], changed: [], done: [], pending: null };
    expect(conversationMessages({ ...input, history: [past] })).toHaveLength(3);
    expect(conversationMessages({ ...input, history: [past] }, true)).toHaveLength(1);
  });
});
