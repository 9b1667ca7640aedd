import { expect, it } from "vitest";
import { saidLater } from "./later.ts";
import type { Row } from "./rows.ts";

const row = (text: string, more: Partial<Row>): Row => ({ lang: "en", writer: "w", text, does: [], ...more });
const before = { user: "what's on", bot: "Three things.", shown: ["Book dentist"] };
const later = row("the second", { before, does: [{ act: "answer", value: ["Book dentist"] }] });

it("gives a self-contained message the turn before another one", () => {
  const said = row("buy milk", { does: [{ act: "add", title: "buy milk" }] });
  expect(saidLater([later, said])).toEqual([{ ...said, before }]);
});

it.each([
  ["depends on its turn", later],
  ["names no task", row("delete it", { does: [{ act: "delete", target: "", means: ["Buy milk"] }] })],
  ["speaks of what the turn showed", row("dentist at 5", { does: [{ act: "add", title: "dentist" }] })],
  ["says too little", row("nice", { form: "smalltalk" })],
])("leaves out what %s", (_, message) => {
  expect(saidLater([later, message])).toEqual([]);
});
