/**
 * Tests the built server, with the embedded database, under hostile load and then kills under writes. Prints the
 * results next to what is promised; exit code 1 if a promise is broken. `--seconds 120 --rounds 30`; 0 skips a part.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "../../../scripts/build.ts";
import { watchStarters } from "../../../scripts/started-by.ts";
import { killRounds } from "./kills.ts";
import { readOptions } from "./options.ts";
import { soak } from "./soak.ts";
import { judgeKills, judgeSoak, type Line, row } from "./verdict.ts";

const folder = mkdtempSync(path.join(tmpdir(), "todo-chaos-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
// The server exits with this process, however that ends: its channel closes.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
watchStarters(Number(process.env.STARTED_BY) || undefined, () => process.exit(1));

try {
  const { seconds, rounds } = readOptions(process.argv.slice(2));
  const built = await build(["backend"]);
  if (built.length > 0) console.log(`Built the ${built.join(" and the ")}.`);
  const lines: Line[] = [];
  if (seconds > 0) {
    console.log(`${seconds} s of hostile load, and a minute before and after …`);
    const report = await soak(path.join(folder, "soak"), seconds);
    console.table(report.attacks);
    lines.push(...judgeSoak(report));
  }
  if (rounds > 0) {
    console.log(`${rounds} kills under writes …`);
    lines.push(...judgeKills(await killRounds(path.join(folder, "kills"), rounds)));
  }
  console.table(lines.map(row));
  if (lines.some(({ holds }) => holds === false)) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
