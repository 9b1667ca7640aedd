import type { Expression } from "../dates/expression.ts";
import type { Item } from "./items.ts";
import type { State } from "./state.ts";

const CORRECTION =
  /^(?:no|nope|wait|actually|sorry|rather|make|that|i|mean|meant|or|scratch|hang|on|correction|better|,|-|–|—|\.{2,}|oops|erm|er|um|it|instead)$/;
const SIGNAL = /^(?:no|nope|wait|actually|sorry|rather|make|mean|meant|scratch|correction|better|oops)$/;
const TITLE_LINK = /^(?:about|of|re|regarding|from|since)$/;

/**
 * Picks the date a clause is due by and takes it out of the items. A corrected date ("tuesday, no wait, wednesday")
 * gives way to its correction; a deadline ("by friday") wins over other dates; a date that belongs to a noun
 * ("about lunch on friday") stays in the title.
 */
export function chooseDate(
  items: readonly Item[],
  _state: State,
): { items: Item[]; chosen: Expression | null } {
  let list = correct(items);
  const dates = list.filter((item) => item.kind === "date");
  if (dates.length === 0) return { items: list, chosen: null };
  let pick = dates.at(-1) as Item;
  if (dates.length > 1) {
    const joined = join(list, dates) ?? stretch(list, dates);
    if (joined) return joined;
    const deadline = dates.find((item) => /^(?:by|due|before)$/.test(item.date?.lead ?? ""));
    const repeat = dates.find((item) => item.date?.repeat);
    const first = dates[0] as Item;
    const between = list.slice(list.indexOf(first) + 1, list.indexOf(pick));
    if (repeat) pick = repeat;
    else if (deadline) pick = deadline;
    else if (list.indexOf(first) === 0 || between.some((item) => TITLE_LINK.test(item.key))) pick = first;
  }
  if (isTheTask(list, pick)) return { items: list, chosen: null };
  list = list.filter((item) => item !== pick);
  return { items: list, chosen: pick.date as Expression };
}

/** Two halves of one date apart from each other: "tomorrow call bob at 5". */
function join(list: readonly Item[], dates: readonly Item[]): { items: Item[]; chosen: Expression } | null {
  if (dates.length !== 2) return null;
  const [a, b] = dates.map((item) => item.date) as [Expression, Expression];
  const timed = (e: Expression): boolean => Boolean(e.time || e.part) && !e.day && !e.repeat && !e.elapsed;
  const untimed = (e: Expression): boolean => Boolean(e.day || e.repeat) && !e.time && !e.part && !e.elapsed;
  const whole =
    untimed(a) && timed(b) ? { ...a, ...half(b) } : timed(a) && untimed(b) ? { ...b, ...half(a) } : null;
  if (!whole) {
    if (!(a.repeat && !a.day && untimed(b) && b.day && !b.repeat)) return null;
    return { items: list.filter((item) => !dates.includes(item)), chosen: { ...a, start: b.day } };
  }
  return { items: list.filter((item) => !dates.includes(item)), chosen: whole };
}

/** "from dec 20 to jan 2", "dec 20 - dec 27": what is due on a stretch of days is due on its first. */
function stretch(
  list: readonly Item[],
  dates: readonly Item[],
): { items: Item[]; chosen: Expression } | null {
  const [first, last] = dates as [Item, Item];
  const at = list.indexOf(first);
  if (
    dates.length !== 2 ||
    list[at + 2] !== last ||
    !/^(?:to|-|–|—|until|till?|thru|through)$/.test(list[at + 1]?.key ?? "")
  )
    return null;
  if (first.date?.day?.grain !== "day" || !last.date?.day || last.date.repeat || first.date.repeat)
    return null;
  if (last.date.day.day <= first.date.day.day) return null;
  const from = list[at - 1]?.key === "from" ? at - 1 : at;
  return {
    items: [...list.slice(0, from), ...list.slice(at + 3)],
    chosen: { ...first.date, day: { ...first.date.day, through: last.date.day.day } },
  };
}

function half(e: Expression): Pick<Expression, "time" | "part"> {
  return { ...(e.time ? { time: e.time } : {}), ...(e.part ? { part: e.part } : {}) };
}

/** "plan next week", "discuss tomorrow": nothing but a verb would be left, and the date is what it is done to. */
function isTheTask(list: readonly Item[], pick: Item): boolean {
  const rest = list.filter((item) => item !== pick && item.kind !== "mark");
  return (
    rest.length === 1 &&
    !pick.date?.lead &&
    !pick.date?.time &&
    /^(?:plan|discuss|organise|organize|planning|about|before|after|until)$/.test(rest[0]?.key ?? "")
  );
}

function correct(items: readonly Item[]): Item[] {
  const list = [...items];
  for (let k = 0; k < list.length; k++) {
    if (list[k]?.kind !== "date") continue;
    let next = k + 1;
    let signalled = false;
    while (next < list.length && CORRECTION.test(list[next]?.key ?? "")) {
      signalled ||= SIGNAL.test(list[next]?.key ?? "");
      next += 1;
    }
    const second = list[next];
    if (!signalled || second?.kind !== "date" || !second.date) continue;
    const first = list[k]?.date as Expression;
    const merged: Expression = { ...second.date };
    if (!merged.day && !merged.repeat && !merged.elapsed && first.day) merged.day = first.day;
    if (!merged.time && !merged.part && first.time) merged.time = first.time;
    list.splice(k, next - k + 1, { ...second, date: merged });
    k -= 1;
  }
  return list;
}
