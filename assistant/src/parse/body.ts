import type { Expression } from "../dates/expression.ts";
import type { TimePiece } from "../dates/time.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { taskVerbs } from "../vocabulary/verbs.ts";
import { hasWords, toDraft } from "./draft.ts";
import type { Item } from "./items.ts";
import type { Draft, State } from "./state.ts";

const SHOPPING =
  /^(?:buy|get|grab|order|fetch|purchase|pick|need|bring|comprar|compra|acheter|achete|kaufen|kaufe|pack)$/;
const SEPARATOR = /^(?:,|;|and|&|\+|then|plus|also|y|et|und)$/;

/**
 * The tasks said in the body of an "add": one, or several where a new verb begins ("buy milk and call mom"), or where
 * short things are listed ("buy milk, eggs and bread"). A date before a colon, or before all of a list, is for each.
 */
export function toDrafts(items: readonly Item[], state: State): Draft[] {
  const { common, body } = takeCommon(items);
  const parts = splitVerbs(body, state).flatMap((part) => splitList(part, state));
  const drafts: Draft[] = [];
  const times = parts.flatMap((part) =>
    eachDay([...common, ...part.items, ...part.after])
      .flatMap(eachTime)
      .map((items) => ({ ...part, items })),
  );
  for (const part of times) {
    const draft = toDraft(part.items, state);
    if (!draft) continue;
    if (part.verb && draft.task.title !== "") draft.task.title = `${part.verb} ${draft.task.title}`;
    drafts.push(draft);
  }
  const named = drafts.filter((draft) => draft.task.title !== "");
  return named.length > 0 ? named : drafts.slice(0, 1);
}

/** "mon and thu at 7pm": a task for each of two weekdays; the time said once is for both. */
function eachDay(items: readonly Item[]): Item[][] {
  const at = items.findIndex(
    (item, k) =>
      item.date?.day?.weekday &&
      /^(?:and|&)$/.test(items[k + 1]?.key ?? "") &&
      items[k + 2]?.date?.day?.weekday,
  );
  const first = items[at];
  const second = items[at + 2];
  if (at < 1 || !first?.date || !second?.date || first.date.repeat || second.date.repeat) return [[...items]];
  const both = [{ ...second.date, ...first.date }, second.date];
  return both.map((date) => [...items.slice(0, at), { ...first, date }, ...items.slice(at + 3)]);
}

/** "at 8am and 8pm every day", "at 8 and 20": a task for each of two times; the day said once is for both. */
function eachTime(items: readonly Item[]): Item[][] {
  const at = items.findIndex(
    (item, k) => item.date?.time && /^(?:and|&)$/.test(items[k + 1]?.key ?? "") && secondTime(items, k),
  );
  const first = items[at]?.date;
  const second = first && secondTime(items, at);
  if (!first || !second) return [[...items]];
  const said = second.item.date ?? items[at + 3]?.date;
  const dated = [first, said].filter((date) => date !== undefined && (date.day || date.repeat));
  if (dated.length > 1) return [[...items]];
  const rest = items.slice(second.item.date || !said ? at + 3 : at + 4);
  return [first, { time: second.time } as Expression].map((one) => {
    const { part: _, ...shared } = dated[0] ?? first;
    const date: Expression = { ...shared, ...(one.time ? { time: one.time } : {}) };
    return [...items.slice(0, at), { ...(items[at] as Item), date }, ...rest];
  });
}

/** The time after "and" that goes with the one before it: a date with a time, or a bare hour. */
function secondTime(items: readonly Item[], at: number): { item: Item; time: TimePiece } | null {
  const item = items[at + 2];
  if (item?.date?.time) return { item, time: item.date.time };
  const hour = /^\d{1,2}$/.test(item?.key ?? "") ? Number(item?.key) : 0;
  const first = items[at]?.date?.time;
  const ends = items[at + 3] === undefined || items[at + 3]?.kind === "date";
  if (!item || !first || hour < 1 || hour > 24 || !ends) return null;
  return { item, time: { ...first, minute: (hour % 24) * 60, open: hour <= 12 } };
}

/** "shopping: eggs, rice" names the list, not the first thing on it. */
const NAMED_LIST =
  /^(?:my )?(?:shopping|groceries|todos?|to-dos?|to do|tasks|errands|chores|(?:shopping|grocery|packing|todo|task) list|list|need|buy)$/;

