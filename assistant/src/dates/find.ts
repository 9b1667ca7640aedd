import { type Expression, expressionAt } from "./expression.ts";
import type { Grammar } from "./grammar.ts";
import { keyAt, type Scan } from "./scan.ts";

/** Whether a word at that token may begin what is to be done: "friday call bob". */
export type OpensTask = (s: Scan, i: number) => boolean;

/**
 * All date expressions of `tokens[from…s.end)` that are meant as dates, left to right.
 * Words that only look like dates ("the 9/11 report", "2nd floor", "my friday meeting") are left alone.
 */
export function findDates(s: Scan, from: number, grammar: Grammar, opens: OpensTask): Expression[] {
  const found: Expression[] = [];
  for (let i = from; i < s.end; ) {
    const token = s.tokens[i];
    if (!token || (token.kind !== "word" && token.kind !== "mark") || !grammar.may(keyAt(s, i))) {
      i += 1;
      continue;
    }
    const e = expressionAt(s, i, grammar);
    if (e && isMeant(s, e, from, grammar, opens)) {
      if (
        e.lead === "" &&
        e.from > from &&
        e.from > (found.at(-1)?.to ?? 0) &&
        LOOSE_LEAD.test(keyAt(s, e.from - 1))
      )
        e.from -= 1;
      found.push(e);
      i = e.to;
    } else i += 1;
  }
  return found;
}

/** Prepositions that go with a date once it is one, and so leave the title with it. */
const LOOSE_LEAD = /^(?:in|over|during|sometime|en|im|den|am|vor|le|el|au)$/;

function ends(s: Scan, i: number, grammar: Grammar): boolean {
  const token = s.tokens[i];
  if (!token || i >= s.end) return true;
  if (token.kind === "mark") return true;
  if (token.kind === "tag" || token.kind === "line") return true;
  return token.kind === "word" && grammar.followers.has(token.key);
}

function isMeant(s: Scan, e: Expression, from: number, grammar: Grammar, opens: OpensTask): boolean {
  if (e.lead === "" && s.words.parts.has(keyAt(s, e.from)) && e.part && (e.day || e.time)) return false;
  const before = s.tokens[e.from - 1];
  const beforeKey = e.from > from && before ? before.key : "";
  const atEnd = ends(s, e.to, grammar);
  const atStart = e.from === from || before?.kind === "line" || /^[,.;:–—-]$/.test(before?.text ?? "");
  const free = atEnd || opens(s, e.to);
  if (before?.kind === "mark" && /^[#$€£№/]$/.test(before.text) && before.end === s.tokens[e.from]?.start)
    return false;
  if (before?.kind === "word" && before.possessive && !free) return false;
  if (before?.kind === "word" && before.possessive && !e.lead && e.repeat === undefined) return false;
  if (grammar.determiners.has(beforeKey) && e.from > from && !e.lead) {
    // "the friday meeting", "a 5pm call", "my weekend": the date describes a noun or is one.
    const first = keyAt(s, e.from);
    if (!free || !(e.day?.sure && !e.time) || first === "every" || first === "each") return false;
    if (e.repeat?.adjective || e.day.grain !== "day") return false;
  }
  if (e.day?.weekday && !e.lead && /^(?:black|good|ash|cyber|casual|palm|super|ruby|manic)$/.test(beforeKey))
    return false;
  if (e.repeat) return meansRepeat(s, e, atEnd, atStart, grammar);
  if (e.elapsed) return true;
  if (e.day && e.time) return true;
  if (e.day) return meansDay(s, e, free, atStart, beforeKey);
  if (e.time) return meansTime(s, e, free, atStart);
  return meansPart(s, e, free);
}

function meansRepeat(s: Scan, e: Expression, free: boolean, atStart: boolean, grammar: Grammar): boolean {
  if (!e.repeat?.adjective) return true;
  if (e.day || e.time || e.part || e.until !== undefined || e.count !== undefined) return true;
  if (!free) return false;
  // "weekly" alone at the start is the task's first word unless something parts it from the rest.
  return (
    !atStart ||
    e.from === e.to ||
    /^[:,–—-]$/.test(keyAt(s, e.to)) ||
    (ends(s, e.to, grammar) && e.to >= s.end)
  );
}

function meansDay(s: Scan, e: Expression, free: boolean, atStart: boolean, beforeKey: string): boolean {
  const { day } = e;
  if (!day) return false;
  if (day.needsPreposition) return e.lead !== "" && e.lead !== "for" && free;
  if (e.part) return free || e.lead !== "" || atStart;
  if (day.weekday) {
    if (e.lead) return true;
    if (free) return !ARTICLES.test(beforeKey);
    return false;
  }
  if (day.sure) return free || e.lead !== "" || day.grain === "day" || atStart;
  if (!free) return false;
  return e.lead !== "" || !atStart || e.to >= s.end || !/^\d+(?:st|nd|rd|th)$/.test(keyAt(s, e.from));
}

const ARTICLES = /^(?:the|a|an|my|our|your)$/;

function meansTime(s: Scan, e: Expression, free: boolean, atStart: boolean): boolean {
  const { time } = e;
  if (!time) return false;
  if (!time.sure) return TIME_LEADS.test(e.lead) && free;
  if (time.part) return true;
  return free || TIME_LEADS.test(e.lead) || atStart || /^\d/.test(keyAt(s, e.from));
}

const TIME_LEADS =
  /^(?:at|@|by|before|after|around|about|approx|from|a|as|um|gegen|vers|ab|vor|bis|antes|avant|sobre|las)$/;

function meansPart(s: Scan, e: Expression, free: boolean): boolean {
  if (!free) return false;
  return e.to - e.from > 1 && (e.partToday === true || keyAt(s, e.from) !== "by" || e.to - e.from > 2);
}
