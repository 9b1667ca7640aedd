import { mentionsOf } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Facts } from "../src/reader/facts.ts";
import type { Row } from "./rows.ts";
let timely: (w: string) => number = () => 0;
export const setTimely = (f: typeof timely) => { timely = f; };
function timesOf(words: ReturnType<typeof wordsOf>): Facts["times"] {
  const out: { start: number; end: number; text: string; weight: number; when: { grain: "day" } }[] = [];
  let run: number[] = [];
  const close = () => { if (run.some((i) => timely(words[i]!.key) > 0.55)) { while (run.length && timely(words[run.at(-1)!]!.key) < 0.35) run.pop(); const a = words[run[0]!]!, b = words[run.at(-1)!]!; out.push({ start: a.start, end: b.end, text: "", weight: 0.8, when: { grain: "day" } }); } run = []; };
  words.forEach((w, i) => { const t = w.kind === "word" ? timely(w.key) : 0; if (t > 0.35 || (/^\d/.test(w.key) && (run.length || /[:h.]|am$|pm$/.test(w.key)))) run.push(i); else if (run.length && t > 0.15 && w.kind === "word") run.push(i); else close(); });
  close();
  return out;
}
export function factsOf(row: Row, weigh: (w: string) => number): Facts {
  const tasks = [...new Set([...(row.tasks ?? []), ...(row.before?.shown ?? [])])];
  const words = wordsOf(row.text);
  return {
    text: row.text, words, tasks, mentions: mentionsOf(words, tasks, weigh), times: timesOf(words),
    before: row.before ? { user: wordsOf(row.before.user ?? ""), reply: wordsOf(row.before.bot ?? ""), asked: /\?\s*["'”»]?\s*$/.test(row.before.bot ?? ""), shown: (row.before.shown ?? []).map((t) => tasks.indexOf(t)) } : null,
  };
}
