import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { renderGrammar } from "./grammar.ts";

it("the grammar page says what the assistant says", () => {
  const page = readFileSync(path.resolve(import.meta.dirname, "../../docs/assistant.md"), "utf8");
  expect(page).toBe(renderGrammar());
});
