import { readdirSync } from "node:fs";
import { cutFeatures, cutPlaces } from "../src/reader/cuts.ts";
import { align } from "./align.ts";
import { goldCuts } from "./cut-gold.ts";
import { weigher } from "./common.ts";
import { factsOf } from "./proto-facts.ts";
import { readRows, type Row } from "./rows.ts";
import { predict, trainSoftmax, type Example } from "./softmax.ts";
const dir = "/work/shared/eval/ways";
const [lang = "en", ...tests] = process.argv.slice(2);
const all = readdirSync(dir).filter((f) => f.startsWith(lang) && f.endsWith(".jsonl")).flatMap((f) => readRows(`${dir}/${f}`));
export function joinsOf(rows: Row[]): Set<string> {
  const n = new Map<string, number>();
  for (const r of rows) if (r.does.length > 1) { const { words, spans } = align(r); for (let k = 0; k + 1 < spans.length; k++) { const a = spans[k], b = spans[k + 1]; if (!a || !b || a[1] > b[0]) continue; for (let i = a[1]; i <= Math.min(b[0], a[1] + 3); i++) { const w = words[i]; if (w?.kind === "word" && i < b[0]) { n.set(w.key, (n.get(w.key) ?? 0) + 1); break; } } } }
  return new Set([...n].filter(([, c]) => c >= 5).map(([w]) => w));
}
const joins = joinsOf(all); console.log([...joins].join(" "));
for (const test of tests) {
  const weigh = weigher(all.filter((r) => r.writer !== test));
  const data: Example[] = []; let none = 0;
  const seen = (r: Row, push: (e: Example) => void) => { const facts = factsOf(r, weigh); const g = goldCuts(r, facts, joins); if (!g) { none++; return; } const places = cutPlaces(facts, joins); places.forEach((p, k) => { if (!g.open.includes(p)) push({ features: cutFeatures(facts, places, k), label: g.cuts.includes(p) ? 1 : 0 }); }); };
  for (const r of all) if (r.writer !== test) seen(r, (e) => data.push(e));
  console.log(data.length, "places", data.filter((d) => d.label).length, "cuts", none, "uncuttable");
  const model = trainSoftmax(data, 2, { epochs: 6, drop: 0.2 });
  let single = 0, falsely = 0, multi = 0, exact = 0, lost = 0;
  for (const r of all.filter((r) => r.writer === test)) { const facts = factsOf(r, weigh); const g = goldCuts(r, facts, joins); const places = cutPlaces(facts, joins); const got = places.filter((p, k) => predict(model, cutFeatures(facts, places, k))[1]! > 0.5 && !g?.open.includes(p));
    if (!g) { multi++; lost++; continue; }
    if (!g.cuts.length) { single++; if (got.length) { falsely++; if (process.env.SHOW) console.log("FALSE", JSON.stringify(r.text), got); } } else { multi++; if (JSON.stringify(got) === JSON.stringify(g.cuts)) exact++; else if (process.env.SHOW) console.log("MISS", JSON.stringify(r.text), g.cuts, got); } }
  console.log(test, `single ${single} falsely cut ${falsely}, multi ${multi} exact ${exact} uncuttable ${lost}`);
}
