// Writes src/conversations/scores.json: how many conversations of each kind come out right and wrong now. Look at the
// difference before you commit it: a kind may only get better.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

const { stdout } = spawnSync(
  "vitest",
  ["run", "--project", "assistant", "src/conversations", "src/understand.test.ts"],
  {
    cwd: path.resolve(import.meta.dirname, "../.."),
    env: { ...process.env, PRINT_SCORES: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  },
);
const scores = Object.assign(
  {},
  ...stdout.split("\n").flatMap((line) => {
    const found = /SCORE (\{.*\})$/.exec(line);
    return found ? [JSON.parse(found[1] as string)] : [];
  }),
);
const sorted = Object.fromEntries(Object.entries(scores).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(
  path.resolve(import.meta.dirname, "../src/conversations/scores.json"),
  `${JSON.stringify(sorted, null, 2)}\n`,
);
