import type { Before, Facts } from "./facts.ts";
import { Features } from "./hash.ts";
import type { Mention } from "./mentions.ts";
import { level, partsOf, reachOf, wordFreeFeatures } from "./wordfree.ts";
import type { Word } from "./words.ts";

/** A clause: tokens `[from, to)` of a message. */
export interface Clause {
  from: number;
  to: number;
}

/** How many letters of a word are looked at. Real words are not longer, and longer input would only cost time. */
const LONGEST = 40;

/**
 * Features for the act of a clause. The words of listed tasks are never features themselves: a mention is replaced by a
 * placeholder with how it was made, and so are dates. What remains is how people word each act.
 */
export function actFeatures(facts: Facts, clause: Clause, previous: string, named = false): Features {
  const f = new Features(named);
  const { words } = facts;
  const mentions = facts.told.filter((m) => [...m.at.keys()].some((i) => i >= clause.from && i < clause.to));
  const best = mentions[0];
  const listed = new Set<number>();
  if (best && (best.share > 0.3 || best.cover > 0.3)) for (const i of best.at.keys()) listed.add(i);
  const timed = new Set<number>();
  for (const time of facts.times)
    if (time.weight >= 0.5)
      for (let i = clause.from; i < clause.to; i++)
        if ((words[i]?.start ?? 0) >= time.start && (words[i]?.end ?? 0) <= time.end) timed.add(i);

  wordFreeFeatures(f, facts, clause, { listed, timed, mentions, best });
  f.put(`after ${previous}`);
  f.free = f.ids.length;

  const raw: string[] = ["^"];
  const hidden: boolean[] = [false];
  const shape: string[] = ["^"];
  for (let i = clause.from; i < clause.to; i++) {
    const word = words[i];
    if (!word) continue;
    for (const { key } of partsOf(word)) {
      raw.push(key);
      hidden.push(listed.has(i));
      if (listed.has(i)) {
        if (shape.at(-1) !== "T") shape.push("T");
      } else if (timed.has(i)) {
        if (shape.at(-1) !== "D") shape.push("D");
      } else shape.push(/^\d+$/.test(key) ? "9" : key);
      if (word.kind === "word" && !listed.has(i)) {
        const marked = `<${key.slice(0, LONGEST)}>`;
        for (let k = 0; k + 4 <= marked.length; k++) f.put(`c ${marked.slice(k, k + 4)}`, 0.3);
      }
    }
    if (word.kind === "word" && !timed.has(i)) accentFeatures(f, word, words[i + 1], listed.has(i));
  }
  raw.push("$");
  hidden.push(false);
  shape.push("$");
  grams(f, "", raw, (k) => hidden[k] as boolean);
  grams(f, "s", shape, () => false);
  for (let k = 1; k < Math.min(4, shape.length); k++) f.put(`at ${k - 1} ${shape[k]}`);
  if (shape.length > 2) f.put(`last ${shape.at(-2)}`);
  if (shape.length > 3) f.put(`last two ${shape.at(-3)} ${shape.at(-2)}`);
  const opener = shape.findIndex((word, k) => k > 0 && k < 4 && facts.openers.has(word));
  f.put(`opener ${opener}`);
  f.put(`opener ${opener} ${best && best.share > 0.3 ? "T" : "-"}`);
  f.put(`own words ${Math.min(6, shape.length - 2)}`);
  if (best) besideFeatures(f, facts, clause, best);
  contextFeatures(f, facts, raw, shape, best);
  f.put(`after ${previous} ${raw[1] ?? ""}`);
  return f;
}

function grams(f: Features, tag: string, words: readonly string[], hidden: (k: number) => boolean): void {
  for (let k = 0; k < words.length; k++) {
    if (hidden(k)) continue;
    const a = words[k] as string;
    f.put(`${tag}w ${a}`);
    if (k + 1 < words.length && !hidden(k + 1)) {
      f.put(`${tag}b ${a} ${words[k + 1]}`);
      if (k + 2 < words.length && !hidden(k + 2)) {
        f.put(`${tag}t ${a} ${words[k + 1]} ${words[k + 2]}`);
        f.put(`${tag}k ${a} ${words[k + 2]}`, 0.5);
      }
    }
  }
}

