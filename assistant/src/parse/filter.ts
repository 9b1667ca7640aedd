import { formatDay } from "../calendar/civil.ts";
import { settle } from "../dates/settle.ts";
import { fold } from "../text/fold.ts";
import type { ListFilter } from "../types.ts";
import { type Item, sign } from "./items.ts";
import { known, labelText } from "./labels.ts";
import { mark, type State, sourceOf } from "./state.ts";

/** A filter read out of words, and the words that were no part of it. */
export interface ReadFilter {
  filter: ListFilter;
  /** Items that say something the filter does not hold. */
  rest: Item[];
  /** Words such as "tasks" or "ones" stood there. */
  noun: boolean;
  /** Something narrowed the list. */
  narrowed: boolean;
  /** "all", "everything", "the whole list" */
  all: boolean;
}

const NOUN =
  /^(?:tasks?|todos?|to-dos?|to-do|lists?|items?|things?|stuff|ones?|reminders?|chores?|errands?|agenda|schedule|jobs?|entries|plate|tareas?|cosas?|listas?|pendientes?|taches?|choses?|listes?|aufgaben?|liste|sachen|dinge)$/;
const ALL =
  /^(?:all|everything|everythings|every|whole|entire|full|complete|todo|todos|todas|toda|tout|toute|toutes|tous|alles|alle|allen)$/;
const FILLER = new Set(
  (
    "the a an my me mine our your i ive we is are was were s do does did have has had got get there that this those these which what whats " +
    "who on in at for of off from to with it its them by be being been am still left need needs needing doing done-with remaining outstanding " +
    "pending open current currently active uncompleted unfinished incomplete yet so far now just only please pls plz thanks also up " +
    "any anything something some and or set down out go coming upcoming scheduled planned due by dated expiring should must can could will " +
    "would gotta supposed happening show list give tell here over through about-now marked flagged as level priority prio right " +
    "el la los las mi mis de del para que tengo hay lo en por un una le les mes ma mon du des ce qui est a pour ai je sont il y " +
    "der die das den dem meine mein meinen fur ist sind was ich habe steht stehen an auf noch mir zu"
  ).split(" "),
);
const STATUS =
  /^(?:done|completed|finished|closed|complete|ticked|checked|crossed|accomplished|hechas?|completadas?|terminadas?|terminees?|faites?|finies?|erledigt|erledigte|erledigten)$/;
const ABOUT =
  /^(?:about|with|containing|contain|contains|mentioning|mention|mentions|named|called|matching|regarding|including|re|involving|related)$/;

/** Reads which tasks a stretch of words means. */
export function readFilter(items: readonly Item[], state: State): ReadFilter {
  const filter: ListFilter = {};
  const out: ReadFilter = { filter, rest: [], noun: false, narrowed: false, all: false };
  for (let k = 0; k < items.length; k++) {
    const item = items[k] as Item;
    const taken =
      dated(item, out, state) ||
      phrase(items, k, out) ||
      labelled(items, k, out, state) ||
      worded(items, k, out, state);
    if (taken > 0) k += taken - 1;
    else if (item.kind === "priority" && item.priority) {
      filter.priority = item.priority.level;
      out.narrowed = true;
      mark(state, "priority", item.from, item.to, String(item.priority.level));
    } else if (item.kind === "mark" || FILLER.has(item.key)) continue;
    else if (NOUN.test(item.key)) out.noun = true;
    else if (ALL.test(item.key)) out.all = true;
    else out.rest.push(item);
  }
  if (filter.status === "completed" && (filter.dueFrom || filter.dueTo)) {
    const { dueFrom, dueTo, ...others } = filter;
    out.filter = {
      ...others,
      ...(dueFrom ? { completedFrom: dueFrom } : {}),
      ...(dueTo ? { completedTo: dueTo } : {}),
    };
  }
  return out;
}

function dated(item: Item, out: ReadFilter, state: State): number {
  const { date } = item;
  if (item.kind !== "date" || !date || date.repeat) return 0;
  const settled = settle(date, state.clock);
  const from = formatDay(settled.day);
  const last = settled.lastDay ?? settled.day;
  if (date.lead === "by" || date.lead === "before" || date.lead === "until" || date.lead === "till") {
    out.filter.dueTo = formatDay(date.lead === "before" ? settled.day - 1 : last);
  } else if (date.lead === "after") {
    out.filter.dueFrom = from;
  } else {
    out.filter.dueFrom =
      settled.grain === "week" && settled.day < state.clock.day ? formatDay(state.clock.day) : from;
    out.filter.dueTo = formatDay(last);
  }
  out.narrowed = true;
  mark(state, "due", item.from, item.to, from);
  return 1;
}

const at = (items: readonly Item[], k: number): string => items[k]?.key ?? "";

