// node training/loo.ts LANG WRITER…: how well unseen writers are read
import { changes } from "../src/reader/acts.ts";
import { read } from "../src/reader/read.ts";
import { linear, trainParts, trustExamples } from "./build.ts";
import { doesOf, judge, type Verdict } from "./judge.ts";
import { factsOf } from "./facts.ts";
import { messagesOf } from "./messages.ts";
import { trainSoftmax } from "./softmax.ts";

const [lang = "en", ...tests] = process.argv.slice(2);
const all = messagesOf(lang).map((r) => ({ ...r, writer: r.writer }));
const held = all.filter((r) => tests.includes(r.writer));
const train = all.filter((r) => !tests.includes(r.writer));
const writers = [...new Set(train.map((r) => r.writer))];
const FOLDS = Math.min(writers.length, Number(process.env.FOLDS ?? 2));
const examples = Array.from({ length: FOLDS }, (_, k) => {
  const out = (r: { writer: string }) => writers.indexOf(r.writer) % FOLDS === k;
  return trustExamples(
    train.filter(out),
    trainParts(
      train.filter((r) => !out(r)),
      true,
    ),
  );
}).flat();
const model = trainParts(train, true);
model.trust = linear(trainSoftmax(examples, 2, { epochs: 8, drop: 0.2, rate: 0.15, least: 5 }));
const rows = held.map((row) => {
  const facts = factsOf(row, model.weigh);
  const readings = read(facts, model);
  return { row, facts, readings };
});
for (const writer of [...tests, ...(tests.length > 1 ? ["all"] : [])]) {
  const own = rows.filter((r) => writer === "all" || r.row.writer === writer);
  for (const limit of [0, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9]) {
    const t: Record<Verdict, number> = { right: 0, title: 0, asked: 0, missed: 0, wrong: 0 };
    for (const { row, facts, readings } of own) {
      const best = readings[0]!;
      const acting = best.clauses.some((c) => changes(c.act));
      const asks = best.confidence < (acting ? limit : limit * 0.75);
      const v = judge(row, asks && (acting || row.does.length) ? [] : doesOf(facts, best.clauses), asks);
      t[v]++;
      if (process.env.SHOW && limit === Number(process.env.SHOW) && v !== "right")
        console.log(
          v.toUpperCase(),
          best.confidence.toFixed(2),
          JSON.stringify(row.text),
          "WANT",
          JSON.stringify(row.does),
          row.ask ? "ASK" : "",
          row.form ?? "",
          "GOT",
          JSON.stringify(doesOf(facts, best.clauses)),
          best.clauses.map((c) => `${c.act} ${c.p.toFixed(2)}`).join("+"),
          row.tasks ? `[${row.tasks.join(" | ")}]` : "",
          row.before ? JSON.stringify(row.before) : "",
        );
    }
    console.log(
      writer.padEnd(14),
      `θ ${limit.toFixed(2)}`,
      Object.entries(t)
        .map(([k, n]) => `${k} ${((100 * n) / own.length).toFixed(1)}`)
        .join("  "),
      ` r+t ${((100 * (t.right + t.title)) / own.length).toFixed(1)} r+t+a ${((100 * (t.right + t.title + t.asked)) / own.length).toFixed(1)}`,
    );
  }
}
