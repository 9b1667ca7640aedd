import { joinTimes, type Reference, type TimeMention, type When } from "../../dates/index.ts";
import type { SpanType } from "../../types.ts";
import type { Piece } from "../reading.ts";
import type { Part } from "../tags.ts";
import type { Fields } from "../wish.ts";
import { type Parts, SMALL } from "./parts.ts";

/** From this weight on, a stretch is a time if no other part claims it. */
export const MEANT = 0.5;

/** The times in a clause, without those that a part claims as something else. */
function timesIn(own: Parts, parts: readonly Part[], without: readonly Part[]): TimeMention[] {
  const { facts } = own.making;
  const { clause, pieces } = own.clause;
  const from = facts.words[clause.from]?.start ?? 0;
  const to = facts.words[clause.to - 1]?.end ?? 0;
  const holds = (piece: Piece, time: TimeMention): boolean =>
    (facts.words[piece.from]?.start ?? 0) < time.end && (facts.words[piece.to - 1]?.end ?? 0) > time.start;
  const said = facts.times.filter((time) => {
    if (time.start < from || time.end > to) return false;
    const claimed = pieces.filter((piece) => holds(piece, time)).map(({ part }) => part);
    if (claimed.some((part) => parts.includes(part))) return true;
    return time.weight >= MEANT && !claimed.some((part) => without.includes(part));
  });
  const refused = said.filter((time) => isRefused(own, time));
  if (refused.length === 0 || refused.length === said.length) return said;
  facts.words.forEach((word, i) => {
    if (refused.some(({ start, end }) => word.end > start && word.start < end)) own.used.add(i);
  });
  return said.filter((time) => !refused.includes(time));
}

/** "friday, not saturday", "saturday no, friday": a time next to a negation, without a mark between them. */
function isRefused(own: Parts, { start, end }: TimeMention): boolean {
  const { facts, model } = own.making;
  const { from, to } = own.clause.clause;
  const first = facts.words.findIndex((word) => word.end > start);
  let before = first - 1;
  const isSmall = (place: number): boolean =>
    facts.words[place]?.content === true && model.weigh(facts.words[place]?.key ?? "") < SMALL;
  while (before > from && isSmall(before) && !own.denies(before)) before--;
  if (before >= from && own.denies(before)) return true;
  const after = facts.words.findIndex((word) => word.start >= end);
  return after > 0 && after + 1 < to && own.denies(after) && facts.words[after + 1]?.kind === "mark";
}

/** "not wednesday", "la domenica no": the clause only rules days out. Returns these weekdays, or null. */
export function refusedDays(own: Parts): number[] | null {
  const { words, times, weekdays } = own.making.facts;
  const { from, to } = own.clause.clause;
  const said = times.filter(
    ({ weight, start, end }) =>
      weight >= MEANT && start >= (words[from]?.start ?? 0) && end <= (words[to - 1]?.end ?? 0),
  );
  if (said.length === 0 || !said.every((time) => isRuledOut(own, time))) return null;
  const inside = words.filter(({ start, end }) =>
    said.some((time) => start >= time.start && end <= time.end),
  );
  return inside.flatMap(({ key }) => weekdays.get(key) ?? []);
}

/** Whether a time is ruled out without giving another. "no wednesday" is a no, followed by the day. */
function isRuledOut(own: Parts, { start, end, when }: TimeMention): boolean {
  const { words, times, classes } = own.making.facts;
  const { from, to } = own.clause.clause;
  if (when.bound) return false;
  const of = (place: number): readonly string[] => classes.of((words[place]?.text ?? "").toLowerCase());
  const after = words.findIndex((word) => word.start >= end);
  if (after > 0 && after < to && own.denies(after)) {
    // "wednesday doesn't work", but not "at seven, not eight".
    const rest = words.slice(after + 1, to).filter(({ content }) => content);
    return (
      rest.length <= 1 &&
      !rest.some((word) => times.some((time) => word.start >= time.start && word.end <= time.end))
    );
  }
  let place = words.findIndex((word) => word.end > start) - 1;
  while (place > from && of(place).some((name) => name === "of" || name === "article") && !own.denies(place))
    place--;
  return place >= from && own.denies(place) && !of(place).includes("no");
}

function useTimes(own: Parts, times: readonly TimeMention[], type: SpanType): void {
  const { facts } = own.making;
  for (const time of times) {
    facts.words.forEach((word, i) => {
      if (word.end > time.start && word.start < time.end) own.used.add(i);
    });
    own.spans.push({
      type,
      start: time.start,
      end: time.end,
      text: facts.text.slice(time.start, time.end),
    });
  }
}

