// Trains the weights of all languages, or of those named, from every marked message, and writes them where the
// assistant loads them. `npm run train -w @todo-chatbot/assistant [-- en it]`. With `--without en-life,en-work` the
// messages of these writers are left out, and with `--to FILE` the weights of the one language go there.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { linear, trainParts, trustExamples } from "./build.ts";
import { messagesOf } from "./messages.ts";
import { pack } from "./pack.ts";
import { trainSoftmax } from "./softmax.ts";

/** The reader's trust is learned from what models make of writers they have not seen: so many groups of them. */
const FOLDS = 3;

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { without: { type: "string", default: "" }, to: { type: "string" } },
});
const without = new Set(values.without.split(","));
for (const language of named.length ? named : ["en", "es", "fr", "de", "it"]) {
  const began = performance.now();
  const rows = messagesOf(language).filter(({ writer }) => !without.has(writer));
  const writers = [...new Set(rows.map((row) => row.writer))];
  const examples = Array.from({ length: FOLDS }, (_, fold) => {
    const out = (row: { writer: string }): boolean => writers.indexOf(row.writer) % FOLDS === fold;
    return trustExamples(rows.filter(out), trainParts(rows.filter((row) => !out(row))));
  }).flat();
  const model = trainParts(rows);
  model.trust = linear(trainSoftmax(examples, 2, { epochs: 8, drop: 0.2, rate: 0.15, least: 5 }));
  const packed = pack(model);
  const file = values.to ?? path.resolve(import.meta.dirname, "../src/languages", language, "model.json");
  mkdirSync(path.dirname(file), { recursive: true });
  const text = JSON.stringify(packed);
  writeFileSync(file, `${text}\n`);
  process.stdout.write(
    `${language}: ${rows.length} messages of ${writers.length} writers, ${Math.round((performance.now() - began) / 1000)} s, ${Math.round(text.length / 1024)} kB, ${Math.round(gzipSync(text).length / 1024)} kB gzip\n`,
  );
}
