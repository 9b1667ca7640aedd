import type { Before, Facts } from "./facts.ts";
import { Features } from "./hash.ts";
import type { Mention } from "./mentions.ts";

/** A clause: tokens `[from, to)` of a message. */
export interface Clause {
  from: number;
  to: number;
}

const MARKED = new Set([
  "?",
  "!",
  ":",
  "->",
  ">",
  "=",
  '"',
  "(",
  "/",
  "…",
  "..",
  "...",
  "+",
  "*",
  "-",
  "–",
  "—",
  "•",
]);
const level = (value: number): string =>
  value >= 0.999 ? "all" : value > 0.66 ? "most" : value > 0.33 ? "some" : value > 0 ? "little" : "no";

/** Letters of a word that are looked at: no word is longer, and what is would cost. */
const LONGEST = 40;

/**
 * What the act of a clause is told by. Words of a listed task are never features as such: they stand as one sign,
 * with how they were said; so do dates. What remains is how people word each act.
 */
export function actFeatures(facts: Facts, clause: Clause, previous: string, named = false): Features {
  const f = new Features(named);
  const { words, before } = facts;
  const size = clause.to - clause.from;
  const mentions = facts.told.filter((m) => [...m.at.keys()].some((i) => i >= clause.from && i < clause.to));
  const best = mentions[0];
  const listed = new Set<number>();
  if (best && (best.share > 0.3 || best.cover > 0.3)) for (const i of best.at.keys()) listed.add(i);
  const timed = new Set<number>();
  for (const time of facts.times)
    if (time.weight >= 0.5)
      for (let i = clause.from; i < clause.to; i++)
        if ((words[i]?.start ?? 0) >= time.start && (words[i]?.end ?? 0) <= time.end) timed.add(i);

  const raw: string[] = ["^"];
  const shape: string[] = ["^"];
  for (let i = clause.from; i < clause.to; i++) {
    const word = words[i];
    if (!word) continue;
    const key =
      word.kind === "quote"
        ? "“”"
        : word.kind === "link"
          ? "@link"
          : word.kind === "tag"
            ? "#tag"
            : word.kind === "line"
              ? "⏎"
              : word.key;
    raw.push(key);
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
  raw.push("$");
  shape.push("$");
  grams(f, "", raw, (k) => k > 0 && k < raw.length - 1 && listed.has(clause.from + k - 1));
  grams(f, "s", shape, () => false);
  for (let k = 1; k < Math.min(4, shape.length); k++) f.put(`at ${k - 1} ${shape[k]}`);
  if (shape.length > 2) f.put(`last ${shape.at(-2)}`);
  if (shape.length > 3) f.put(`last two ${shape.at(-3)} ${shape.at(-2)}`);
  const opener = shape.findIndex((word, k) => k > 0 && k < 4 && facts.openers.has(word));
  f.put(`opener ${opener}`);
  f.put(`opener ${opener} ${best && best.share > 0.3 ? "T" : "-"}`);
  f.put(`length ${Math.min(9, size >> 1)}`);
  f.put(`own words ${Math.min(6, shape.length - 2)}`);
  for (let i = clause.from; i < clause.to; i++) {
    const text = words[i]?.text ?? "";
    if (words[i]?.kind === "mark" && MARKED.has(text)) f.put(`mark ${text}`);
    if (words[i]?.kind === "mark" && /\p{Extended_Pictographic}/u.test(text)) f.put("emoji");
    if (words[i]?.kind === "quote") f.put("quote");
    if (words[i]?.kind === "line") f.put("lines");
  }
  const end = words[clause.to - 1]?.text ?? "";
  f.put(`ends ${/^[?!.…,]/.test(end) ? end[0] : "word"}`);
  if (
    /\d/.test(
      words
        .slice(clause.from, clause.to)
        .map((w) => w.text)
        .join(""),
    )
  )
    f.put("digits");
  if (timed.size) f.put(timed.size === size ? "only a time" : "a time");

  mentionFeatures(f, facts, clause, mentions, best);
  if (facts.mentions.length > facts.told.length) f.put(best ? "begins like others" : "only begins like one");
  contextFeatures(f, facts, raw, shape, best);
  f.put(`after ${previous}`);
  f.put(`after ${previous} ${raw[1] ?? ""}`);
  if (before) f.put(before.asked ? "asked" : "told");
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

function mentionFeatures(
  f: Features,
  { tasks, words }: Facts,
  clause: Clause,
  mentions: readonly Mention[],
  best: Mention | undefined,
): void {
  f.put(tasks.length ? "a list" : "no list");
  if (!best) return void f.put(tasks.length ? "a list, no mention" : "no mention");
  f.put("share", best.share);
  f.put("plain", best.plain);
  f.put("cover", best.cover);
  f.put(`share ${level(best.share)}`);
  f.put(`cover ${level(best.cover)}`);
  f.put(`share ${level(best.share)} cover ${level(best.cover)}`);
  const second = mentions[1];
  f.put(`next ${second ? level(second.share) : "none"}`);
  if (best.whole) f.put("whole title");
  f.put(`title's first ${best.first === 1 ? "same" : best.first > 0 ? "inflected" : "no"}`);
  f.put(
    `title's first ${best.first === 1 ? "same" : best.first > 0 ? "inflected" : "no"} share ${level(best.share)}`,
  );
  const places = [...best.at.keys()].filter((i) => i >= clause.from && i < clause.to).sort((a, b) => a - b);
  const from = places[0] ?? 0;
  const to = (places.at(-1) ?? 0) + 1;
  f.put(`T at ${from === clause.from ? "start" : to === clause.to ? "end" : "mid"}`);
  f.put(`before T ${words[from - 1]?.key ?? "^"}`);
  f.put(`after T ${words[to]?.key ?? "$"}`);
  f.put(`after T ${words[to]?.key ?? "$"} ${words[to + 1]?.key ?? "$"}`);
  for (const i of places) {
    const like = best.at.get(i) as number;
    const word = words[i];
    if (word && like < 1) f.put(`T ends ${word.key.slice(-3)}`);
  }
}

/** How the turn before bears on this one: what was asked or done there, with how this one begins. */
function contextFeatures(
  f: Features,
  { before }: Facts,
  raw: readonly string[],
  shape: readonly string[],
  best: Mention | undefined,
): void {
  if (!before) return void f.put("first turn");
  const turn = before.asked ? "asked" : "told";
  const short = shape.length <= 5 ? "short" : "long";
  f.put(`${turn} ${short}`);
  f.put(`shown ${Math.min(3, before.shown.length)}`);
  f.put(`${turn} shown ${Math.min(3, before.shown.length)}`);
  for (const w of raw.slice(1, 4)) f.put(`${turn} ${w}`);
  for (const w of shape.slice(1, 6)) f.put(`${turn} any ${w}`);
  f.put(`${turn} ${shape[1]} ${shape[2]}`);
  if (best) {
    const place = before.shown.indexOf(best.task);
    f.put(`${turn} T ${place >= 0 ? "shown" : "other"} ${level(best.share)}`);
  } else f.put(`${turn} no T`);
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

/** The last sentence of a reply, with what it quotes as one sign and numbers as another: at most 14 words. */
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