/** The given times joined; undefined if there are none. */
function joinedTimes(own: Parts, times: readonly TimeMention[]): When | undefined {
  const { reference } = own.making;
  const kept = agreeing(times, reference);
  if (kept.length === 0) return undefined;
  const whens = kept.map(({ when }) => moveEnd(own, when));
  const joined = joinTimes(whens, reference) ?? whens.at(-1);
  useTimes(own, kept, joined?.repeat ? "recurrence" : "due");
  return joined;
}

/**
 * Drops times that are only mentioned in passing: past ones, a part of the day next to a clock time ("4pm, it's too hot
 * in the morning"), days of something else ("monday, they're shut weekends"). If two contradict each other otherwise,
 * the second corrects the first.
 */
function agreeing(times: readonly TimeMention[], reference: Reference): readonly TimeMention[] {
  const ahead = times.filter(({ when }) => !when.past);
  const open = ahead.length > 0 ? ahead : times;
  const agree = (...some: readonly TimeMention[]): boolean =>
    joinTimes(
      some.map(({ when }) => when),
      reference,
    ) !== null;
  let kept: TimeMention[] = [];
  for (const time of [...open.filter(isExact), ...open.filter((one) => !isExact(one))]) {
    if (agree(...kept, time)) kept.push(time);
    else if (isExact(time) && kept.every(({ when }) => !when.repeat === !time.when.repeat))
      kept = [...kept.filter((one) => agree(one, time)), time];
  }
  return kept.toSorted((one, other) => one.start - other.start);
}

const isExact = ({ when }: TimeMention): boolean => when.part === undefined;

/** "move it from the 12th to the 19th": if a stretch starts on the current due date, its end is the new one. */
function moveEnd(own: Parts, when: When): When {
  const { kind, means } = own.clause;
  const due = means.length === 1 ? own.making.tasks[means[0] as number]?.due : null;
  if (kind !== "update" || !due) return when;
  const { last, until, ...rest } = when;
  if (last && when.date === due.date) return { ...rest, date: last };
  if (until && "time" in due && when.time === due.time) return { ...rest, time: until };
  return when;
}

/** The time that filters a list. */
export function whenOf(own: Parts, without: readonly Part[]): When | undefined {
  return joinedTimes(own, timesIn(own, ["due", "repeat"], without));
}

/** Due date and repetition, and a day that is only a start: "report by friday, start on wednesday". */
export function datesOf(
  own: Parts,
  without: readonly Part[],
  parts: readonly Part[],
): Pick<Fields, "when" | "start"> {
  const times = timesIn(own, parts, without);
  const begins = times.some(({ when }) => when.repeat) ? [] : times.filter(isBeginning);
  const when = joinedTimes(
    own,
    times.filter((time) => !begins.includes(time)),
  );
  const start = joinedTimes(own, begins);
  return { ...(when ? { when } : {}), ...(start ? { start } : {}) };
}

export function remindOf(own: Parts): When | undefined {
  const times = timesIn(own, ["remind"], ["title", "due", "repeat", "target", "notes", "to"]).filter((time) =>
    own.pieces("remind").some(({ from, to }) => {
      const { words } = own.making.facts;
      return (words[from]?.start ?? 0) < time.end && (words[to - 1]?.end ?? 0) > time.start;
    }),
  );
  if (times.length === 0) return undefined;
  useTimes(own, times, "reminder");
  return (
    joinTimes(
      times.map(({ when }) => when),
      own.making.reference,
    ) ?? times[0]?.when
  );
}

/** Among several titles, each gets the times that follow it; times before the first apply to all. */
export function timesByTitle(own: Parts, titles: readonly { from: number }[]): (When | undefined)[] {
  const { facts, reference } = own.making;
  const times = timesIn(own, ["due", "repeat"], ["title", "target", "remind"]).filter(
    (time) => time.when.repeat || !isBeginning(time),
  );
  const starts = titles.map(({ from }) => facts.words[from]?.start ?? 0);
  const join = (some: readonly TimeMention[]): When | undefined =>
    some.length
      ? (joinTimes(
          some.map(({ when }) => when),
          reference,
        ) ?? some.at(-1)?.when)
      : undefined;
  return titles.map((_, k) =>
    join(
      times.filter(({ start }) => {
        const of = starts.findLastIndex((at) => at <= start);
        return of < 0 || of === k;
      }),
    ),
  );
}

/** Only an earliest day: when a task may be started. */
const isBeginning = ({ when }: TimeMention): boolean =>
  when.bound === "from" && when.date !== undefined && when.repeat === undefined && !when.problem;
