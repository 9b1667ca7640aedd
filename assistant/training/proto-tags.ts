import { readdirSync } from "node:fs";
import { decode, partOf, tagFeatures } from "../src/reader/tags.ts";
import { align } from "./align.ts";
import { weigher } from "./common.ts";
import { actOf, actOfRow } from "./gold.ts";
import { trainTagger } from "./perceptron.ts";
import { factsOf } from "./proto-facts.ts";
import { readRows, type Row } from "./rows.ts";
const dir = "/work/shared/eval/ways";
const [lang = "en", ...tests] = process.argv.slice(2);
const all = readdirSync(dir).filter((f) => f.startsWith(lang) && f.endsWith(".jsonl")).flatMap((f) => readRows(`${dir}/${f}`));
const a0 = all.map(align); console.log("aligned whole", a0.filter((a) => a.whole).length / all.length);
const plain = (s: string) => s.normalize("NFC").toLowerCase().replace(/[“”„"«»‹›'’‘]/g, "").replace(/[.!\s]+$/u, "").replace(/\s+/g, " ").trim();
for (const test of tests) {
  const usable = (r: Row) => r.does.length && actOfRow(r);
  const weigh = weigher(all.filter((r) => r.writer !== test));
  const prep = (r: Row) => { const facts = factsOf(r, weigh); const { tags, whole } = align(r); return { facts, features: tagFeatures(facts, { from: 0, to: facts.words.length }, actOf(r.does[0]!)), tags, whole }; };
  const data = all.filter((r) => r.writer !== test && usable(r)).map(prep).filter((d) => d.whole);
  const t0 = performance.now();
  const tagger = trainTagger(data, 5);
  console.log(((performance.now() - t0) / 1000).toFixed(1), "s");
  let adds = 0, titles = 0; const n: Record<string, number[]> = {};
  for (const r of all.filter((r) => r.writer === test && usable(r))) {
    const { facts, features, tags } = prep(r);
    const got = decode(features, tagger);
    if (r.does.length === 1 && r.does[0]!.act === "add") {
      adds++;
      const idx = [...got].flatMap((t, i) => (partOf(t) === "title" ? [i] : []));
      let title = ""; idx.forEach((i, k) => { const w = facts.words[i]!; title += (k && (facts.words[idx[k - 1]!]!.end < w.start) ? " " : "") + (w.kind === "quote" ? w.text.slice(1, -1) : w.text); });
      if (plain(title) === plain(r.does[0]!.title!)) titles++; else if (process.env.SHOW) console.log("TITLE", JSON.stringify(r.text), "|", title, "| want", r.does[0]!.title);
    }
    const str = (t: Int32Array) => { const o: string[] = []; let s = -1; for (let i = 0; i <= t.length; i++) { const x = i < t.length ? t[i]! : 0; if (s >= 0 && !(x > 0 && x % 2 === 0)) { o.push(`${partOf(t[s]!)} ${s}-${i}`); s = -1; } if (x % 2 === 1) s = i; } return o; };
    const A = str(tags), B = str(got); for (const s of new Set([...A, ...B])) { const c = (n[s.split(" ")[0]!] ??= [0, 0, 0]); c[A.includes(s) && B.includes(s) ? 0 : B.includes(s) ? 1 : 2]!++; }
  }
  console.log(test, `titles ${titles}/${adds} ${(100 * titles / adds).toFixed(1)}`, Object.entries(n).map(([p, [a, b, c]]) => `${p} ${(2 * a! / (2 * a! + b! + c!)).toFixed(2)}`).join(" "));
}
