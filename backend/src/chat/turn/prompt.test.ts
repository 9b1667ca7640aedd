import { describe, expect, it } from "vitest";
import { Handles } from "../models/handles.ts";
import { tokensOf } from "../models/tokens.ts";
import type { TurnInput } from "../types.ts";
import { conversationMessages, instructions } from "./prompt.ts";

const input: TurnInput = {
  text: "hello",
  sentAt: new Date("2026-11-20T17:05:00Z"),
  timeZone: "Pacific/Kiritimati",
  weekStart: 1,
  locale: "en",
  instead: null,
  history: [],
  changes: null,
};

const telling = () => ({ handles: new Handles(), timeZone: input.timeZone });

describe("the prompt of a language model", () => {
  it("stays within 800 tokens before the list itself", () => {
    expect(tokensOf(instructions(input, [], telling(), null))).toBeLessThanOrEqual(800);
  });

  it("names the day in the person's time zone", () => {
    expect(instructions(input, [], telling(), null)).toContain("Saturday 2026-11-21 07:05");
    expect(instructions({ ...input, timeZone: "Etc/GMT+8" }, [], telling(), null)).toContain(
      "Friday 2026-11-20 09:05",
    );
  });

  it("leaves the earlier turns out when it must be brief", () => {
    const past = { user: "a", reply: "b", said: "b", shown: [], changed: [], done: [], pending: null };
    expect(conversationMessages({ ...input, history: [past] })).toHaveLength(3);
    expect(conversationMessages({ ...input, history: [past] }, true)).toHaveLength(1);
  });
});
