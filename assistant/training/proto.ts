// node training/proto.ts LANG TESTWRITER…
import { readdirSync } from "node:fs";
import { ACTS, changes, kindOf } from "../src/reader/acts.ts";
import { actFeatures } from "../src/reader/features.ts";
import { mentionsOf } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Facts } from "../src/reader/facts.ts";
import { weigher } from "./common.ts";
import { actIndex, actOfRow } from "./gold.ts";
import { readRows, type Row } from "./rows.ts";
import { predict, trainSoftmax } from "./softmax.ts";

const KIND = [...new Set(ACTS.map(kindOf))];
const NAMES = process.env.KINDS ? KIND : ACTS;
const dir = "/work/shared/eval/ways";
const [lang = "en", ...tests] = process.argv.slice(2);
const files = readdirSync(dir).filter((f) => f.startsWith(`${lang}`) && f.endsWith(".jsonl"));
const all = files.map((f) => readRows(`${dir}/${f}`));
export function factsOf(row: Row, weigh: (w: string) => number): Facts {
  const tasks = [...new Set([...(row.tasks ?? []), ...(row.before?.shown ?? [])])];
  const words = wordsOf(row.text);
  return {
    text: row.text, words, tasks, mentions: mentionsOf(words, tasks, weigh), times: [],
    before: row.before ? { user: wordsOf(row.before.user ?? ""), reply: wordsOf(row.before.bot ?? ""), asked: /\?\s*["'”»]?\s*$/.test(row.before.bot ?? ""), shown: (row.before.shown ?? []).map((t) => tasks.indexOf(t)) } : null,
  };
}
for (const test of tests) {
  const train = all.flat().filter((r) => r.writer !== test && actOfRow(r));
  const held = all.flat().filter((r) => r.writer === test && actOfRow(r));
  const weigh = weigher(train);
  const t0 = performance.now();
  const make = (r: Row) => { const facts = factsOf(r, weigh); return { features: actFeatures(facts, { from: 0, to: facts.words.length }, "^"), label: process.env.KINDS ? KIND.indexOf(kindOf(actOfRow(r) as never)) : actIndex.get(actOfRow(r) as string) as number }; };
  const data = train.map(make);
  const t1 = performance.now();
  const model = trainSoftmax(data, NAMES.length, { epochs: Number(process.env.EPOCHS ?? 10), drop: Number(process.env.DROP ?? 0), rate: Number(process.env.RATE ?? 0.3), decay: Number(process.env.DECAY ?? 3e-6) });
  const t2 = performance.now();
  let right = 0, none = 0, acted = 0;
  const conf: Record<string, number> = {};
  const ranked: { ok: boolean; ch: boolean; sure: number }[] = [];
  for (const r of held) {
    const { features, label } = make(r);
    const p = predict(model, features);
    const byKind = new Map<string, number>();
    NAMES.forEach((a, k) => byKind.set(kindOf(a as never), (byKind.get(kindOf(a as never)) ?? 0) + (p[k] as number)));
    const [kind, sure] = [...byKind].sort((a, b) => b[1] - a[1])[0] as [string, number];
    const want = kindOf(NAMES[label] as never);
    const ok = kind === want;
    if (ok) right++; else { const c = `${want}→${kind}`; conf[c] = (conf[c] ?? 0) + 1; if (process.env.SHOW) console.log(c, sure.toFixed(2), JSON.stringify(r.text), r.tasks?.join(" | ") ?? "", r.before ? JSON.stringify(r.before) : ""); }
    const ch = changes(kind as never);
    if (want === "none") { none++; if (ch) acted++; }
    ranked.push({ ok, ch, sure });
  }
  ranked.sort((a, b) => b.sure - a.sure);
  const reach = (bound: number) => { let wrong = 0, best = 0; ranked.forEach((g, i) => { if (g.ch && !g.ok) wrong++; if (wrong <= bound * (i + 1)) best = i + 1; }); return ((100 * best) / ranked.length).toFixed(0); };
  console.log(test, held.length, `right ${((100 * right) / held.length).toFixed(1)}  acts for nothing ${((100 * acted) / none).toFixed(1)}  answered at 2% ${reach(0.02)} at 5% ${reach(0.05)}  features ${((t1 - t0) / train.length * 1000).toFixed(0)} us/msg train ${((t2 - t1) / 1000).toFixed(1)} s`);
  console.log(Object.entries(conf).sort((a, b) => b[1] - a[1]).slice(0, 14).map((c) => c.join(" ")).join(", "));
}
