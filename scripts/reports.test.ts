import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { outcomeOf, readPlaywright, readVitest } from "./reports.ts";

const folder = mkdtempSync(join(tmpdir(), "reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const vitest = JSON.stringify({
  testResults: [
    {
      name: "a.test.ts",
      status: "failed",
      assertionResults: [
        { fullName: "adds", status: "passed", duration: 12 },
        { fullName: "takes away", status: "failed", duration: 30 },
        { fullName: "a chart [needs helm] renders", status: "skipped" },
        { fullName: "a chart [needs helm] lints", status: "pending" },
        { fullName: "a thing not yet there", status: "todo" },
      ],
    },
    { name: "b.test.ts", status: "failed", assertionResults: [] },
  ],
});

it("counts what Vitest reports, with the reason of each skip, and a file that could not be loaded", () => {
  const outcome = readVitest(vitest);
  expect(outcome).toMatchObject({ passed: 1, failed: 2, skipped: 3 });
  expect([...outcome.reasons]).toEqual([
    ["needs helm", 2],
    ["no reason given in a.test.ts", 1],
  ]);
  expect(outcome.timed.map(({ duration }) => duration)).toEqual([12, 30]);
});

it("counts what Playwright reports, a test that had to be repeated as failed", () => {
  const spec = (title: string, ...durations: number[]) => ({
    title,
    tests: [{ results: durations.map((duration) => ({ duration })) }],
  });
  const outcome = readPlaywright(
    JSON.stringify({
      stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 1 },
      suites: [{ specs: [spec("signs in", 5)], suites: [{ specs: [spec("signs out", 7, 9)] }] }],
    }),
  );
  expect(outcome).toMatchObject({ passed: 2, failed: 2, skipped: 1 });
  expect(outcome.timed).toEqual([
    { name: "signs in", duration: 5 },
    { name: "signs out", duration: 16 },
  ]);
});

it("takes a run that ended badly for a failure, whatever its report says", () => {
  const file = join(folder, "report.json");
  expect(outcomeOf(file, 0, readVitest).failed).toBe(1);
  writeFileSync(file, JSON.stringify({ testResults: [] }));
  expect(outcomeOf(file, 1, readVitest).failed).toBe(1);
  expect(outcomeOf(file, 0, readVitest).failed).toBe(0);
  expect(outcomeOf(file, 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(outcomeOf(file, 0)).toMatchObject({ passed: 1, failed: 0 });
});
