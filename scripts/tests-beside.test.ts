import { expect, it } from "vitest";
import { testsBeside } from "./tests-beside.ts";

const folders: Record<string, string[]> = {
  "backend/src": ["a.ts", "a.test.ts", "b.ts", "c.test.ts"],
  docs: ["page.md"],
};
const beside = (...changed: string[]) => testsBeside(changed, (folder) => folders[folder] ?? []);

it("runs a file's own test", () => {
  expect(beside("backend/src/a.ts")).toEqual(["backend/src/a.test.ts"]);
});

it("runs the tests of the folder for a file without a test", () => {
  expect(beside("backend/src/b.ts")).toEqual(["backend/src/a.test.ts", "backend/src/c.test.ts"]);
});

it("runs a changed test, each only once, and none where there are none", () => {
  expect(beside("backend/src/a.test.ts", "backend/src/a.ts", "docs/page.md", "gone/x.ts")).toEqual([
    "backend/src/a.test.ts",
  ]);
});
