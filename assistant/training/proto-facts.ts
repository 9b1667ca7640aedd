import { mentionsOf } from "../src/reader/mentions.ts";
import { wordsOf } from "../src/reader/words.ts";
import type { Facts } from "../src/reader/facts.ts";
import type { Row } from "./rows.ts";
export function factsOf(row: Row, weigh: (w: string) => number): Facts {
  const tasks = [...new Set([...(row.tasks ?? []), ...(row.before?.shown ?? [])])];
  const words = wordsOf(row.text);
  return {
    text: row.text, words, tasks, mentions: mentionsOf(words, tasks, weigh), times: [],
    before: row.before ? { user: wordsOf(row.before.user ?? ""), reply: wordsOf(row.before.bot ?? ""), asked: /\?\s*["'”»]?\s*$/.test(row.before.bot ?? ""), shown: (row.before.shown ?? []).map((t) => tasks.indexOf(t)) } : null,
  };
}
