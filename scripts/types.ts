// Type-checks every package, two at a time. Exit code 1 when any of them has an error.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";

const packages = ["contracts", "assistant", "backend", "frontend", "orchestrator", "e2e", "bench", "scripts"];
const queue = packages.filter((name) => existsSync(`${name}/tsconfig.json`));
let failed = 0;

async function worker() {
  for (let name = queue.shift(); name; name = queue.shift()) {
    const code = await new Promise<number | null>((done) => {
      spawn("tsc", ["-p", name as string], { stdio: "inherit" }).on("exit", done);
    });
    if (code !== 0) failed++;
  }
}

await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
process.exitCode = failed ? 1 : 0;