/** Fixed turns of phrase: "no date", "past due", "ticked off". */
function phrase(items: readonly Item[], k: number, out: ReadFilter): number {
  const { filter } = out;
  const key = at(items, k);
  const two = `${key} ${at(items, k + 1)}`;
  const take = (count: number): number => {
    out.narrowed = true;
    return count;
  };
  if (
    /^(?:overdue|late|unfinished-late|atrasadas?|vencidas?|uberfallig|uberfallige|uberfalligen)$/.test(key) ||
    two === "past due" ||
    two === "en retard"
  ) {
    filter.overdue = true;
    return take(key === "overdue" || !/^(?:past due|en retard)$/.test(two) ? 1 : 2);
  }
  if (/^(?:no|without|dont|doesnt|not|lacking|missing|sin|sans|ohne)$/.test(key)) {
    let next = k + 1;
    while (/^(?:have|has|a|an|any|the|got|set|with|un|una|une|de|ein|eine)$/.test(at(items, next))) next += 1;
    if (
      /^(?:due|deadline|time|scheduled|dated)$/.test(at(items, next)) ||
      /^(?:dates?|fecha|date|datum)$/.test(at(items, next))
    ) {
      next += 1;
      if (/^dates?$/.test(at(items, next))) next += 1;
      filter.due = "none";
      return take(next - k);
    }
    if (/^(?:done|finished|completed|complete)$/.test(at(items, next))) {
      filter.status = "open";
      return next + 1 - k;
    }
    return 0;
  }
  if (/^(?:undated|unscheduled|dateless)$/.test(key)) {
    filter.due = "none";
    return take(1);
  }
  if (two === "due date" || two === "due dates") {
    filter.due = "any";
    return take(2);
  }
  if (/^(?:recurring|repeating|recurrent|repeats)$/.test(key)) {
    filter.recurring = true;
    return take(1);
  }
  if (/^(?:urgent|important)$/.test(key)) {
    filter.priority = 1;
    return take(1);
  }
  if (STATUS.test(key) && !(key === "complete" && at(items, k + 1) === "list")) {
    filter.status = "completed";
    return take(at(items, k + 1) === "off" ? 2 : 1);
  }
  return 0;
}

function labelled(items: readonly Item[], k: number, out: ReadFilter, state: State): number {
  const item = items[k] as Item;
  const put = (name: string, count: number): number => {
    out.filter.label = name;
    out.narrowed = true;
    mark(state, "label", item.from, (items[k + count - 1] as Item).to, name);
    return count;
  };
  if (item.kind === "tag") return put(labelText(item, state), 1);
  if (/^(?:tagged|labelled|labeled|tag|label|etiquetadas?|etiquette)$/.test(item.key)) {
    let next = k + 1;
    while (/^(?:as|with|:|the|is)$/.test(at(items, next))) next += 1;
    const name = items[next];
    if (name && (name.kind === "word" || name.kind === "tag" || name.kind === "quote"))
      return put(labelText(name, state), next + 1 - k);
  }
  if (item.kind !== "word") return 0;
  const label = known(state.tokens[item.from]?.text ?? "", state);
  if (
    label &&
    (NOUN.test(at(items, k + 1)) ||
      /^(?:label|tag)$/.test(at(items, k + 1)) ||
      !at(items, k + 1) ||
      items[k + 1]?.kind !== "word" ||
      FILLER.has(at(items, k + 1)))
  ) {
    return put(label, /^(?:label|tag)$/.test(at(items, k + 1)) ? 2 : 1);
  }
  for (const project of state.context.projects) {
    const words = fold(project).split(" ");
    if (words.every((word, n) => at(items, k + n) === word)) {
      out.filter.project = project;
      out.narrowed = true;
      mark(state, "project", item.from, (items[k + words.length - 1] as Item).to, project);
      return words.length + (at(items, k + words.length) === "project" ? 1 : 0);
    }
  }
  return 0;
}

/** "about roses", "with boiler in it", "called milk": the rest are words to search for. */
function worded(items: readonly Item[], k: number, out: ReadFilter, state: State): number {
  const key = at(items, k);
  if (!ABOUT.test(key)) return 0;
  if (
    (key === "with" || key === "including") &&
    /^(?:a|the|no|high|low|medium)$/.test(at(items, k + 1)) &&
    items[k + 2]?.kind !== "word"
  )
    return 0;
  let from = k + 1;
  while (/^(?:the|my|a|an|to|word|words|name|any|some|it|:)$/.test(at(items, from))) from += 1;
  let to = items.length;
  while (
    to > from &&
    (items[to - 1]?.kind === "mark" ||
      /^(?:in|it|them|title|name|the|please|pls|their|today)$/.test(at(items, to - 1)))
  )
    to -= 1;
  const tail = listTail(items.slice(from, to));
  to -= tail;
  if (to <= from) return 0;
  const first = items[from] as Item;
  const last = items[to - 1] as Item;
  out.filter.text =
    first.kind === "quote" && to === from + 1
      ? labelText(first, state)
      : sourceOf(state, first.from, last.to);
  out.narrowed = true;
  mark(state, "reference", first.from, last.to);
  return items.length - k;
}

/** How many items at the end say "on my list". */
export function listTail(items: readonly Item[]): number {
  const line = items.map((item) => item.key).join(" ");
  const m =
    /(?:^| )(?:from|off|on|in|to|out of|onto|into|off of|at) (?:(?:of|my|the|our|your|that|this) )*(?:to do|todo|to-do|task|reminder|reminders|tasks)?(?: ?lists?| ?list)?$/.exec(
      line,
    );
  const found = m && /(?:list|lists|todo|to-do|to do|tasks|reminders)$/.test(m[0]) ? m[0].trim() : "";
  return found === "" ? 0 : found.split(" ").length;
}

/** Whether a filter stands for the whole list of open tasks. */
export function isEverything(filter: ListFilter): boolean {
  return Object.entries(filter).every(
    ([name, value]) => value === undefined || (name === "status" && value !== "completed"),
  );
}

export { sign };
