// Runs every suite but those that need a cluster, goes on after a failure, and closes with one line of
// totals. `npm test -- unit browser` runs only the suites named; so does `make test-cluster`.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

interface Suite {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads the totals of a finished run; a suite without it counts as one test. */
  totals?: (report: string) => Totals;
  /** Needs a cluster, so it is run only when it is named. */
  onlyNamed?: boolean;
}

const root = path.resolve(import.meta.dirname, "..");
const reports = path.join(root, ".cache", "reports");
// The tests start hundreds of processes from the same sources: what Node made of them is kept.
const compiled = path.join(root, ".cache", "compiled");

// Where dates meet time zones: 10 hours behind UTC, daylight saving, and 14 hours ahead.
const zones = ["Pacific/Honolulu", "Europe/London", "Pacific/Kiritimati"];

const suites: Suite[] = [
  { name: "lint", command: ["biome", "check", "."] },
  { name: "types", command: ["npm", "run", "-s", "types"] },
  vitest("unit", ["--reporter=default"], { TZ: "UTC" }),
  ...zones.map((zone) => vitest(`unit-${zone.split("/")[1]}`, ["--project", "assistant"], { TZ: zone })),
  { name: "build", command: ["npm", "run", "-s", "build"] },
  vitest("api", ["--config", "e2e/vitest.config.ts"], {}),
  {
    name: "browser",
    command: ["playwright", "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf("browser") },
    totals: playwrightTotals,
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

const sum: Totals = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
mkdirSync(reports, { recursive: true });

for (const suite of suites.filter((one) => (wanted.length ? wanted.includes(one.name) : !one.onlyNamed))) {
  process.stdout.write(`\n── ${suite.name}: ${suite.command.join(" ")}\n`);
  const started = Date.now();
  rmSync(reportOf(suite.name), { force: true });
  const code = await run(suite);
  const totals = totalsOf(suite, code);
  sum.passed += totals.passed;
  sum.failed += totals.failed;
  sum.skipped += totals.skipped;
  lines.push(
    `${totals.failed ? "✗" : "✓"} ${suite.name.padEnd(18)} ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped in ${Math.round((Date.now() - started) / 1000)} s`,
  );
}

process.stdout.write(`\n${lines.join("\n")}\n\n`);
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed ? 1 : 0;

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
    totals: vitestTotals,
  };
}

function run(suite: Suite): Promise<number> {
  const [program = "", ...args] = suite.command;
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...suite.env },
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

function totalsOf(suite: Suite, code: number): Totals {
  if (!suite.totals) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  if (!existsSync(reportOf(suite.name))) return { passed: 0, failed: 1, skipped: 0 };
  const totals = suite.totals(readFileSync(reportOf(suite.name), "utf8"));
  // A run can fail outside any test (a worker that died, an error after the last one): that counts too.
  if (code !== 0 && totals.failed === 0) totals.failed = 1;
  return totals;
}

function vitestTotals(report: string): Totals {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(report);
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

function playwrightTotals(report: string): Totals {
  const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

function reportOf(name: string): string {
  return path.join(reports, `${name}.json`);
}
