/**
 * How well the built-in assistant understands people: the open dialogues through the HTTP API of a real server, the
 * phrases and the utterances in process. `--memory` runs the dialogues without a server; `--failures` lists what failed.
 */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { httpAdapter, turnTimes } from "./http-adapter.ts";
import { scoreIntents } from "./intent.ts";
import memoryAdapter from "./memory-adapter.ts";
import { checkPhrase } from "./phrases.ts";
import { startServer } from "./server.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const shared = path.resolve(root, "../shared/eval");
const own = path.join(root, "assistant/src/testing/dialogues.jsonl");
const flags = new Set(process.argv.slice(2));
const showFailures = flags.has("--failures");

const lines = (file: string): unknown[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line));

interface Tally {
  n: number;
  pass: number;
  no_change: number;
  wrong_change: number;
  error: number;
}

interface Scored {
  all: Tally;
  groups: Record<string, Tally>;
  results: { id: string; verdict: string; turns: unknown[] }[];
}

type ScoreDialogues = (open: unknown, cases: unknown[]) => Promise<Scored>;

if (!existsSync(shared)) {
  console.log(
    `Skipped: the open evaluation set is not here (${path.relative(root, shared)}), and neither is its scorer.`,
  );
} else {
  const scorer = (await import(pathToFileURL(path.join(shared, "score-dialogues.mjs")).href)) as {
    scoreDialogues: ScoreDialogues;
  };
  const server = flags.has("--memory") ? null : await startServer();
  try {
    const adapter = server ? httpAdapter(server.url) : memoryAdapter;
    await dialogues(
      "open dialogues",
      adapter,
      scorer.scoreDialogues,
      lines(path.join(shared, "dialogues.jsonl")),
    );
    await dialogues("our own dialogues", adapter, scorer.scoreDialogues, lines(own));
    if (server) percentiles();
  } finally {
    await server?.stop();
  }
  phrases(lines(path.join(shared, "phrases.jsonl")) as Parameters<typeof checkPhrase>[0][]);
  intents(lines(path.join(shared, "intent.jsonl")) as Parameters<typeof scoreIntents>[0]);
}

async function dialogues(
  name: string,
  adapter: unknown,
  score: ScoreDialogues,
  cases: unknown[],
): Promise<void> {
  const { all, groups, results } = await score(adapter, cases);
  console.log(
    `\n${name}: ${all.pass} of ${all.n} pass, ${all.wrong_change} wrong changes (limit: 142 of 150, 2)`,
  );
  console.table(groups);
  if (!showFailures) return;
  for (const result of results)
    if (result.verdict !== "pass")
      console.log(result.verdict, result.id, JSON.stringify(result.turns.at(-1)));
}

function percentiles(): void {
  const sorted = [...turnTimes].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  console.log(`one turn over HTTP: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (${sorted.length} turns)`);
}

function phrases(all: Parameters<typeof checkPhrase>[0][]): void {
  const failures = all
    .map((phrase) => [phrase.text, checkPhrase(phrase)] as const)
    .filter(([, why]) => why !== null);
  console.log(
    `\nphrases: ${all.length - failures.length} of ${all.length} right (limit: all; best open parsers on dates 30 of 37, on recurrences 23 of 29)`,
  );
  for (const [text, why] of failures) console.log(`  ${text}: ${why}`);
}

function intents(rows: Parameters<typeof scoreIntents>[0]): void {
  const { inScope, outOfScope, wrong } = scoreIntents(rows);
  const share = (part: number, of: number): string => `${((100 * part) / of).toFixed(2)} %`;
  console.log(
    `\nintent, in scope: ${inScope.right} of ${inScope.of}, ${share(inScope.right, inScope.of)} (limit 97 %)`,
  );
  console.log(
    `acting on out of scope: ${outOfScope.acted} of ${outOfScope.of}, ${share(outOfScope.acted, outOfScope.of)} (limit 0.70 %); named so: ${share(outOfScope.right, outOfScope.of)}`,
  );
  if (showFailures) for (const line of wrong) console.log(`  ${line}`);
}
