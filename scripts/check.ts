// Checks uncommitted changes in under a minute: lint, types, and the tests beside the changed files (`make check`).
// `npx vitest run --changed` runs every test they may affect, which takes much longer.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { testsBeside } from "./tests-beside.ts";

const git = (...args: string[]) =>
  execFileSync("git", args, { encoding: "utf8" })
    .split("\n")
    // Tests of whole processes take minutes.
    .filter((file) => /^(?!(e2e|orchestrator\/test)\/).*\.(ts|tsx)$/.test(file));
const changed = [
  ...git("diff", "--name-only", "--diff-filter=d", "HEAD"),
  ...git("ls-files", "--others", "--exclude-standard"),
];
const tests = testsBeside(changed, (folder) => (existsSync(folder) ? readdirSync(folder) : []));

const steps = [
  ["biome", "check", "."],
  ["node", "scripts/types.ts"],
  ...(tests.length > 0 ? [["vitest", "run", ...tests]] : []),
];
process.exitCode = steps.every(
  ([program = "", ...args]) => spawnSync(program, args, { stdio: "inherit" }).status === 0,
)
  ? 0
  : 1;
