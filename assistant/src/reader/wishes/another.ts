import type { Due } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import type { When } from "../../dates/index.ts";
import type { NewWish } from "../wish.ts";
import type { Parts } from "./parts.ts";
import { plainTitle } from "./titles.ts";

/**
 * "and one for dad with milk" repeats what was added before: “coffee for mum” becomes “coffee for dad with milk”, on
 * the same day. If the earlier task was not for anybody, the title is what the new one is for: "and one for water".
 */
export function nameAnother(own: Parts, { tasks }: { tasks: NewWish[] }, before: NewWish | undefined): void {
  const [task] = tasks;
  if (!task || tasks.length > 1 || (own.clause.isFirst && !before) || !standsForBefore(own)) return;
  const { counts, joins } = own.making.model;
  const { one, for: whom } = counts.another;
  const words = task.title.split(" ");
  const start = words.findIndex(
    (word) => whom.has(fold(word)) || !(one.has(fold(word)) || joins.has(fold(word))),
  );
  const named = words.slice(start + (whom.has(fold(words[start] ?? "")) ? 1 : 0)).join(" ");
  const name = named.replace(/[,;.\s]+$/, "");
  if (start < 0 || name === "") return;
  const like = before ?? shownAlone(own);
  const parts = like?.title.split(" ") ?? [];
  const at = parts.findLastIndex((word, k) => k > 0 && k + 1 < parts.length && whom.has(fold(word)));
  task.title = at > 0 ? [...parts.slice(0, at + 1), name].join(" ") : plainTitle(name, counts);
  if (at > 0 && like?.when && !like.when.repeat && !task.when) task.when = like.when;
}

/** The one task that the previous turn was about. */
function shownAlone({ making: { facts, tasks } }: Parts): NewWish | undefined {
  const [place, ...more] = facts.before?.shown ?? [];
  const task = place === undefined || more.length > 0 ? undefined : tasks[place];
  return task && { title: task.title, ...(task.due && !task.recurrence ? { when: whenOf(task.due) } : {}) };
}

const whenOf = (due: Due): When =>
  "time" in due
    ? { grain: "minute", date: due.date, time: due.time, zone: due.timeZone }
    : { grain: "day", date: due.date };

/** Whether the clause starts with a word for another one, and says who or what it is for. */
function standsForBefore(own: Parts): boolean {
  const { facts, model } = own.making;
  const { from, to } = own.clause.clause;
  const { one, for: whom } = model.counts.another;
  const words = facts.words.slice(from, to).filter(({ content }) => content);
  const at = words.findIndex(({ key }) => whom.has(key) || !(one.has(key) || model.joins.has(key)));
  return at > 0 && words.slice(0, at).some(({ key }) => one.has(key)) && whom.has(words[at]?.key ?? "");
}