interface PartOf {
  items: Item[];
  /** A date of the whole list. */
  after: Item[];
  /** The verb of the list, said once. */
  verb?: string;
}

/** "for saturday: …", "tomorrow: …": the items before the colon when they are dates, priorities or labels only. */
function takeCommon(items: readonly Item[]): { common: Item[]; body: Item[] } {
  const colon = items.findIndex((item) => item.kind === "mark" && /^[:–—-]$/.test(item.key));
  const head = colon > 0 ? items.slice(0, colon) : [];
  if (head.length > 0 && head.every((item) => /^(?:date|priority|tag|mark)$/.test(item.kind))) {
    return { common: head, body: items.slice(colon + 1) };
  }
  if (colon > 0 && colon <= 3 && NAMED_LIST.test(head.map((item) => item.key).join(" ")))
    return { common: [], body: items.slice(colon + 1) };
  const first = items[0];
  const last = items.at(-1);
  // "tomorrow i need to …": a date said before the command stands last here, and is for all of it.
  if (first && last?.kind === "date" && last.from < first.from && !last.date?.repeat)
    return { common: [last], body: items.slice(0, -1) };
  if (first?.kind === "date" && first.date?.lead === "for" && items.length > 1)
    return { common: [first], body: items.slice(1) };
  return { common: [], body: [...items] };
}

/** Whether what starts at `k` is a new thing to do rather than more of the one before. */
function startsTask(items: readonly Item[], k: number, state: State): boolean {
  const item = items[k];
  // "… and at 6 to feed the cat"
  if (item?.kind === "date" && items[k + 1]?.key === "to") return startsTask(items, k + 2, state);
  if (item?.kind !== "word") return false;
  if (/^(?:tag|label|mark|note)$/.test(item.key)) return false;
  const [first] = items;
  const end = Math.max(...items.map(({ to }) => to));
  const object = items[k + 1]?.kind === "word" || items[k + 1]?.kind === "quote";
  // "laundry, dishes and vacuum": among things, a verb without an object is one of them.
  if (!object && items.some((one) => one.key === ",") && !taskVerbs.has(first?.key ?? "")) return false;
  const row =
    items.some((one) => one.key === ",") &&
    !SHOPPING.test(first?.key ?? "") &&
    taskVerbs.has(first?.key ?? "");
  if (row && taskVerbs.has(item.key)) return object;
  // "watch the game at 8 and order pizza at 7": with a date each, even a verb that may be a noun begins a task.
  const dated = items[k - 2]?.kind === "date" && items.at(-1)?.kind === "date" && k + 2 < items.length;
  if (dated && taskVerbs.has(item.key)) return items[k + 1]?.kind === "word";
  return opensTask(state.tokens, item.from, end) && k + 1 < items.length;
}

function splitVerbs(items: readonly Item[], state: State): Item[][] {
  const parts: Item[][] = [];
  let from = 0;
  for (let k = 1; k < items.length; k++) {
    if (!SEPARATOR.test((items[k] as Item).key) || (items[k] as Item).kind === "quote") continue;
    let next = k + 1;
    while (
      next < items.length &&
      (SEPARATOR.test((items[next] as Item).key) ||
        /^(?:to|later|finally|lastly)$/.test((items[next] as Item).key))
    )
      next += 1;
    const left = items.slice(from, k);
    const more = items.slice(k, next).some((item) => item.key === "also") && hasWords(items.slice(next));
    const verb = ellipsis(left, items.slice(next));
    if (!verb && !more && (!startsTask(items, next, state) || !isWholeTask(left))) continue;
    parts.push(left);
    from = next;
    if (verb) {
      parts.push([verb, ...items.slice(next)]);
      return parts;
    }
    k = next;
  }
  parts.push(items.slice(from));
  return parts.filter((part) => part.length > 0);
}

/** "call mum at 5 and dad at 6": two short things with a date each share the verb said first. */
function ellipsis(left: readonly Item[], right: readonly Item[]): Item | null {
  const [verb] = left;
  const dated = left.at(-1)?.kind === "date" && right.at(-1)?.kind === "date";
  if (!dated || !verb || verb.kind !== "word" || !taskVerbs.has(verb.key) || left.length < 3) return null;
  const first = right[0];
  if (right.length > 4 || first?.kind !== "word" || taskVerbs.has(first.key)) return null;
  return right.slice(0, -1).every((item) => item.kind === "word" && /\p{L}/u.test(item.key)) ? verb : null;
}

