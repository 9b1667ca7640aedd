/** Runs the assistant's tests as if on machines in four zones: nothing may depend on where the process runs. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");
let failed = false;
for (const zone of ["Pacific/Honolulu", "UTC", "Europe/London", "Pacific/Kiritimati"]) {
  console.log(`TZ=${zone}`);
  const run = spawnSync("npx", ["vitest", "run", "--project", "assistant"], {
    cwd: root,
    env: { ...process.env, TZ: zone },
    stdio: "inherit",
  });
  failed ||= run.status !== 0;
}
process.exitCode = failed ? 1 : 0;
