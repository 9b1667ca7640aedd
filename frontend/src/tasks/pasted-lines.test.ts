import { expect, test } from "vitest";
import { pastedLines, taskOfLine, tooLong } from "./pasted-lines.ts";

test("each non-empty line becomes a task, without list markers", () => {
  expect(
    pastedLines("- milk\r\n* eggs\n\n  2. bread\n[ ] call mum\n- [x] done\n3 apples\n-5 degrees"),
  ).toEqual(["milk", "eggs", "bread", "call mum", "done", "3 apples", "-5 degrees"]);
  expect(pastedLines(" \n ")).toEqual([]);
});

test("nothing of a long line is lost", () => {
  const line = "word ".repeat(60).trim();
  const { title, description } = taskOfLine(line, null);
  expect(description).toBe(line);
  expect(title).toMatch(/^(word )+word…$/);
  expect(title.length).toBeLessThanOrEqual(200);
  expect(taskOfLine("😀".repeat(150), null).title.isWellFormed()).toBe(true);
  expect(taskOfLine("short", "parent")).toEqual({ title: "short", parentId: "parent" });
  expect(tooLong([line, "x".repeat(2001)])).toBe(1);
});
