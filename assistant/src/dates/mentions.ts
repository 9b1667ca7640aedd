import type { Item } from "./args.ts";
import { better, Chart } from "./chart.ts";
import type { Lexicon } from "./lexicon.ts";
import { settleTime } from "./settle-time.ts";
import type { Time } from "./terms.ts";
import { type DateToken, dateTokens } from "./tokens.ts";
import type { Reference, TimeMention } from "./when.ts";

/** A stretch that was understood as a time, not resolved yet. */
interface Found {
  first: number;
  last: number;
  time: Time;
  weight: number;
}

/**
 * Every stretch of a message that is entirely a time expression: maximal, left to right, non-overlapping. Never throws;
 * work is bounded by the length of the message.
 */
export function mentionsOf(text: string, lexicon: Lexicon, reference: Reference): TimeMention[] {
  const tokens = dateTokens(text);
  const chart = new Chart(tokens, lexicon, reference.dayFirst);
  const quoted = quotes(text, tokens);
  const out: TimeMention[] = [];
  for (let at = 0; at < tokens.length; ) {
    const greeting = lexicon.greetings.find((words) =>
      words.every((word, k) => tokens[at + k]?.key === word),
    );
    if (greeting) {
      at += greeting.length;
      continue;
    }
    const found = opens(tokens, at) ? longest(chart, tokens, at, lexicon) : null;
    if (!found) {
      at += 1;
      continue;
    }
    const start = (tokens[found.first] as DateToken).start;
    const end = endOf(tokens, found.last, lexicon);
    const words = text.slice(start, end);
    const when = settleTime(
      found.time,
      reference,
      bareOf(text, tokens, found, lexicon),
      lexicon.language.clock24,
    );
    // The whole phrase cannot be expressed, not just the number in it.
    if (when.problem?.kind === "unsupported-rule") when.problem.words = words;
    let weight = found.weight * doubt(text, tokens, found, lexicon);
    if (when.past) weight *= 0.5;
    if (quoted[found.first]) weight *= 0.15;
    out.push({ start, end, text: words, when, weight: Math.round(weight * 1000) / 1000 });
    at = found.last + 1;
  }
  return out;
}

/**
 * A stretch without the words before its first number or name: for "by the 31st of June", the reply names “31st of
 * June” as the day that does not exist.
 */
function bareOf(text: string, tokens: readonly DateToken[], found: Found, lexicon: Lexicon): string {
  // An article at the start of a name ("el día de Reyes") does not count as a name by itself.
  const tells = ({ kind, key }: DateToken): boolean =>
    kind === "number" || (key.length > 2 && lexicon.names.capital.has(key));
  const at = tokens.slice(found.first, found.last + 1).findIndex(tells);
  const first = found.first + Math.max(0, at);
  return text.slice((tokens[first] as DateToken).start, endOf(tokens, found.last, lexicon));
}

const JOINING = new Set(["-", "/", ".", ":", "#", "_", "&", "$", "£", "€", "+", "*", "=", "%"]);

/** Whether a stretch may start here: not in the middle of a word, a number or a name. */
function opens(tokens: readonly DateToken[], at: number): boolean {
  const token = tokens[at] as DateToken;
  if (token.kind === "line") return false;
  if (!token.glued) return true;
  const before = tokens[at - 1];
  if (!before) return true;
  if (before.kind === "mark") {
    if (!JOINING.has(before.key)) return true;
    return (
      !before.glued &&
      before.key !== "#" &&
      before.key !== "$" &&
      before.key !== "£" &&
      before.key !== "€" &&
      before.key !== "."
    );
  }
  return before.kind === "word" && before.end - before.start > before.key.length;
}

/** Whether a stretch may end before the token `next`. */
function closes(tokens: readonly DateToken[], next: number, lexicon: Lexicon): boolean {
  const token = tokens[next];
  if (!token?.glued || token.kind === "line") return true;
  const last = tokens[next - 1] as DateToken;
  if (token.kind === "mark") {
    if (token.key === "%" || token.key === "€" || token.key === "$" || token.key === "£") return false;
    if (token.key === ",")
      return !(last.kind === "number" && tokens[next + 1]?.glued && tokens[next + 1]?.kind === "number");
    if (!JOINING.has(token.key)) return true;
    const after = tokens[next + 1];
    return !(after?.glued && after.kind !== "mark") || (token.key === "." && last.kind === "word");
  }
  return possessive(tokens, next, lexicon);
}

function possessive(tokens: readonly DateToken[], next: number, lexicon: Lexicon): boolean {
  const token = tokens[next];
  const last = tokens[next - 1];
  const mark = lexicon.language.possessive;
  if (!mark || token?.key !== mark || !token.glued || !last || last.end - last.start <= last.key.length)
    return false;
  return !tokens[next + 1]?.glued || tokens[next + 1]?.kind === "mark";
}

function endOf(tokens: readonly DateToken[], last: number, lexicon: Lexicon): number {
  const token = tokens[last] as DateToken;
  if (possessive(tokens, last + 1, lexicon)) return (tokens[last + 1] as DateToken).end;
  return token.end;
}

