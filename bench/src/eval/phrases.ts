import { understand } from "@todo-chatbot/assistant/reading";
import { instantAt } from "@todo-chatbot/contracts/calendar";
import { RRuleTemporal } from "rrule-temporal";
import { emptyList } from "./empty-list.ts";

interface Phrase {
  text: string;
  now: string;
  tz: string;
  expect: { title: string; due?: OneOf<string>; repeat?: OneOf<string>; anchor?: string };
}

type OneOf<T> = T | { any: T[] };

const PARTS: Record<string, [number, number]> = {
  morning: [4, 12],
  afternoon: [12, 18],
  evening: [17, 23],
  night: [19, 24],
};
/** Number of first days by which rules are compared. */
const OCCURRENCES = 12;

const options = <T>(value: OneOf<T> | undefined): (T | undefined)[] =>
  value !== null && typeof value === "object" && "any" in value ? value.any : [value];

/** What is wrong with what was understood of a phrase, or null. */
export function checkPhrase(phrase: Phrase): string | null {
  const [date = "", time = ""] = phrase.now.split("T");
  const now = new Date(instantAt(date, time, phrase.tz)).toISOString();
  const context = emptyList(now, phrase.tz);
  const plan = understand(phrase.text, context);
  const [action] = plan.actions;
  if (plan.actions.length !== 1 || action?.type !== "add" || action.tasks.length !== 1)
    return `not one task added but ${plan.intent}`;
  const [task] = action.tasks;
  if (!task) return "no task";
  const due = task.due
    ? "time" in task.due
      ? `${task.due.date}T${task.due.time}`
      : task.due.date
    : undefined;
  const { expect } = phrase;
  if (task.title !== expect.title) return `title “${task.title}”`;
  if (!options(expect.due).some((want) => sameDue(want, due))) return `due ${due}`;
  const rule = task.recurrence?.rule;
  if (!options(expect.repeat).some((want) => sameRule(want, rule, due))) return `repeat ${rule}`;
  if (rule && (expect.anchor ?? "schedule") !== (task.recurrence?.anchor ?? "schedule"))
    return `anchor ${task.recurrence?.anchor}`;
  return null;
}

function sameDue(want: string | undefined, got: string | undefined): boolean {
  if (want === undefined || got === undefined) return want === got;
  const [day, part] = want.split("~");
  if (!part) return want === got;
  if (!got.startsWith(day ?? "")) return false;
  const [from, to] = PARTS[part] ?? [0, 24];
  const hour = Number(got.slice(11, 13));
  return got.length === 10 || (hour >= from && hour < to);
}

function sameRule(want: string | undefined, got: string | undefined, due: string | undefined): boolean {
  if (want === undefined || got === undefined) return want === got;
  return days(want, due) === days(got, due);
}

function days(rule: string, due: string | undefined): string {
  const start = `${(due ?? "2026-01-01").slice(0, 10).replaceAll("-", "")}T${(due?.slice(11) || "00:00").replace(":", "")}00`;
  const until = /UNTIL=(\d{8})(?!T)/.exec(rule);
  const bounded = until ? rule.replace(until[0], `UNTIL=${until[1]}T235959Z`) : rule;
  const all = new RRuleTemporal({ rruleString: `DTSTART;TZID=UTC:${start}\nRRULE:${bounded}` }).all(
    (_, k) => k < OCCURRENCES,
  );
  return all
    .slice(0, OCCURRENCES)
    .map((at) => at.toString().slice(0, 16))
    .join();
}
