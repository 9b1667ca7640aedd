import { SURE_TIME } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { Features } from "./hash.ts";

/** How many words next to the time are looked at. */
const NEAR = 3;

/**
 * Features for whether a time said with one of several new tasks is meant for all of them: "for saturday: a, b and c",
 * "a and b, both on friday", but not "buy milk and call mum tomorrow at 5".
 * @param items the clauses of the tasks, in order
 * @param at the place of the clause that has the time: the first one or the last
 */
export function sharedFeatures(facts: Facts, items: readonly Clause[], at: number): Features {
  const f = new Features();
  const { words, times } = facts;
  const own = items[at] as Clause;
  const [start, end] = [words[own.from]?.start ?? 0, words[own.to - 1]?.end ?? 0];
  const said = times.filter((time) => time.weight >= SURE_TIME && time.start >= start && time.end <= end);
  const where = at === 0 ? "head" : "tail";
  const time = at === 0 ? said[0] : said.at(-1);
  const from = words.findIndex((word) => word.start >= (time?.start ?? 0));
  const after = words.findIndex((word) => word.start >= (time?.end ?? end));
  const to = after < 0 ? words.length : after;
  const key = (i: number): string =>
    i < own.from ? "^" : i >= own.to ? "$" : words[i]?.kind === "quote" ? "“”" : (words[i]?.key ?? "");
  const count = items.length > 3 ? "many" : String(items.length);
  const opens = items.map((item) => opensWith(facts, item));
  const isFirst = !words.slice(own.from, from).some(({ content }) => content);
  const isLast = !words.slice(to, own.to).some(({ content }) => content);
  const place = isFirst ? "first" : isLast ? "last" : "amid";
  f.put(where);
  f.put(`${where} ${count}`);
  f.put(`${where} ${place}`);
  f.put(
    `${where} ${place} ${count} ${opens.every((is) => !is) ? "things" : opens.every(Boolean) ? "verbs" : "mixed"}`,
  );
  f.put(`${where} opens ${opens[0]} ${opens.at(-1)} ${opens.slice(1, -1).some(Boolean)}`);
  f.put(`${where} before ${key(from - 1)}`);
  f.put(`${where} before ${key(from - 2)} ${key(from - 1)}`);
  f.put(`${where} after ${key(to)}`);
  f.put(`${where} after ${key(to)} ${count}`);
  for (let k = 1; k <= NEAR; k++) {
    f.put(`${where} near ${key(from - k)}`, 0.7);
    f.put(`${where} next ${key(to + k - 1)}`, 0.7);
  }
  const sign = words[(items[1]?.from ?? 0) - 1];
  f.put(`${where} sign ${sign?.kind === "mark" ? sign.text : (sign?.kind ?? "")}`);
  f.put(`${where} sign ${sign?.kind === "mark" ? sign.text : (sign?.kind ?? "")} ${count}`);
  f.put(`${where} marked ${words[from - 1]?.kind === "mark"} ${words[to]?.kind === "mark"}`);
  f.put(
    `${where} size ${Math.min(5, words.slice(own.from, own.to).filter(({ content }) => content).length)}`,
  );
  f.put(`${where} has ${time?.when.time ? "time" : "no time"} ${time?.when.repeat ? "repeat" : ""}`);
  for (const name of classesIn(facts, { from: Math.max(own.from, from - NEAR), to: from }))
    f.put(`${where} class ${name}`);
  return f;
}

/** Whether an item starts like a task with a verb, past a conjunction. */
const opensWith = ({ words, openers }: Facts, { from, to }: Clause): boolean =>
  words
    .slice(from, to)
    .filter(({ content }) => content)
    .slice(0, 3)
    .some(({ key }) => openers.has(key));

const classesIn = ({ words, classes }: Facts, { from, to }: Clause): Set<string> =>
  new Set(words.slice(from, to).flatMap(({ text }) => classes.of(text.toLowerCase())));
