/**
 * Tests how a build of the product handles each kind of misbehaviour of language models: this build, or an
 * earlier one for comparison. Needs `../shared/tools/models/quirks.mjs`.
 *
 *   node bench/src/replay/run.ts                      this checkout
 *   node bench/src/replay/run.ts --checkout FOLDER    another one, with its packages installed
 *   node bench/src/replay/run.ts --only 7,12          these kinds, by their numbers
 *
 * Prints a line per kind with its deviations, and how many pass completely, partly and not at all.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { outcomes } from "../../../backend/src/chat/models/quirk-outcomes.ts";
import { signUp } from "../../../backend/src/chat/testing/http-client.ts";
import { startBackend } from "../backend.ts";
import { type Kind, kinds } from "./kinds.ts";
import { procedures, type Stage } from "./procedures.ts";
import { key, tryBehaviour } from "./try.ts";

type Behave = (turn: object) => (object | string | number)[] | object;
interface Quirks {
  quirks: Record<string, [kind: string, behave: Behave]>;
  startQuirks(port: number): Promise<{ server: Server; port: number }>;
}

const root = path.resolve(import.meta.dirname, "../../..");
const quirksFile = path.resolve(root, "../shared/tools/models/quirks.mjs");
/** Pauses of 33 seconds become half a second, unless their length is what is tested. */
const shorter = 1 / 60;

const { values } = parseArgs({
  options: { checkout: { type: "string", default: root }, only: { type: "string" } },
});
if (!existsSync(quirksFile)) {
  console.log(`skipped: ${path.relative(root, quirksFile)} is not there.`);
  process.exit();
}
const { quirks, startQuirks } = (await import(quirksFile)) as Quirks;
let pace = shorter;
for (const quirk of Object.values(quirks)) {
  const behave = quirk[1];
  quirk[1] = (turn) => {
    const parts = behave(turn);
    return Array.isArray(parts)
      ? parts.map((part) => (typeof part === "number" ? part * pace : part))
      : parts;
  };
}
const endpoint = await startQuirks(0);
const folder = mkdtempSync(path.join(tmpdir(), "todo-replay-"));
const script = path.join(path.resolve(values.checkout), "backend/src/main.ts");
let started = 0;

/** Starts a server of the build under test, on a database of its own unless one is given. */
const start: Stage["start"] = (settings, data = path.join(folder, `data-${started++}`)) =>
  startBackend(data, script, {
    REQUESTS_PER_MINUTE: "1000000",
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: `http://127.0.0.1:${endpoint.port}/v1`,
    OPENAI_MODEL: "fake",
    TURN_TIMEOUT_SECONDS: "5",
    ...settings,
  });

const quick = await start({});
try {
  const counts = { holds: 0, half: 0, fails: 0 };
  const only = values.only?.split(",").map(Number);
  for (const [at, kind] of kinds.entries()) {
    if (only && !only.includes(at + 1)) continue;
    const { tried, found } = await replay(kind);
    const verdict = found.length === 0 ? "holds" : found.length < tried ? "half" : "fails";
    counts[verdict]++;
    console.log(`${String(at + 1).padStart(2)} ${verdict.padEnd(5)} ${kind.name}`);
    for (const line of found) console.log(`         ${line}`);
  }
  const tried = counts.holds + counts.half + counts.fails;
  console.log(`${tried} kinds: ${counts.holds} pass, ${counts.half} partly, ${counts.fails} fail`);
} finally {
  await quick.stop();
  endpoint.server.closeAllConnections();
  endpoint.server.close();
  rmSync(folder, { recursive: true });
}

/** How many behaviours of a kind were tried, and a line for each deviation. */
async function replay(kind: Kind): Promise<{ tried: number; found: string[] }> {
  pace = kind.patient ? 1 : shorter;
  const backend = kind.patient ? await start({ TURN_TIMEOUT_SECONDS: "300" }) : quick;
  const stage: Stage = { person: await signUp(backend.url), port: endpoint.port, folder, start };
  const trials: (() => Promise<string[]>)[] = [];
  for (const name of kind.behaviours ?? []) {
    trials.push(async () =>
      (await tryBehaviour(stage.person, name, outcomes[name] ?? {})).map((fault) => `${name}: ${fault}`),
    );
  }
  const { procedure } = kind;
  if (procedure) trials.push(() => procedures[procedure](stage));
  const found: string[] = [];
  for (const trial of trials) {
    const faults = await trial().catch((error: Error) => [error.message]);
    if (faults.length > 0) found.push(faults.join("; "));
  }
  if (kind.patient) await backend.stop();
  return { tried: trials.length, found };
}