function longest(chart: Chart, tokens: readonly DateToken[], at: number, lexicon: Lexicon): Found | null {
  let best: Item | null = null;
  for (const item of chart.at(at)) {
    if (item.category !== "time" || !closes(tokens, item.end, lexicon)) continue;
    if (hangs(tokens, item, lexicon)) continue;
    if (!best || item.end > best.end || (item.end === best.end && better(item, best))) best = item;
  }
  if (!best) return null;
  return { first: at, last: best.end - 1, time: best.value as Time, weight: best.weight };
}

/** Whether the stretch ends in a number that counts the next word: "friday 3 eggs", "tous les 2 ou 3 jours". */
function hangs(tokens: readonly DateToken[], item: Item, lexicon: Lexicon): boolean {
  const next = tokens[item.end];
  const { loose, also, cycle } = item.value as Time;
  const dates = (also ?? cycle?.dates) !== undefined && tokens[item.end - 1]?.kind === "number";
  if (!(loose || dates) || item.end - item.start < 2 || next?.kind !== "word") return false;
  if (counts(lexicon, next.key)) return true;
  if (!loose) return false;
  return item.start > 0 && !lexicon.root.next.has(next.key);
}

/** Whether a word is a unit that a preceding number counts. */
function counts(lexicon: Lexicon, key: string): boolean {
  return lexicon.root.next.get(key)?.leaves.some((leaf) => leaf.category === "unit") ?? false;
}

/** A factor that lowers the weight of a stretch if its context suggests that it is not a time. */
function doubt(text: string, tokens: readonly DateToken[], found: Found, lexicon: Lexicon): number {
  let factor = 1;
  const first = tokens[found.first] as DateToken;
  const before = tokens[found.first - 1];
  if (found.first === found.last && found.time.cycle && !found.time.cycle.weekdays) {
    // "monthly report": a frequency followed by a noun describes it.
    const next = tokens[found.last + 1];
    if (next?.kind === "word" && !lexicon.root.next.has(next.key)) factor *= 0.5;
  }
  if (possessive(tokens, found.last + 1, lexicon)) factor *= 0.3;
  if (
    before &&
    lexicon.numbered.has(before.key) &&
    (first.kind === "number" || lexicon.numbers.has(first.key))
  )
    factor *= 0.2;
  if (lexicon.language.titleCase && inTitle(text, tokens, found, lexicon)) factor *= 0.3;
  if (ranks(tokens, found, lexicon)) factor *= 0.4;
  return factor;
}

/** "2nd floor": an ordinal alone, or with its article, before a noun that it may belong to. */
function ranks(tokens: readonly DateToken[], { first, last, time }: Found, lexicon: Lexicon): boolean {
  const next = tokens[last + 1];
  const only =
    time.days?.op === "on" &&
    Object.keys(time).length === (time.bound ? 2 : 1) &&
    Object.keys(time.days.pattern).length === 1;
  if (!only || time.days?.op !== "on" || !time.days.pattern.date || next?.kind !== "word") return false;
  return !lexicon.links.has((tokens[first] as DateToken).key) && !lexicon.root.next.has(next.key);
}

/**
 * Whether a stretch is part of a title: two consecutive capitalised words within a sentence, "The Day After Tomorrow".
 */
function inTitle(text: string, tokens: readonly DateToken[], found: Found, lexicon: Lexicon): boolean {
  const capital = (token: DateToken | undefined): boolean => {
    if (token?.kind !== "word" || token.end - token.start < 2) return false;
    const [initial, second] = [text[token.start] as string, text[token.start + 1] as string];
    return initial !== initial.toLowerCase() && second !== second.toUpperCase();
  };
  for (let k = Math.max(1, found.first); k <= found.last; k++) {
    const token = tokens[k] as DateToken;
    if (!capital(token) || lexicon.names.capital.has(token.key) || opensSentence(tokens, k)) continue;
    if ((capital(tokens[k - 1]) && !opensSentence(tokens, k - 1)) || capital(tokens[k + 1])) return true;
    if (k - 1 >= found.first && capital(tokens[k - 1])) return true;
  }
  return false;
}

function opensSentence(tokens: readonly DateToken[], at: number): boolean {
  const before = tokens[at - 1];
  return !before || before.kind === "line" || ".!?:–—-•*".includes(before.key);
}

const CLOSERS: Readonly<Record<string, string>> = { '"': '"', "“": "”", "„": "“", "«": "»" };

/** For each token, whether it is in quotes. */
function quotes(text: string, tokens: readonly DateToken[]): boolean[] {
  const out: boolean[] = [];
  let until = -1;
  for (const [index, token] of tokens.entries()) {
    if (token.start < until) out[index] = true;
    else if (token.kind === "mark" && CLOSERS[token.key]) {
      const close = text.indexOf(CLOSERS[token.key] as string, token.end);
      if (close > 0) until = close;
    }
  }
  return out;
}