/** Letters beyond plain ASCII. */
const ACCENTED = /[^\p{ASCII}’]/u;

/**
 * Accents distinguish "paid" from "pay" in some languages, if they are typed; otherwise words are compared without
 * them.
 */
function accentFeatures(f: Features, { text }: Word, next: Word | undefined, isListed: boolean): void {
  const low = text.toLowerCase();
  if (!ACCENTED.test(low)) return;
  const sign = isListed ? " T" : "";
  const end = low.slice(-2);
  f.put(`acc ${low}`);
  f.put(`acc end ${end}${sign}`);
  if (!ACCENTED.test(end.slice(-1))) return;
  f.put(`acc last ${end.slice(-1)}${sign}`);
  f.put(`acc then ${end} ${next?.key ?? "$"}`);
}

/** The words next to the mention of a listed task, and their inflections. */
function besideFeatures(f: Features, { words }: Facts, clause: Clause, best: Mention): void {
  const [from, to] = reachOf(best, clause);
  f.put(`before T ${words[from - 1]?.key ?? "^"}`);
  f.put(`after T ${words[to]?.key ?? "$"}`);
  f.put(`after T ${words[to]?.key ?? "$"} ${words[to + 1]?.key ?? "$"}`);
  for (const [i, like] of best.at) {
    const word = words[i];
    if (word && like < 1 && i >= clause.from && i < clause.to) f.put(`T ends ${word.key.slice(-3)}`);
  }
}

/** How the previous turn affects this one: what was asked or done there, combined with how this message starts. */
function contextFeatures(
  f: Features,
  { before }: Facts,
  raw: readonly string[],
  shape: readonly string[],
  best: Mention | undefined,
): void {
  if (!before) return;
  const turn = before.asked ? "asked" : "told";
  const short = shape.length <= 5 ? "short" : "long";
  for (const w of raw.slice(1, 4)) f.put(`${turn} ${w}`);
  for (const w of shape.slice(1, 6)) f.put(`${turn} any ${w}`);
  f.put(`${turn} ${shape[1]} ${shape[2]}`);
  const asked = replyShape(before.reply);
  for (let k = 0; k < asked.length; k++) {
    f.put(`reply ${asked[k]}`, 0.7);
    f.put(`reply ${asked[k]} ${short}`, 0.5);
    if (k + 1 < asked.length) f.put(`reply ${asked[k]} ${asked[k + 1]}`, 0.7);
    if (shape[1]) f.put(`reply ${asked[k]} says ${shape[1]}`, 0.5);
  }
  const begins = before.reply.find(({ content }) => content)?.key ?? "";
  f.put(`reply begins ${begins}`);
  f.put(`reply begins ${begins} says ${shape[1]}`);
  f.put(`reply begins ${begins} ${best ? level(best.share) : "no T"}`);
  const end = asked.slice(-4).join(" ");
  f.put(`reply ends ${end}`);
  f.put(`reply ends ${asked.slice(-2).join(" ")} ${shape.slice(1, 3).join(" ")}`);
  f.put(`reply ${asked[0]} ${asked[1]} says ${shape[1]}`);
  const user = before.user.filter((w) => w.content).map((w) => w.key);
  for (const w of user.slice(0, 3)) f.put(`user ${w}`, 0.5);
}

/** The last sentence of a reply, at most 14 words, with placeholders for quotations and numbers. */
function replyShape(reply: Before["reply"]): string[] {
  let from = 0;
  for (let i = 0; i + 1 < reply.length; i++)
    if (reply[i]?.kind === "mark" && /^[.!:]/.test(reply[i]?.text ?? "")) from = i + 1;
  const out: string[] = [];
  for (const word of reply.slice(from))
    if (word.kind === "quote") out.push("“”");
    else if (/^\d/.test(word.key)) out.push("9");
    else if (word.content || word.text === "?") out.push(word.key);
  return out.slice(-14);
}
