import { readdirSync } from "node:fs";
import { kindOf } from "../src/reader/acts.ts";
import { wordsOf } from "../src/reader/words.ts";
import { pointing, targetFeatures } from "../src/reader/targets.ts";
import { weigher } from "./common.ts";
import { actOf, actOfRow } from "./gold.ts";
import { readRows, type Row } from "./rows.ts";
import { predict, trainSoftmax, type Example } from "./softmax.ts";
import { factsOf } from "./proto-facts.ts";
const dir = "/work/shared/eval/ways";
const [lang = "en", ...tests] = process.argv.slice(2);
const all = readdirSync(dir).filter((f) => f.startsWith(lang) && f.endsWith(".jsonl")).flatMap((f) => readRows(`${dir}/${f}`));
const usable = (r: Row) => r.does.length > 0 && r.does.some((d) => d.means) && (r.tasks?.length || r.before?.shown?.length) && actOfRow(r);
const wanted = (r: Row, tasks: readonly string[]) => { const s = new Set<number>(); for (const d of r.does) for (const t of d.means ?? []) { if (t === "*") tasks.forEach((_, k) => s.add(k)); else { const k = tasks.indexOf(t); if (k >= 0) s.add(k); } } return s; };
for (const test of tests) {
  const train = all.filter((r) => r.writer !== test && usable(r)), held = all.filter((r) => r.writer === test && usable(r));
  const weigh = weigher(all.filter((r) => r.writer !== test));
  const data: Example[] = [];
  for (const r of train) { const facts = factsOf(r, weigh); const p = pointing(facts, { from: 0, to: facts.words.length }, kindOf(actOf(r.does[0]!)), weigh); const w = wanted(r, facts.tasks); facts.tasks.forEach((_, k) => data.push({ features: targetFeatures(p, k), label: w.has(k) ? 1 : 0 })); }
  const model = trainSoftmax(data, 2, { epochs: Number(process.env.EPOCHS ?? 6), drop: Number(process.env.DROP ?? 0.2) });
  let ok = 0; const by: Record<string, [number, number]> = {}; 
  for (const r of held) { const facts = factsOf(r, weigh); const kind = kindOf(actOf(r.does[0]!)); const p = pointing(facts, { from: 0, to: facts.words.length }, kind, weigh); const w = wanted(r, facts.tasks);
    const ps = facts.tasks.map((_, k) => predict(model, targetFeatures(p, k))[1] as number);
    let got = ps.flatMap((x, k) => (x > 0.5 ? [k] : [])); if (!got.length) got = [ps.indexOf(Math.max(...ps))];
    const good = got.length === w.size && got.every((k) => w.has(k)); if (good) ok++; (by[kind] ??= [0, 0])[good ? 0 : 1]++;
    if (!good && process.env.SHOW) console.log(kind, JSON.stringify(r.text), facts.tasks.map((t, k) => `${w.has(k) ? "*" : ""}${t} ${ps[k]!.toFixed(2)}`).join(" | "), r.ask ? "ASK" : "", r.before ? JSON.stringify(r.before) : ""); }
  console.log(test, held.length, `exact ${(100 * ok / held.length).toFixed(1)}`, Object.entries(by).map(([k, [a, b]]) => `${k} ${a}/${a + b}`).join(", "));
}
