import { expect, it } from "vitest";
import { toolCall } from "./chat.ts";

it("accepts the result of a call stored by an earlier release", () => {
  const stored = {
    name: "add_task",
    arguments: {},
    status: "ok",
    // Tasks had no start date then.
    result: {
      text: "Added.",
      tasks: [{ id: "0197f1d4-0000-7000-8000-000000000000", title: "buy milk" }],
      errors: [],
    },
  };
  expect(toolCall.parse(stored)).toEqual(stored);
});
