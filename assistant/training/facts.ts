import { findTimes } from "../src/dates/index.ts";
import { languages } from "../src/languages/index.ts";
import type { Facts } from "../src/reader/facts.ts";
import { mentionsOf, sharesOf, toldOf } from "../src/reader/mentions.ts";
import type { Model } from "../src/reader/model.ts";
import { withoutQuotes, wordsOf } from "../src/reader/words.ts";
import type { Row } from "./rows.ts";

const reference = {
  instant: Date.parse("2026-11-18T09:30:00Z"),
  zone: "Europe/London",
  weekStart: 1,
  dayFirst: true,
};
const cache = new WeakMap<Row, Facts["times"]>();

/** Times do not depend on the model, so they are computed once per row. */
function timesOf(row: Row): Facts["times"] {
  let found = cache.get(row);
  if (!found) {
    found = findTimes(withoutQuotes(row.text, wordsOf(row.text)), row.lang as "en", reference);
    cache.set(row, found);
  }
  return found;
}

/** The facts of an annotated row. */
export function factsOf(
  row: Row,
  { weigh, openers, generic }: Pick<Model, "weigh" | "openers" | "generic">,
): Facts {
  const tasks = [...new Set([...(row.tasks ?? []), ...(row.before?.shown ?? [])])];
  const words = wordsOf(row.text);
  const user = wordsOf(row.before?.user ?? "");
  const reply = wordsOf(row.before?.bot ?? "");
  const mentions = mentionsOf(words, tasks, weigh);
  return {
    text: row.text,
    words,
    tasks,
    mentions,
    told: toldOf(mentions, tasks, generic, weigh),
    times: timesOf(row),
    groups: [],
    open: tasks.length,
    openers,
    classes: languages[row.lang as "en"].classes,
    weigh,
    before: row.before
      ? {
          user,
          reply,
          inUser: sharesOf(user, tasks, weigh),
          inReply: sharesOf(reply, tasks, weigh),
          asked: asks(row.before.bot ?? ""),
          shown: (row.before.shown ?? []).map((title) => tasks.indexOf(title)),
        }
      : null,
    pair: [],
    weekdays: new Map(),
  };
}

/** Whether a reply ends in a question. */
export const asks = (reply: string): boolean => /\?\s*["'”»]?\s*$/.test(reply);
