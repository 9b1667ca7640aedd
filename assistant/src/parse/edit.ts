import { formatDay, formatMinute } from "../calendar/civil.ts";
import { formatRule } from "../calendar/rule.ts";
import type { Expression } from "../dates/expression.ts";
import { settle } from "../dates/settle.ts";
import type { DueEdit, Edit } from "../types.ts";
import { chooseDate } from "./choose.ts";
import type { Item } from "./items.ts";
import { takeLabels } from "./labels.ts";
import { mark, type State } from "./state.ts";

/** The change a date asks for: only what was said, so that a new day keeps the time and a new time the day. */
export function dueEdit(date: Expression, state: State): Pick<Edit, "due" | "recurrence"> {
  const settled = settle(date, state.clock);
  const day = formatDay(settled.day);
  const time = settled.minute === undefined ? undefined : formatMinute(settled.minute);
  mark(
    state,
    settled.rule ? "recurrence" : "due",
    date.from,
    date.to,
    settled.rule ? formatRule(settled.rule) : `${settled.saidDay ? day : ""}${time ? `T${time}` : ""}`,
  );
  if (settled.rule) {
    return {
      recurrence: { rule: formatRule(settled.rule), anchor: settled.anchor },
      due: { kind: "set", date: day, ...(time ? { time } : {}) },
    };
  }
  const due: DueEdit = { kind: "set" };
  if (settled.saidDay) due.date = day;
  if (time) {
    due.time = time;
    if (settled.open) due.hourOpen = true;
  }
  return { due };
}

/**
 * What a stretch of words sets on a task: dates, priorities, labels and nothing else. Null when other words are left,
 * or nothing was set.
 */
export function editOf(items: readonly Item[], state: State): Edit | null {
  const { items: unlabelled, labels } = takeLabels(items, state);
  const { items: undated, chosen } = chooseDate(unlabelled, state);
  const edit: Edit = {};
  const left = undated.filter((item) => {
    if (item.kind !== "priority" || !item.priority) return item.kind !== "mark" && !SMALL.test(item.key);
    edit.priority = item.priority.level;
    mark(state, "priority", item.from, item.to, String(item.priority.level));
    return false;
  });
  if (labels.length > 0) edit.addLabels = labels;
  if (chosen) Object.assign(edit, dueEdit(chosen, state));
  if (left.length > 0 || Object.keys(edit).length === 0) return null;
  return edit;
}

const SMALL =
  /^(?:to|for|on|at|a|an|the|it|its|is|be|and|as|with|due|instead|please|pls|now|rather|then|from|until|till|repeat|repeating|recur|recurring|happen|every|task|one|also|too|of|in|me|so|set|make|put|mark)$/;

/** The shift an amount of time asks for, forwards unless `back`. */
export function shiftEdit(item: Item | undefined, back: boolean): Edit | null {
  const amount = item?.amount;
  if (!amount) return null;
  return { due: { kind: "shift", amount: back ? -amount.value : amount.value, unit: amount.unit } };
}
