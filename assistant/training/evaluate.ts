// Measures how well unseen writers are read: `npm run evaluate -w @todo-chatbot/assistant -- en en-life` trains on all
// other writers and prints how each verdict depends on the confidence threshold for asking. `-- --shipped en` reads the
// messages of `unseen/` with the shipped weights instead.
import { parseArgs } from "node:util";
import type { Language } from "../src/languages/index.ts";
import { modelOf } from "../src/languages/models.ts";
import { changes } from "../src/reader/acts.ts";
import type { Model } from "../src/reader/model.ts";
import { unpack } from "../src/reader/pack.ts";
import { read } from "../src/reader/read.ts";
import { borrowedFor } from "./borrowed.ts";
import { countsOf, train } from "./build.ts";
import { factsOf } from "./facts.ts";
import { doesOf, judge, type Verdict } from "./judge.ts";
import { messagesOf } from "./messages.ts";
import { pack } from "./pack.ts";

const {
  values: { shipped },
  positionals: [lang = "en", ...named],
} = parseArgs({ allowPositionals: true, options: { shipped: { type: "boolean", default: false } } });
const all = messagesOf(lang, shipped ? "unseen" : "seen");
const tests = named.length > 0 || !shipped ? named : [...new Set(all.map(({ writer }) => writer))];
const held = all.filter(({ writer }) => tests.includes(writer));
const model = shipped ? modelOf(lang as Language) : withoutThem();
const read1 = held.map((row) => {
  const facts = factsOf(row, model);
  const [best] = read(facts, model);
  return { row, facts, best };
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const share = (n: number, of: number): string => `${((100 * n) / of).toFixed(1)} %`;
for (const writer of tests) {
  const own = read1.filter((one) => one.row.writer === writer);
  for (const limit of [0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8]) {
    const counts: Record<Verdict, number> = { right: 0, title: 0, asked: 0, missed: 0, wrong: 0 };
    for (const { row, facts, best } of own) {
      if (!best) continue;
      const acting = best.clauses.some((clause) => changes(clause.act));
      const asks = best.confidence < (acting ? limit : limit * 0.75);
      const verdict = judge(
        row,
        asks && (acting || row.does.length > 0) ? [] : doesOf(facts, best.clauses),
        asks,
      );
      counts[verdict]++;
      if (process.env.SHOW === verdict && limit === 0.6)
        say(
          `${best.confidence.toFixed(2)} ${JSON.stringify(row.text)} ${JSON.stringify(row.does)} → ${JSON.stringify(doesOf(facts, best.clauses))}`,
        );
    }
    say(
      `${writer.padEnd(14)} asks below ${limit.toFixed(2)}: ${Object.entries(counts)
        .map(([name, n]) => `${name} ${share(n, own.length)}`)
        .join("  ")}`,
    );
  }
}

function withoutThem(): Model {
  const others = all.filter((row) => !tests.includes(row.writer));
  const trained = train(others, borrowedFor(lang, new Set(tests)), Number(process.env.FOLDS ?? 2));
  return unpack(pack(trained), countsOf(lang));
}
