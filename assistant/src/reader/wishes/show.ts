import { fold } from "@todo-chatbot/contracts/fold";
import { daysOf } from "../../dates/index.ts";
import type { ListFilter, ListMode } from "../../types.ts";
import type { Model } from "../model.ts";
import type { Wish } from "../wish.ts";
import { labelsOf } from "./fields.ts";
import type { Parts } from "./parts.ts";
import { whenOf } from "./times.ts";

export function showOf(own: Parts): Wish {
  const { facts, model, reference, labels, projects } = own.making;
  const { clause } = own.clause;
  const words = own.words("what").join(" ");
  const said = facts.words
    .slice(clause.from, clause.to)
    .map(({ key }) => key)
    .join(" ");
  const has = (name: keyof Model["counts"]["filters"]): boolean =>
    model.counts.filters[name].some((start) => ` ${said}`.includes(` ${start}`));
  const filter: ListFilter = {};
  const done = own.said("done");
  if (done) filter.status = "completed";
  const when = whenOf(own, ["target"]);
  if (when) {
    const { from, to } = daysOf(when, reference);
    if (done) Object.assign(filter, from ? { completedFrom: from } : {}, to ? { completedTo: to } : {});
    else Object.assign(filter, from ? { dueFrom: from } : {}, to ? { dueTo: to } : {});
  }
  if (has("overdue")) filter.overdue = true;
  if (has("undated")) filter.due = "none";
  if (has("high")) filter.priority = 1;
  if (has("repeating")) filter.recurring = true;
  const named = (names: readonly string[]): string | undefined =>
    names.find((name) => ` ${said} `.includes(` ${fold(name)} `));
  const project = named(projects);
  const label = labelsOf(own)[0] ?? named(labels);
  if (project) filter.project = project;
  else if (label) filter.label = label;
  const plain = Object.keys(filter).length === 0;
  const about = plain ? aboutWords(own) : "";
  if (about) filter.text = about;
  const mode: ListMode = own.said("count")
    ? "count"
    : has("next") && plain
      ? "next"
      : has("free") && when
        ? "free"
        : about
          ? "search"
          : "list";
  const problem = when?.problem;
  return { act: "show", filter, mode, words, ...(problem ? { problem } : {}) };
}

/** Words that filter a list by topic: those that occur in at least one task. */
function aboutWords(own: Parts): string {
  const { facts, model } = own.making;
  const keys = new Set(
    own.pieces("what").flatMap(({ from, to }) => facts.words.slice(from, to).map(({ key }) => key)),
  );
  const best = facts.mentions[0];
  if (!best) return "";
  return [...best.at.keys()]
    .map((i) => facts.words[i])
    .filter((word) => word && keys.has(word.key) && model.weigh(word.key) > 0.5)
    .map((word) => word?.text ?? "")
    .join(" ");
}
