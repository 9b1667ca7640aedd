import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import path from "node:path";
import { type learn, messagesOf } from "@todo-chatbot/assistant/measuring";

type Language = Parameters<typeof learn>[0];
type Weights = Parameters<typeof learn>[1];

/** Weights of a language, trained without the messages of some writers. */
export interface Fold {
  language: Language;
  without: string[];
}

const root = path.resolve(import.meta.dirname, "../../..");
const assistant = path.join(root, "assistant");
const kept = path.join(root, "node_modules/.cache/eval");

/** The writers that are always measured: for each language, one of single messages and one of turns. */
const USUAL = [
  "en-life",
  "en-turns-x",
  "es-b",
  "es-turns-x",
  "fr-b",
  "fr-turns-x",
  "de-b",
  "de-turns-x",
  "it-d",
  "it-turns-x",
];

export const languages: readonly Language[] = ["en", "es", "fr", "de", "it"];

const writersOf = (language: Language): string[] => [
  ...new Set(messagesOf(language).map(({ writer }) => writer)),
];

/** The folds of a language: the usual one, or as many as leave out every writer once, two at a time. */
export function foldsOf(language: Language, all: boolean): Fold[] {
  const writers = writersOf(language);
  const usual = USUAL.filter((writer) => writers.includes(writer));
  const folds: Fold[] = [{ language, without: usual }];
  const others = all ? writers.filter((writer) => !usual.includes(writer)) : [];
  for (let k = 0; k < others.length; k += 2) folds.push({ language, without: others.slice(k, k + 2) });
  return folds.filter(({ without }) => without.length > 0);
}

/** A fold's weights, from an earlier run where neither messages nor code have changed, else trained; null after `ms`. */
export async function weightsOf(
  fold: Fold,
  ms: number,
): Promise<{ weights: Weights; seconds: number } | null> {
  const file = path.join(kept, `${fold.language}-${keyOf(fold)}.json`);
  const began = performance.now();
  if (!existsSync(file) && !(await train(fold, file, ms))) return null;
  const seconds = (performance.now() - began) / 1000;
  return { weights: JSON.parse(readFileSync(file, "utf8")) as Weights, seconds };
}

async function train({ language, without }: Fold, file: string, ms: number): Promise<boolean> {
  if (ms <= 0) return false;
  mkdirSync(kept, { recursive: true });
  const made = `${file}.${process.pid}`;
  const options = ["--without", without.join(","), "--to", made];
  const child = spawn(process.execPath, [path.join(assistant, "training/train.ts"), language, ...options], {
    stdio: ["ignore", "ignore", "inherit"],
    timeout: ms,
  });
  const code = await new Promise<number | null>((done) => child.on("exit", done));
  if (code === null) return false;
  if (code !== 0) throw new Error(`training ${language} without ${without} ended with ${code}`);
  renameSync(made, file);
  return true;
}

/** What weights depend on: who is left out, the language's messages, and the code that learns. */
function keyOf({ language, without }: Fold): string {
  const hash = createHash("sha256").update(without.join());
  const folders = ["training", "src/reader", "src/dates", "src/text", `src/languages/${language}`];
  for (const folder of folders)
    for (const name of readdirSync(path.join(assistant, folder), {
      recursive: true,
      encoding: "utf8",
    }).sort())
      if (name.endsWith(".ts") && !name.endsWith(".test.ts"))
        hash.update(readFileSync(path.join(assistant, folder, name)));
  const messages = path.join(assistant, "training/messages");
  for (const name of readdirSync(messages).sort())
    if (name.startsWith(language)) hash.update(readFileSync(path.join(messages, name)));
  return hash.digest("hex").slice(0, 16);
}
