import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { howToGet } from "./needs.ts";
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
        {
          fullName: "takes away",
          status: "failed",
          duration: 30,
          failureMessages: ["\u001b[31mexpected 1 to be 2\u001b[39m\n    at a.test.ts:3:5"],
        },
        { fullName: "a chart [needs helm] renders", status: "skipped" },
        { fullName: "a chart [needs helm] lints", status: "pending" },
        { fullName: "a thing not yet there", status: "todo" },
      ],
    },
    { name: "b.test.ts", status: "failed", message: "No such module", assertionResults: [] },
    {
      name: "c.test.ts",
      status: "failed",
      message: "",
      assertionResults: [{ fullName: "c [skipped: helm not found] waits", status: "skipped" }],
    },
  ],
});

it("counts what Vitest reports, with the reason of each skip and failure, including files in which no test ran", () => {
  const outcome = readVitest(vitest);
  expect(outcome).toMatchObject({ passed: 1, failed: 3, skipped: 4 });
  expect([...outcome.reasons]).toEqual([
    ["needs helm", 2],
    ["no reason given in a.test.ts", 1],
    ["skipped: helm not found", 1],
  ]);
  expect(outcome.failures).toEqual([
    "takes away: expected 1 to be 2",
    "b.test.ts: No such module",
    "c.test.ts",
  ]);
  expect(outcome.timed.map(({ duration }) => duration)).toEqual([12, 30]);
});

it("counts what Playwright reports, a test that only passed on a retry as failed", () => {
  const spec = (title: string, ...durations: number[]) => ({
    title,
    ok: durations.length === 1,
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
  expect(outcome.failures).toEqual(["signs out"]);
});

it("gives the reason of a test that Playwright skipped", () => {
  const skipped = (title: string, annotations: object[]) => ({
    title,
    ok: true,
    tests: [{ status: "skipped", annotations, results: [{ duration: 0 }] }],
  });
  const outcome = readPlaywright(
    JSON.stringify({
      stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 2 },
      suites: [
        {
          specs: [
            skipped("a model", [{ type: "skip", description: "needs ../shared/tools/models" }]),
            skipped("a later one", []),
          ],
        },
      ],
    }),
  );
  expect([...outcome.reasons]).toEqual([
    ["needs ../shared/tools/models", 1],
    ["no reason given in a later one", 1],
  ]);
});

it("says how to get what a skipped test needs", () => {
  expect(howToGet("needs a running Minikube, helm and docker").map((hint) => hint.split(":")[0])).toEqual([
    "Helm",
    "Docker",
    "Minikube",
  ]);
  expect(howToGet("skipped: kubectl has no current context")).toEqual([]);
});

it("treats a run that exits with an error as a failure, whatever its report says", () => {
  const file = join(folder, "report.json");
  expect(outcomeOf(file, 0, readVitest).failed).toBe(1);
  writeFileSync(file, JSON.stringify({ testResults: [] }));
  expect(outcomeOf(file, 1, readVitest).failed).toBe(1);
  expect(outcomeOf(file, 0, readVitest).failed).toBe(0);
  expect(outcomeOf(file, 1)).toMatchObject({ passed: 0, failed: 1 });
  expect(outcomeOf(file, 0)).toMatchObject({ passed: 1, failed: 0 });
});
