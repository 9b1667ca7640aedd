import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { Features } from "./hash.ts";

/** What a question about one task can ask for. */
export const ASKED = [
  "due",
  "done",
  "exists",
  "notes",
  "assignee",
  "list",
  "repeat",
  "priority",
  "remind",
  "labels",
  "created",
] as const;
/** The ways to express a priority; `clear` removes it. */
export const PRIORITIES = ["none", "high", "medium", "low", "clear"] as const;

/** Features for the small questions about a clause: its words without those of listed tasks. */
export function smallFeatures(facts: Facts, clause: Clause, what: string, named = false): Features {
  const f = new Features(named);
  const best = facts.told[0];
  const words: string[] = ["^"];
  for (let i = clause.from; i < clause.to; i++)
    words.push(best && best.share > 0.3 && best.at.has(i) ? "T" : (facts.words[i]?.key ?? ""));
  words.push("$");
  f.put(`${what} bias`);
  for (let k = 0; k < words.length; k++) {
    f.put(`${what} w ${words[k]}`);
    if (k + 1 < words.length) f.put(`${what} b ${words[k]} ${words[k + 1]}`);
    if (k + 2 < words.length) f.put(`${what} t ${words[k]} ${words[k + 1]} ${words[k + 2]}`, 0.7);
  }
  for (const word of facts.before?.user ?? []) f.put(`${what} u ${word.key}`, 0.3);
  return f;
}
