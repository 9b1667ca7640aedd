import { findTimes } from "../src/dates/index.ts";
import { modelOf } from "../src/languages/models.ts";
import { actFeatures } from "../src/reader/features.ts";
import { actProbabilities, ranked } from "../src/reader/model.ts";
import { read, trustFeatures, cut } from "../src/reader/read.ts";
import { situationOf } from "../src/reader/situation.ts";
import { MemoryList } from "../src/testing/list.ts";
const [lang, text, tasks, user, bot, shown] = process.argv.slice(2) as string[];
const list = new MemoryList({ now: "2026-11-18T09:30:00Z", timeZone: "Europe/London", tasks: (tasks ?? "").split("|").filter(Boolean).map((title) => ({ title })) });
const context = list.context();
if (user) context.turns = [{ user, reply: bot ?? "", shown: (shown ?? "").split("|").flatMap((t) => context.tasks.find((x) => x.title === t)?.id ?? []), changed: [], done: [], pending: null }];
const model = modelOf(lang as "en");
const { facts } = situationOf(text!, context, lang as "en", model, { instant: Date.parse(context.now), zone: "Europe/London", weekStart: 1, dayFirst: true });
console.log(facts.times.map((t) => `${t.text} ${t.weight}`), facts.mentions);
const { clauses, p } = cut(facts, model);
console.log("cut", clauses, p);
for (const c of clauses) console.log(ranked(actProbabilities(model, actFeatures(facts, c, "^"))).slice(0, 4));
for (const r of read(facts, model)) { console.log(r.confidence.toFixed(3), r.clauses.map((c) => `${c.act} ${c.p.toFixed(2)} meant ${c.meant.toFixed(2)} [${c.means.map((k) => facts.tasks[k])}] ${c.pieces.map((x) => `${x.part}:${facts.words.slice(x.from, x.to).map((w) => w.text).join(" ")}`).join("; ")}`));
  if (process.env.T) { const f = trustFeatures(facts, r.clauses, p, model, true); const rows = f.names!.map((n, k) => { const s = new Float64Array(2); model.trust.add(f.ids[k]!, f.values[k]!, s); return [n, s[1]! - s[0]!] as const; }).sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])); console.log(rows.slice(0, 14).map(([n, v]) => `${n} ${v.toFixed(2)}`).join(", ")); } }
