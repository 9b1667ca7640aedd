import { limits } from "@todo-chatbot/contracts";
import { formatDay, formatMinute } from "../calendar/civil.ts";
import { formatRule } from "../calendar/rule.ts";
import type { Expression } from "../dates/expression.ts";
import type { DayPiece } from "../dates/scan.ts";
import { type Settled, settle } from "../dates/settle.ts";
import { fold } from "../text/fold.ts";
import type { NewTask } from "../types.ts";
import { chooseDate } from "./choose.ts";
import { type Item, sign } from "./items.ts";
import { takeLabels } from "./labels.ts";
import { type Draft, mark, type State, sourceOfItems } from "./state.ts";

/** Tasks of the evening: "dinner at 7" is not breakfast. */
const EVENING =
  /\b(?:dinner|supper|drinks|cinema|movie|film|concert|gig|party|pub|theatre|theater|opera|bar|date night|fireworks|cena|diner|abendessen|kino)\b/;

/** What a due is made of: a settled date as the wire has it. */
export function dueOf(settled: Settled, zone: string): NonNullable<NewTask["due"]> {
  const date = formatDay(settled.day);
  return settled.minute === undefined
    ? { date }
    : { date, time: formatMinute(settled.minute), timeZone: zone };
}

/** Puts a date into a task: its due, and its recurrence. */
export function applyDate(task: NewTask, date: Expression, state: State): void {
  const said = settle(date, state.clock, EVENING.test(fold(task.title)));
  // "this week" said on a Wednesday is due by its end, not on its past Monday.
  const within = said.lastDay !== undefined && said.day < state.clock.day && said.lastDay >= state.clock.day;
  const settled = within ? { ...said, day: said.lastDay as number } : said;
  task.due = dueOf(settled, state.clock.zone);
  if (settled.rule) task.recurrence = { rule: formatRule(settled.rule), anchor: settled.anchor };
  mark(
    state,
    settled.rule ? "recurrence" : "due",
    date.from,
    date.to,
    settled.rule ? formatRule(settled.rule) : dueText(task),
  );
}

function dueText(task: NewTask): string {
  const { due } = task;
  if (!due) return "";
  return "time" in due ? `${due.date}T${due.time}` : due.date;
}

/**
 * Reads a task out of the items of one clause whose command words are gone: dates, priorities, labels, a project and
 * a reminder are taken out, what is left is the title in the person's own words. Null when nothing is left.
 */
export function toDraft(items: readonly Item[], state: State): Draft | null {
  const { items: afterReminder, minutes } = takeReminder(items);
  const { items: unlabelled, labels } = takeLabels(afterReminder, state);
  const { items: undated, chosen } = atOnce(chooseDate(unlabelled, state), state);
  let rest = undated;
  const task: NewTask = { title: "" };
  const priority = rest.findLast((item) => item.kind === "priority")?.priority;
  if (priority && !(rest.length === 1 && !chosen && labels.length === 0)) {
    for (const item of rest) {
      if (item.kind === "priority") mark(state, "priority", item.from, item.to, String(item.priority?.level));
    }
    rest = rest.filter((item) => item.kind !== "priority");
    task.priority = priority.level;
  }
  const dash = explained(rest, state);
  if (dash > 0) {
    const note = sourceOfItems(state, rest.slice(dash + 1));
    task.description = note;
    rest = rest.slice(0, dash);
  }
  const only = rest.filter((item) => item.kind !== "mark");
  const title =
    only.length === 1 && only[0]?.kind === "quote" ? unquote(only[0], state) : titleOf(rest, state);
  if (labels.length > 0) task.labels = labels;
  task.title = title;
  if (chosen) applyDate(task, chosen, state);
  const through = chosen?.day?.through;
  // A task has one date; the end of a stretch of days is kept in its notes.
  if (through !== undefined) task.description ??= `until ${formatDay(through)}`;
  if (minutes !== null) task.reminders = [{ minutesBefore: minutes }];
  return { task, ...(chosen ? { date: chosen } : {}) };
}

/** "call the bank now": without another date it is for today; "the here and now" is none. */
function atOnce(read: ReturnType<typeof chooseDate>, state: State): ReturnType<typeof chooseDate> {
  const words = read.items.filter((item) => item.kind !== "mark");
  const last = words.at(-1);
  const right = words.at(-2)?.key === "right" ? 2 : 1;
  if (read.chosen || last?.key !== "now" || words.length <= right || state.language !== "en") return read;
  if (/^(?:the|and|by|until|till|from|for|just|or|&)$/.test(words.at(-1 - right)?.key ?? "")) return read;
  const { from, to } = { from: words.at(-right)?.from ?? last.from, to: last.to };
  const day: DayPiece = { to, day: state.clock.day, grain: "day", sure: true };
  return {
    items: read.items.filter((item) => item.from < from || item.from >= to),
    chosen: { from, to, lead: "", day },
  };
}

