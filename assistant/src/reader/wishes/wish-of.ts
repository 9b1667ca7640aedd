import type { ActName } from "../acts.ts";
import { ASKED } from "../small.ts";
import type { FieldName, NewWish, Nothing, Target, Wish } from "../wish.ts";
import { commonFields, fieldsOf, knownList } from "./fields.ts";
import type { Parts } from "./parts.ts";
import { showOf } from "./show.ts";
import { timesByTitle } from "./times.ts";
import { isAsked, leftOver, titlesOf } from "./titles.ts";

/** Whether only conjunctions precede the first title of the clause; to be called after its wish is made. */
export function isBare(own: Parts): boolean {
  const { facts, model } = own.making;
  const first = Math.min(...own.spans.filter(({ type }) => type === "title").map(({ start }) => start));
  return facts.words
    .slice(own.clause.clause.from, own.clause.clause.to)
    .filter(({ start }) => start < first)
    .every(({ kind, key }) => kind === "mark" || model.joins.has(key));
}

export function wishOf(own: Parts, act: ActName): Wish {
  const [kind = "", sub = ""] = act.split(":");
  switch (kind) {
    case "add":
      return addOf(own);
    case "complete":
    case "reopen":
    case "delete":
      return isLike(own) ? likeLast(own) : { act: kind, target: targetOf(own) };
    case "update": {
      const fields = fieldsOf(own, sub as FieldName);
      const like = Object.keys(fields).length === 0 && own.has(own.making.model.counts.same);
      return like ? likeLast(own) : { act: "update", target: targetOf(own), fields };
    }
    case "correct":
      return correctOf(own, sub);
    case "tell":
      return { act: "tell", target: targetOf(own), field: askedField(own) };
    case "show":
      return showOf(own);
    case "undo":
    case "redo":
      return { act: kind };
    case "answer":
      return {
        act: "answer",
        value: sub === "pick" ? own.ids(own.clause.means) : (sub as "yes" | "no"),
      };
    case "none":
      return { act: "none", form: sub as Nothing };
    default: {
      const to = own.words("to")[0];
      const person = own.words("with")[0];
      return {
        act: kind as "list.create",
        name: own.words("name")[0] ?? "",
        ...(to ? { to } : {}),
        ...(person ? { with: person } : {}),
      };
    }
  }
}

function targetOf(own: Parts): Target {
  const { means, meant, others, tasks } = own.clause;
  const words = own.words("target").join(" ");
  const first = own.pieces("target")[0];
  if (first) own.span("reference", first, own.ids(means)[0]);
  // Of the other sets only small ones are worth offering; a whole list is not a useful option.
  const near = others.filter((set) => set.tasks.length <= 2).flatMap((set) => set.tasks);
  // If the words mention some tasks, only those are offered; if what is named is not on the list, none are.
  const { facts } = own.making;
  const mentioned = new Set(facts.mentions.map(({ task }) => task));
  const shown = facts.before?.shown ?? [];
  const spoken = means.some((k) => mentioned.has(k));
  const more =
    means.length === 0 || near.length > 1 ? [] : [...tasks.keys()].filter((k) => (tasks[k] as number) > 0.2);
  const meantOnes = new Set(means);
  const other = [...new Set([...near, ...more])].filter(
    (k) => !meantOnes.has(k) && (!spoken || mentioned.has(k) || shown.includes(k)),
  );
  return {
    words,
    ids: own.ids(means),
    sure: meant,
    others: own.ids(other).slice(0, 5),
    all: means.length > 1 && means.length >= facts.open,
  };
}

function askedField(own: Parts): string {
  return ASKED[own.best("asked")] as string;
}

function addOf(own: Parts): Wish {
  // "renew passport, high": a clause of its own, but not a task of its own.
  if (own.clause.clause.from > 0 && own.onlyRanks())
    return { act: "add", tasks: [{ ...commonFields(own, []), title: "" }] };
  const titles = titlesOf(own);
  const dates = titles.length > 1 ? timesByTitle(own, titles) : null;
  const fields = commonFields(own, ["title", "target"]);
  const { depth } = own.clause;
  // A line of a pasted list is one task in any case; a place that is not the name of a list stays in its title.
  if (!titles.length || (depth !== undefined && !isAsked(own, titles))) {
    const { list, ...others } = fields;
    const isPlace = depth !== undefined && typeof list === "string" && !knownList(own, list);
    const title = leftOver(own, isPlace ? "list" : undefined);
    return { act: "add", tasks: [{ ...(isPlace ? others : fields), title, ...(depth ? { depth } : {}) }] };
  }
  return {
    act: "add",
    tasks: titles.map(({ text: title }, k): NewWish => {
      if (!dates) return { ...fields, title };
      const { when: _, ...rest } = fields;
      const when = dates[k];
      return { ...rest, title, ...(when ? { when } : {}) };
    }),
  };
}

function likeLast(own: Parts): Wish {
  return { act: "update", target: targetOf(own), fields: {}, like: true };
}

/** "the slides too": the name of a task, and only that it should be treated like the previous one. */
function isLike(own: Parts): boolean {
  const { facts, model } = own.making;
  const { clause, means, isFirst } = own.clause;
  if (isFirst || !own.has(model.counts.same)) return false;
  const named = facts.mentions.filter(({ task }) => means.includes(task));
  return facts.words.slice(clause.from, clause.to).every(({ content, key }, k) => {
    const { same, articles } = model.counts;
    const isSmall = !content || key.length < 3 || same.has(key) || articles.has(key);
    return isSmall || (k === 0 && model.joins.has(key)) || named.some(({ at }) => at.has(clause.from + k));
  });
}

/** "not the slides", unlike "no, the slides": a negation that is not an answer, directly before the name of a task. */
function deniesTarget({ clause, making: { facts, model } }: Parts): boolean {
  const named = facts.mentions.filter(({ task }) => clause.means.includes(task));
  const first = Math.min(...named.flatMap(({ at }) => [...at.keys()]));
  const own = facts.words.slice(clause.clause.from, first);
  const before = own.findLast(({ key }) => !model.counts.articles.has(key));
  const names = named.length > 0 && before ? facts.classes.of(before.text.toLowerCase()) : [];
  return names.includes("not") && !names.includes("no");
}

function correctOf(own: Parts, sub: string): Wish {
  const target = targetOf(own);
  if (sub === "target")
    return {
      act: "correct",
      field: "target",
      target: deniesTarget(own) ? { ...target, denied: true } : target,
      fields: {},
    };
  const field = (sub === "act" ? "title" : sub) as FieldName;
  const fields = fieldsOf(own, field);
  const said = field === "due" && fields.when?.repeat ? "repeat" : field;
  return { act: "correct", field: sub === "act" ? "act" : said, target, fields };
}