/** "research and book flights" is one task: a verb alone is not yet a thing to do. */
function isWholeTask(items: readonly Item[]): boolean {
  const words = items.filter(
    (item) => item.kind !== "mark" && item.kind !== "date" && item.kind !== "priority",
  );
  return (
    words.length > 1 &&
    !(
      words.length === 2 &&
      /^(?:up|out|off|in|down|over|and|to|back|through|away)$/.test((words[1] as Item).key)
    )
  );
}

/** "milk, eggs and bread": things in a row with commas, after a verb of getting or none, become a task each. */
function splitList(items: readonly Item[], state: State): PartOf[] {
  const whole: PartOf[] = [{ items: [...items], after: [] }];
  const separators = items.filter((item) => /^(?:,|;)$/.test(item.key)).length;
  if (separators === 0) return whole;
  const each = items.every((item) => item.kind !== "mark" || /^[,;]$/.test(item.key)) ? row(items) : [];
  // "report today, slides tomorrow": a date for each makes each a task.
  if (each.length > 1 && each.every((part) => part.at(-1)?.kind === "date" && hasWords(part)))
    return each.map((part) => ({ items: part, after: [] }));
  const first = items[0];
  const { verb, skip } = verbOf(items, state);
  const isShopping = verb !== null && SHOPPING.test(first?.key ?? "");
  const startsWithVerb =
    first?.kind === "word" && opensTask(state.tokens, first.from, (items.at(-1) as Item).to);
  if (startsWithVerb && !isShopping) return whole;
  const attributes = trailing(items);
  const body = items.slice(skip, items.length - attributes.length);
  const parts = row(body);
  if (parts.length < 2 || parts.some((part) => !hasWords(part) || part.length > 6)) return whole;
  const hasAnd = body.some((item) => /^(?:and|&|y|et|und)$/.test(item.key));
  if (
    parts.length === 2 &&
    !hasAnd &&
    !parts.every((part) => part.length <= 2 && part.every((item) => !/\d/.test(item.key)))
  )
    return whole;
  const afterComma = body.some((item, k) => item.key === "," && /^(?:and|&)$/.test(body[k + 1]?.key ?? ""));
  if (parts.length === 2 && hasAnd && !(afterComma && parts.every((part) => part.length <= 3))) return whole;
  if (parts.slice(0, -1).some((part) => part.some((item) => item.kind === "date"))) return whole;
  return parts.map((part) => ({ items: part, after: attributes, ...(verb ? { verb } : {}) }));
}

function verbOf(items: readonly Item[], state: State): { verb: string | null; skip: number } {
  const first = items[0];
  if (first?.kind !== "word" || !SHOPPING.test(first.key)) return { verb: null, skip: 0 };
  const text = state.tokens[first.from]?.text ?? "";
  if (first.key === "pick") {
    return items[1]?.key === "up"
      ? { verb: `${text} ${state.tokens[(items[1] as Item).from]?.text}`, skip: 2 }
      : { verb: null, skip: 0 };
  }
  return { verb: text, skip: 1 };
}

/** Dates, priorities and labels at the end of a list are for all of it. */
function trailing(items: readonly Item[]): Item[] {
  let from = items.length;
  while (
    from > 0 &&
    (/^(?:date|priority|tag)$/.test((items[from - 1] as Item).kind) ||
      (from < items.length && (items[from - 1] as Item).key === ","))
  )
    from -= 1;
  return items.slice(from);
}

function row(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [[]];
  items.forEach((item, k) => {
    const last =
      /^(?:and|&|plus|y|et|und)$/.test(item.key) &&
      !items.slice(k + 1).some((later) => /^[,;]$/.test(later.key)) &&
      items.slice(0, k).some((before) => before.key === ",");
    if (item.kind !== "quote" && (/^[,;]$/.test(item.key) || last)) {
      if ((parts.at(-1) as Item[]).length > 0) parts.push([]);
    } else (parts.at(-1) as Item[]).push(item);
  });
  return parts
    .map((part, k) =>
      k > 0 && part.length > 1 && /^(?:also|then|maybe)$/.test(part[0]?.key ?? "") ? part.slice(1) : part,
    )
    .filter((part) => part.length > 0);
}