/** Where " — " or " - " parts a task from a remark about it ("call the dentist — I need a cleaning"), else 0. */
function explained(items: readonly Item[], state: State): number {
  const at = items.findIndex(
    (item, k) => k > 1 && item.kind === "mark" && /^(?:-|–|—|--)$/.test(item.key) && k < items.length - 2,
  );
  const dash = items[at];
  if (at < 0 || !dash) return 0;
  const before = state.tokens[dash.from - 1];
  const after = state.tokens[dash.to];
  const spaced =
    before &&
    after &&
    before.end < (state.tokens[dash.from]?.start ?? 0) &&
    after.start > (state.tokens[dash.to - 1]?.end ?? 0);
  return spaced ? at : 0;
}

function unquote(item: Item, state: State): string {
  const token = state.tokens[item.from];
  mark(state, "quote", item.from, item.to);
  return token ? token.text.slice(1, -1).trim() : "";
}

/** "remind me 30 minutes before", "with a reminder 1 hour before". */
function takeReminder(items: readonly Item[]): { items: Item[]; minutes: number | null } {
  const at = items.findIndex(
    (item, k) => item.kind === "amount" && /^(?:before|earlier|prior|ahead)$/.test(items[k + 1]?.key ?? ""),
  );
  const amount = items[at]?.amount;
  if (at < 0 || !amount) return { items: [...items], minutes: null };
  let from = at;
  while (
    from > 0 &&
    /^(?:remind|me|reminder|with|a|and|,|set|an|alert|notify|notification)$/.test(items[from - 1]?.key ?? "")
  )
    from -= 1;
  const said = items
    .slice(from, at)
    .some((item) => /^(?:remind|reminder|alert|notify|notification)$/.test(item.key));
  const scale = { minute: 1, hour: 60, day: 1440, week: 10_080, month: 0, year: 0 }[amount.unit];
  const minutes = amount.value * scale;
  if (!said || minutes === 0 || minutes > 40_320) return { items: [...items], minutes: null };
  let to = at + 2;
  if (/^(?:hand|time|it)$/.test(items[to]?.key ?? "")) to += 1;
  return { items: [...items.slice(0, from), ...items.slice(to)], minutes };
}

const LEADING = /^(?:[,;:.–—-]|and|then|also|plus|&|\+|to|that)$/;
const TRAILING =
  /^(?:[,;:–—-]|and|then|also|plus|&|\+|by|on|at|due|for|with|please|pls|plz|thanks|thx|ta|cheers|but)$/;

/** The words of a title as typed: items joined by their own text, small words left hanging at its ends dropped. */
export function titleOf(items: readonly Item[], state: State): string {
  let from = 0;
  let to = items.length;
  while (from < to && LEADING.test(items[from]?.key ?? "") && items[from]?.kind !== "quote") from += 1;
  while (to > from) {
    const item = items[to - 1] as Item;
    const key = item.key;
    const gapAfter = to < items.length || isCut(items, to, state);
    if (/^[,;:–—-]$/.test(key) || /^(?:please|pls|plz|thanks|thx|ta|cheers)$/.test(key)) to -= 1;
    else if (/^[.!?]+$/.test(key) && item.kind === "mark") to -= 1;
    else if (gapAfter && TRAILING.test(key) && to - from > 1) to -= 1;
    else break;
  }
  let title = "";
  for (let k = from; k < to; k++) {
    const item = items[k] as Item;
    const before = items[k - 1];
    const text = state.text.slice(state.tokens[item.from]?.start, state.tokens[item.to - 1]?.end);
    if (k === from) title = text;
    else if (before && before.to === item.from) {
      title += state.text.slice(state.tokens[before.to - 1]?.end, state.tokens[item.from]?.start) + text;
    } else {
      // Something was taken out here: a comma on either side of it goes too, unless it parts two words.
      title = /^[,;:.]$/.test(item.key) ? title + text : `${title.replace(/\s+$/, "")} ${text}`;
    }
  }
  title = title
    .replace(/\s+/g, " ")
    .replace(/ ?\( +\)/g, "")
    .replace(/ ,/g, ",")
    .replace(/,\s*,/g, ",")
    .replace(/[\s,;:–—-]+$/, "")
    .trim();
  const words = items.slice(from, to);
  if (words.length > 0) mark(state, "title", (words[0] as Item).from, (words.at(-1) as Item).to);
  return title.slice(0, limits.titleLength * 4);
}

/** Whether something stood after the items that was taken out. */
function isCut(items: readonly Item[], to: number, state: State): boolean {
  const last = items[to - 1];
  return last !== undefined && last.to < state.tokens.length;
}

/** Whether items hold a word of their own, beside what is read out of them. */
export function hasWords(items: readonly Item[]): boolean {
  return items.some(
    (item) =>
      item.kind === "word" || item.kind === "link" || item.key === sign.quote || item.kind === "quote",
  );
}
