import type { Task, TaskPatch } from "@todo-chatbot/contracts";
import { formatDay, parseDay, weekdayOf } from "@todo-chatbot/contracts/calendar";
import { firstFit, formatRule, parseRule } from "../calendar/rule.ts";

const WEEK = [1, 2, 3, 4, 5, 6, 7];

/** A series of days or weeks without some of its weekdays, due on the first that is left; null where it is none, or nothing is. */
export function withoutWeekdays({ due, recurrence }: Task, days: readonly number[]): TaskPatch | null {
  const old = recurrence && parseRule(recurrence.rule);
  if (!old || !due || days.length === 0) return null;
  const plain =
    old.byMonthDay.length + old.bySetPos.length === 0 && old.byDay.every(({ n }) => n === undefined);
  const named = old.byDay.map(({ weekday }) => weekday);
  const all = named.length > 0 ? named : old.freq === "DAILY" && old.interval === 1 ? WEEK : [];
  const left = all.filter((weekday) => !days.includes(weekday));
  if (!plain || left.length === 0 || left.length === all.length) return null;
  const rule = { ...old, freq: "WEEKLY" as const, byDay: left.map((weekday) => ({ weekday })) };
  const day = parseDay(due.date);
  const first = days.includes(weekdayOf(day)) ? firstFit(rule, day) : day;
  return {
    due: { ...due, date: formatDay(first) },
    recurrence: { rule: formatRule(rule), anchor: recurrence.anchor },
  };
}
