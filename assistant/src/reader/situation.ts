import type { Task } from "@todo-chatbot/contracts";
import { languages } from "#languages";
import { findTimes, type Reference, type TimeMention, weekdayWords } from "../dates/index.ts";
import type { Context, Language } from "../types.ts";
import type { Before, Facts } from "./facts.ts";
import { groupsOf, type Left } from "./groups.ts";
import { mentionsOf, sharesOf, toldOf } from "./mentions.ts";
import type { Model } from "./model.ts";
import { saysBoth } from "./pair.ts";
import { withoutQuotes, wordsOf } from "./words.ts";

/** A message with its facts, and the tasks that the indices in `facts.tasks` refer to. */
export interface Situation {
  facts: Facts;
  tasks: Task[];
}

/** How much of the previous reply is read: its question is at the end. */
const REPLY = 400;

/** A task list in the form that the reader uses. */
interface Listed {
  tasks: Task[];
  titles: string[];
  /** How many of them are open. */
  open: number;
}

/** Index of some tasks of a list by their ids. */
type Places = ReadonlyMap<string, number>;

const lists = new WeakMap<readonly Task[], Listed>();

/** Open tasks first. Computed once per list, because lists are never changed in place. */
function listed(all: readonly Task[]): Listed {
  let list = lists.get(all);
  if (!list) {
    // Done tasks come last: they can be reopened, asked about, or have just been shown.
    const tasks = all.filter(({ completedAt }) => !completedAt);
    const open = tasks.length;
    for (const task of all) if (task.completedAt) tasks.push(task);
    list = { tasks, open, titles: tasks.map(({ title }) => title) };
    lists.set(all, list);
  }
  return list;
}

/** Where the tasks of earlier turns are in the list. Thousands of others are not indexed for them. */
function placesOf(turns: Context["turns"], tasks: readonly Task[]): Places {
  const ids = new Set(turns.flatMap(({ shown, changed }) => [...shown, ...changed]));
  const places = new Map<string, number>();
  if (ids.size > 0) for (const [place, { id }] of tasks.entries()) if (ids.has(id)) places.set(id, place);
  return places;
}

/** What is left besides the tasks of the previous turn: of those last shown together, and of all open ones. */
function leftOf(turns: Context["turns"], places: Places, open: readonly Task[]): Left {
  const last = turns.at(-1);
  const about = new Set(last?.changed.length ? last.changed : last?.shown);
  const together = turns.findLast(({ shown }) => shown.length > 1 && shown.some((id) => about.has(id)));
  const all = about.size > 0 ? [...open.keys()].filter((place) => !about.has(open[place]?.id ?? "")) : [];
  const near = (together?.shown ?? []).flatMap((id) => {
    const place = about.has(id) ? undefined : places.get(id);
    return place !== undefined && place < open.length ? [place] : [];
  });
  const [one = null] = near.length === 1 ? near : all.length === 1 ? all : [];
  return { one, all };
}

/** The two tasks that "both" would refer to: those shown together, or one from each of the last two turns. */
function pairOf(turns: Context["turns"], places: Places): readonly number[] {
  const [last = [], earlier = []] = turns
    .slice(-2)
    .reverse()
    .map(({ shown, changed }) => (shown.length ? shown : changed).flatMap((id) => places.get(id) ?? []));
  const both = last.length === 1 && earlier.length === 1 ? [...earlier, ...last] : last;
  return new Set(both).size === 2 && both.length === 2 ? both : [];
}

/** Puts a message into the context of the list and the previous turn. */
export function situationOf(
  text: string,
  context: Context,
  language: Language,
  model: Model,
  reference: Reference,
): Situation {
  const last = context.turns.at(-1);
  const { tasks, titles, open } = listed(context.tasks);
  const places = placesOf(context.turns, tasks);
  const words = wordsOf(text);
  const pair = pairOf(context.turns, places);
  const isBoth = ({ start, end }: TimeMention): boolean =>
    pair.length > 0 &&
    saysBoth(
      words.filter((word) => word.start < end && word.end > start),
      model.counts,
    );
  // "las dos" is a time, but not when two tasks have just been shown.
  const times = findTimes(withoutQuotes(text, words), language, reference).filter((time) => !isBoth(time));
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
  const mentions = mentionsOf(words, titles, model.weigh);
  return {
    tasks,
    facts: {
      text,
      words,
      tasks: titles,
      mentions,
      told: toldOf(mentions, titles, model.generic, model.weigh),
      times,
      groups: groupsOf(words, {
        tasks,
        labels: context.labels,
        projects: context.projects,
        filters: model.counts.filters,
        times,
        reference,
        others: model.counts.others,
        left: () => leftOf(context.turns, places, tasks.slice(0, open)),
      }),
      open,
      openers: model.openers,
      classes: languages[language].classes,
      weigh: model.weigh,
      before,
      pair,
      weekdays: weekdayWords(languages[language].dates),
    },
  };
}
