import type { Task } from "@todo-chatbot/contracts";
import { findTimes, type Reference } from "../dates/index.ts";
import type { Context, Language } from "../types.ts";
import type { Before, Facts } from "./facts.ts";
import { mentionsOf, sharesOf } from "./mentions.ts";
import type { Model } from "./model.ts";
import { withoutQuotes, wordsOf } from "./words.ts";

/** A message with all it is read by, and the tasks that the places in `facts.tasks` stand for. */
export interface Situation {
  facts: Facts;
  tasks: Task[];
}

/** How much of the reply before is read: what it asks stands at its end. */
const REPLY = 400;

/** Lays a message against the list and the turn before. */
export function situationOf(
  text: string,
  context: Context,
  language: Language,
  model: Model,
  reference: Reference,
): Situation {
  const last = context.turns.at(-1);
  const tasks = context.tasks.filter((task) => !task.completedAt);
  const known = new Set(tasks.map(({ id }) => id));
  // Done ones come last: they can be opened again, asked about, or be what was just shown.
  for (const task of context.tasks) if (task.completedAt && !known.has(task.id)) tasks.push(task);
  const places = new Map(tasks.map(({ id }, place) => [id, place]));
  const words = wordsOf(text);
  const titles = tasks.map(({ title }) => title);
  const user = wordsOf(last?.user.slice(0, REPLY) ?? "");
  const reply = wordsOf(last?.reply.slice(-REPLY) ?? "");
  const before: Before | null = last
    ? {
        user,
        reply,
        inUser: sharesOf(user, titles, model.weigh),
        inReply: sharesOf(reply, titles, model.weigh),
        asked: last.pending !== null || /\?\s*["'”»]?\s*$/.test(last.reply),
        shown: (last.shown.length ? last.shown : last.changed).flatMap((id) => places.get(id) ?? []),
      }
    : null;
  return {
    tasks,
    facts: {
      text,
      words,
      tasks: titles,
      mentions: mentionsOf(words, titles, model.weigh),
      times: findTimes(withoutQuotes(text, words), language, reference),
      openers: model.openers,
      before,
    },
  };
}
