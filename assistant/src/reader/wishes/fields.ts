import { fold } from "@todo-chatbot/contracts/fold";
import type { When } from "../../dates/index.ts";
import { PRIORITIES } from "../small.ts";
import type { Part } from "../tags.ts";
import type { FieldName, Fields } from "../wish.ts";
import type { Parts } from "./parts.ts";
import { datesOf, refusedDays, remindOf } from "./times.ts";
import { leftOver } from "./titles.ts";

/** "p1" to "p4", the usual shorthand in typed lists. */
function priorityMark(own: Parts): (typeof PRIORITIES)[number] | undefined {
  const { facts } = own.making;
  const { from, to } = own.clause.clause;
  for (let i = from; i < to; i++) {
    const level = /^p([1-4])$/.exec(facts.words[i]?.key ?? "")?.[1];
    if (!level || own.isTitle(i)) continue;
    own.used.add(i);
    own.span("priority", { from: i, to: i + 1 });
    return (["high", "medium", "low", "clear"] as const)[Number(level) - 1];
  }
  return undefined;
}

export function labelsOf(own: Parts): string[] {
  const { facts } = own.making;
  const { clause } = own.clause;
  const tags = facts.words.flatMap((word, i) => {
    if (word.kind !== "tag" || i < clause.from || i >= clause.to) return [];
    own.span("label", { from: i, to: i + 1 });
    own.used.add(i);
    return [word.text.slice(1)];
  });
  return [...new Set([...tags, ...own.words("label").map((text) => text.replace(/^#/, ""))])].filter(Boolean);
}

/** The list by its existing name, otherwise as it was said. */
function listOf(own: Parts): string | undefined {
  const said = own.words("list")[0];
  return said && (knownList(own, said) ?? said);
}

export function knownList(own: Parts, list: string): string | undefined {
  return own.making.projects.find((name) => fold(name) === fold(list));
}

/** The fields that any act may come with. */
export function commonFields(
  own: Parts,
  without: readonly Part[],
  timed: readonly Part[] = ["due", "repeat"],
): Fields {
  const dates = datesOf(own, [...without, "remind"], timed);
  const remind = remindOf(own);
  const priority = priorityMark(own) ?? PRIORITIES[own.best("priority", own.ranksAlone() ? 1 : 0)];
  const labels = labelsOf(own);
  const list = listOf(own);
  const assignee = own.words("assignee")[0];
  const notes = own.words("notes").join(" ");
  return {
    ...dates,
    ...(remind ? { remind } : {}),
    ...(priority && priority !== "none"
      ? { priority: ({ high: 1, medium: 2, low: 3, clear: 4 } as const)[priority] }
      : {}),
    ...(labels.length ? { addLabels: labels } : {}),
    ...(list ? { list } : {}),
    ...(assignee ? { assignee } : {}),
    ...(notes ? { notes: { text: notes, mode: "append" as const } } : {}),
  };
}

export function fieldsOf(own: Parts, sub: FieldName): Fields {
  // In a correction of a date, the words after "I meant" are times; in other corrections they are a title.
  const timed = sub === "due" || sub === "repeat" || sub === "remind";
  const fields = commonFields(
    own,
    ["target", "title", "notes", "list", "assignee", "name", ...(timed ? [] : (["to"] as const))],
    timed ? ["due", "repeat", "to"] : ["due", "repeat"],
  );
  const clear = own.said("clear");
  const title = own.words("to").join(" ");
  const plain = withoutEmpty(fields, sub);
  switch (sub) {
    case "title":
      return title ? { ...plain, title } : plain;
    case "due":
    case "repeat": {
      const not = refusedDays(own);
      if (not) return { not };
      // "make it an hour before": a time that moves the task is not a reminder as well.
      const when = turnedRound(own, fields.when ?? fields.remind);
      if (when) return { ...(fields.remind?.ahead && when.shift ? omit(plain, "remind") : plain), when };
      return clear ? (sub === "repeat" ? { ...plain, repeat: null } : { ...plain, when: null }) : plain;
    }
    case "remind":
      if (fields.remind) return fields.remind.ahead && fields.when?.shift ? omit(plain, "when") : plain;
      if (fields.when) {
        const { when, ...rest } = plain;
        return { ...rest, remind: fields.when };
      }
      return clear ? { ...plain, remind: null } : plain;
    case "assignee":
      return fields.assignee || !clear ? plain : { ...plain, assignee: null };
    case "list":
      return fields.list || !clear ? plain : { ...plain, list: null };
    case "labels":
      if (clear)
        return { ...omit(plain, "addLabels"), removeLabels: fields.addLabels ?? [...own.making.labels] };
      return plain;
    case "priority":
      return fields.priority ? plain : { ...plain, priority: clear || isDenied(own) ? 4 : 1 };
    case "notes": {
      if (fields.notes) return plain;
      if (clear) return { ...plain, notes: null };
      const text = title || leftOver(own);
      return text ? { ...plain, notes: { text, mode: "append" } } : plain;
    }
    default:
      return plain;
  }
}

/** "prepone the call by two days": with a verb that moves a task forward, a plain length goes the other way. */
function turnedRound(own: Parts, when: When | null | undefined): typeof when {
  const { amount = 0, unit = "day" } = when?.shift ?? {};
  return amount > 0 && own.hasClass("sooner") && !own.hasClass("undo")
    ? { ...(when as When), shift: { amount: -amount, unit } }
    : when;
}

/** Whether the clause contains a negation: "not urgent any more". */
function isDenied(own: Parts): boolean {
  return own.has(own.making.model.counts.negators);
}

function omit<T extends object, K extends keyof T>(from: T, key: K): Omit<T, K> {
  const { [key]: _, ...rest } = from;
  return rest;
}

/**
 * A correction or change of one field does not change another one by accident: a time in a new title is not a due date.
 */
function withoutEmpty(fields: Fields, sub: FieldName): Fields {
  return sub === "priority" || fields.priority === undefined || fields.priority !== 4
    ? fields
    : omit(fields, "priority");
}
