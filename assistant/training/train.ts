// Trains the weights of all languages, or of the given ones, on every annotated message, and writes them where the
// assistant loads them: `model.json` for servers, and `page.json`, the same in coarser steps, for pages. `npm run train
// -w @todo-chatbot/assistant [-- en it]`. `--without en-life,en-work` excludes the messages of these writers; `--to
// FILE` writes the weights of a single language there, with those for pages next to it.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import type { Packed } from "../src/reader/pack.ts";
import { borrowedFor } from "./borrowed.ts";
import { train } from "./build.ts";
import { messagesOf } from "./messages.ts";
import { pack, packForPage } from "./pack.ts";

/** Number of groups of writers that `trust` is trained on. */
const GROUPS = 4;

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { without: { type: "string", default: "" }, to: { type: "string" } },
});
const without = new Set(values.without.split(",").filter(Boolean));
for (const language of named.length ? named : ["en", "es", "fr", "de", "it"]) {
  const began = performance.now();
  const rows = messagesOf(language).filter(({ writer }) => !without.has(writer));
  const model = train(rows, borrowedFor(language, without), GROUPS);
  const file = values.to ?? path.resolve(import.meta.dirname, "../src/languages", language, "model.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const whole = write(file, pack(model));
  const page = write(path.join(path.dirname(file), "page.json"), packForPage(model));
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `${language}: ${rows.length} messages, ${seconds} s, ${whole} kB, page ${page} kB gzip\n`,
  );
}

/** Writes weights; returns their compressed size in kB. */
function write(file: string, packed: Packed): number {
  const text = JSON.stringify(packed);
  writeFileSync(file, `${text}\n`);
  return Math.round(gzipSync(text).length / 1000);
}
