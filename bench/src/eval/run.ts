/**
 * How well the built-in assistant understands people. Conversations, phrases and intents use the shipped weights,
 * which were not trained on them. Labelled messages use weights trained without their writers: by default one fold per
 * language, cached between runs; `--all` leaves every writer out once. `--minutes N` (15) limits training time.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { learn, messagesOf, readRows } from "@todo-chatbot/assistant/measuring";
import { converse, converseScored, type Talked } from "./conversations.ts";
import { type Fold, foldsOf, languages, weightsOf } from "./folds.ts";
import { scoreIntents } from "./intent.ts";
import { type Measured, measure } from "./messages.ts";
import { checkPhrase } from "./phrases.ts";
import { table } from "./table.ts";
import { calibrationError, percent, percentile, reliability, type Tally } from "./tally.ts";

const { values: options } = parseArgs({
  options: { all: { type: "boolean", default: false }, minutes: { type: "string", default: "15" } },
});
const root = path.resolve(import.meta.dirname, "../../..");
const shared = path.resolve(root, "../shared/eval");
const isShared = existsSync(shared);
const say = (text = ""): void => void process.stdout.write(`${text}\n`);

function lines<T>(file: string): T[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}

if (!isShared)
  say(
    `The open sets are not here (${path.relative(root, shared)}): dialogues, first-contact, phrases and intent are skipped.\nWhat follows is of the project's own conversations and messages.\n`,
  );
await conversations();
if (isShared) {
  phrases();
  intents();
}
await messages(60_000 * Number(options.minutes));

async function conversations(): Promise<void> {
  const own = path.join(root, "assistant/training/conversations");
  const sets: [string, Map<string, Talked>][] = [];
  if (isShared)
    for (const name of ["dialogues", "first-contact"])
      sets.push([name, await converseScored(lines(path.join(shared, `${name}.jsonl`)), shared)]);
  sets.push(["our dialogues", converse(lines(path.join(root, "assistant/src/testing/dialogues.jsonl")))]);
  for (const name of readdirSync(own).sort())
    sets.push([name.replace(/\.jsonl.*/, ""), converse(lines(path.join(own, name)))]);
  const rows = sets.flatMap(([name, by]) =>
    [...by].map(([language, { conversations: of, right, stopped, wrong, turns }]) => [
      `${name} · ${language}`,
      String(of),
      percent({ n: right, of }),
      percent({ n: stopped, of }),
      percent({ n: wrong, of }),
      percent(turns),
    ]),
  );
  say("Conversations, each until its first wrong turn");
  say(table(["set", "conversations", "right", "stopped", "wrong change", "turns right"], rows));
  say();
}

function phrases(): void {
  const all = lines<Parameters<typeof checkPhrase>[0]>(path.join(shared, "phrases.jsonl"));
  const failures = all.flatMap((phrase) => {
    const why = checkPhrase(phrase);
    return why === null ? [] : [`  ${phrase.text}: ${why}`];
  });
  say(
    `Dates and repetitions (phrases): ${percent({ n: all.length - failures.length, of: all.length })} right`,
  );
  for (const failure of failures) say(failure);
  say();
}

function intents(): void {
  const { inScope, outOfScope } = scoreIntents(lines(path.join(shared, "intent.jsonl")));
  say(
    `Intent (spoken commands): in scope ${percent({ n: inScope.right, of: inScope.of })} right; acts on ${percent({ n: outOfScope.acted, of: outOfScope.of })} of what is out of scope\n`,
  );
}

/** Messages by writer, each read with weights that have not seen them; what has no such weights in time is named. */
async function messages(budget: number): Promise<void> {
  const until = performance.now() + budget;
  for (const language of languages) {
    const folds = foldsOf(language, options.all);
    const done: { fold: Fold; writers: [string, Measured][] }[] = [];
    for (const fold of folds) {
      const found = await weightsOf(fold, until - performance.now());
      if (!found) {
        say(
          `${language}: not trained without ${fold.without.join(", ")} in ${options.minutes} minutes; skipped.`,
        );
        continue;
      }
      learn(language, found.weights);
      const rows = [
        ...messagesOf(language).filter(({ writer }) => fold.without.includes(writer)),
        ...(done.length === 0 ? unseen(language) : []),
      ];
      const writers = Map.groupBy(rows, ({ writer }) => writer);
      done.push({ fold, writers: [...writers].map(([writer, own]) => [writer, measure(own)]) });
    }
    if (done.length > 0) report(language, done, folds.length);
  }
  if (!options.all) say("One fold a language; `npm run eval -- --all` leaves out every writer once.");
}

/** Messages of the open sets by writers that no weights have seen. */
function unseen(language: Fold["language"]): ReturnType<typeof readRows> {
  const folder = path.join(shared, "ways");
  if (!existsSync(folder)) return [];
  const seen = new Set(messagesOf(language).map(({ writer }) => writer));
  const isNew = (writer: string): boolean => !seen.has(writer);
  return readdirSync(folder)
    .filter(
      (name) => name.endsWith(".jsonl") && name.startsWith(language) && isNew(name.replace(".jsonl", "")),
    )
    .flatMap((name) => readRows(path.join(folder, name)));
}

function report(language: string, done: { fold: Fold; writers: [string, Measured][] }[], of: number): void {
  const all = done.flatMap(({ writers }) => writers);
  const rows = all.map(([writer, { tally }]) => figures(writer, tally));
  say(`Messages, ${language}, of writers the weights have not seen (fold ${done.length} of ${of})`);
  const verdicts = ["right", "title", "asked", "missed", "wrong change"];
  say(table(["writer", "messages", ...verdicts, "times", "intent", "titles"], rows));
  const bins = reliability(all.flatMap(([, { predictions }]) => predictions));
  const part = (n: number): string => percent({ n, of: 1 });
  say(`\n  How far its confidence can be trusted (off by ${part(calibrationError(bins))} on average)`);
  say(
    table(
      ["confidence", "readings", "predicted", "observed"],
      bins.map(({ from, to, count, predicted, observed }) => [
        `${from.toFixed(1)}–${to.toFixed(1)}`,
        String(count),
        part(predicted),
        part(observed),
      ]),
    ),
  );
  const times = all.flatMap(([, measured]) => measured.times);
  const sum = times.reduce((total, time) => total + time, 0);
  const ms = (share: number): string => `${percentile(times, share).toFixed(2)} ms`;
  say(
    `\n  ${Math.round((1000 * times.length) / sum)} messages a second, p50 ${ms(0.5)}, p99 ${ms(0.99)}; \`npm run bench\` measures this properly\n`,
  );
}

function figures(writer: string, { messages: of, verdicts, times, intent, titles }: Tally): string[] {
  const shares = (["right", "title", "asked", "missed", "wrong"] as const).map((name) =>
    percent({ n: verdicts[name], of }),
  );
  return [writer, String(of), ...shares, percent(times), percent(intent), percent(titles)];
}
