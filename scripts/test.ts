// Runs every suite except those that need a cluster, continues after a failure, lists the slowest tests, what was
// skipped and what failed, and ends with one line of totals. `npm test -- unit browser` runs only the suites named; so does
// `make test-cluster`.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { howToGet } from "./needs.ts";
import { type Outcome, outcomeOf, readPlaywright, readVitest } from "./reports.ts";

interface Suite {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads its runner's report; a suite without one counts as one test. */
  read?: (report: string) => Outcome;
  /** Needs a cluster, so it runs only when named. */
  onlyNamed?: boolean;
}

const root = path.resolve(import.meta.dirname, "..");
const reports = path.join(root, ".cache", "reports");
// The tests start hundreds of processes from the same sources, so compiled code is cached.
const compiled = path.join(root, ".cache", "compiled");
/** Where `make helm` puts Helm. */
const programs = path.join(root, ".cache", "bin");

// Dates are tested 10 hours behind UTC, with daylight saving, and 14 hours ahead.
const zones = ["Pacific/Honolulu", "Europe/London", "Pacific/Kiritimati"];

const suites: Suite[] = [
  { name: "lint", command: ["biome", "check", "."] },
  { name: "types", command: ["npm", "run", "-s", "types"] },
  { name: "unused", command: ["npm", "run", "-s", "unused"] },
  vitest("unit", ["--reporter=default"], { TZ: "UTC" }),
  ...zones.map((zone) => vitest(`unit-${zone.split("/")[1]}`, ["--project", "assistant"], { TZ: zone })),
  { name: "build", command: ["npm", "run", "-s", "build"] },
  vitest("api", ["--config", "e2e/vitest.config.ts"], {}),
  {
    name: "browser",
    command: ["playwright", "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf("browser") },
    read: readPlaywright,
  },
  {
    ...vitest("cluster", ["--config", "e2e/cluster/vitest.config.ts", "--reporter=verbose"], {}),
    onlyNamed: true,
  },
  {
    ...vitest(
      "installation",
      ["--config", "e2e/cluster/vitest.config.ts", "--reporter=verbose", "chart/", "images/", "live/install"],
      {},
    ),
    onlyNamed: true,
  },
  { ...vitest("orchestrator", ["--project", "orchestrator", "orchestrator/test/"], {}), onlyNamed: true },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length) {
  process.stderr.write(
    `No suite is called ${unknown.join(", ")}. There are: ${suites.map((suite) => suite.name).join(", ")}.\n`,
  );
  process.exit(2);
}

const outcomes: Outcome[] = [];
const lines: string[] = [];
mkdirSync(reports, { recursive: true });

const ran = suites.filter((one) => (wanted.length ? wanted.includes(one.name) : !one.onlyNamed));
for (const suite of ran) {
  process.stdout.write(`\n── ${suite.name}: ${suite.command.join(" ")}\n`);
  const started = Date.now();
  rmSync(reportOf(suite.name), { force: true });
  const outcome = outcomeOf(reportOf(suite.name), await run(suite), suite.read);
  outcomes.push(outcome);
  lines.push(
    `${outcome.failed ? "✗" : "✓"} ${suite.name.padEnd(18)} ${totals(outcome)} in ${seconds(Date.now() - started)}`,
  );
}

const slowest = outcomes.flatMap(({ timed }) => timed).sort((one, other) => other.duration - one.duration);
if (slowest.length) process.stdout.write("\nThe slowest tests\n");
for (const { name, duration } of slowest.slice(0, 10)) {
  process.stdout.write(`  ${seconds(duration).padStart(6)}  ${name}\n`);
}
const reasons = new Map<string, number>();
for (const [reason, count] of outcomes.flatMap((outcome) => [...outcome.reasons])) {
  reasons.set(reason, (reasons.get(reason) ?? 0) + count);
}
if (reasons.size) process.stdout.write("\nSkipped\n");
for (const [reason, count] of reasons) {
  process.stdout.write(`  ${String(count).padStart(6)}  ${reason}\n`);
  for (const hint of howToGet(reason)) process.stdout.write(`          ${hint}\n`);
}

// Last, because truncated logs lose their beginning.
const failures = outcomes.flatMap((outcome, place) =>
  outcome.failures.map((one) => `${ran[place]?.name}: ${one}`),
);
if (failures.length) process.stdout.write("\nFailed\n");
for (const failure of failures) process.stdout.write(`  ${failure}\n`);

process.stdout.write(`\n${lines.join("\n")}\n\n`);
const sum = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
process.stdout.write(`${totals(sum)}\n`);
process.exitCode = sum.failed ? 1 : 0;

function count(what: "passed" | "failed" | "skipped"): number {
  return outcomes.reduce((sum, outcome) => sum + outcome[what], 0);
}

function totals({ passed, failed, skipped }: Pick<Outcome, "passed" | "failed" | "skipped">): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

function vitest(name: string, args: string[], env: Record<string, string>): Suite {
  return {
    name,
    command: [
      "vitest",
      "run",
      ...args,
      ...(args.some((arg) => arg.startsWith("--reporter")) ? [] : ["--reporter=default"]),
      "--reporter=json",
      `--outputFile.json=${reportOf(name)}`,
    ],
    env,
    read: readVitest,
  };
}

function run(suite: Suite): Promise<number> {
  const [program = "", ...args] = suite.command;
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: {
        NODE_COMPILE_CACHE: compiled,
        ...process.env,
        PATH: `${programs}${path.delimiter}${process.env.PATH ?? ""}`,
        ...suite.env,
      },
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
    });
    child.on("error", (error) => {
      process.stderr.write(`${program}: ${error.message}\n`);
      done(1);
    });
    child.on("exit", (code) => done(code ?? 1));
  });
}

function reportOf(name: string): string {
  return path.join(reports, `${name}.json`);
}
