import { opensTask } from "../vocabulary/opens.ts";
import { taskVerbs } from "../vocabulary/verbs.ts";
import { hasWords, toDraft } from "./draft.ts";
import type { Item } from "./items.ts";
import type { Draft, State } from "./state.ts";

const SHOPPING =
  /^(?:buy|get|grab|order|fetch|purchase|pick|need|bring|comprar|compra|acheter|achete|kaufen|kaufe|pack)$/;
const SEPARATOR = /^(?:,|;|and|&|\+|then|plus|also|y|et|und)$/;

/**
 * The tasks said in the body of an "add": one, or several where a new verb begins ("buy milk and call mom"), or where
 * short things are listed ("buy milk, eggs and bread"). A date before a colon, or before all of a list, is for each.
 */
export function toDrafts(items: readonly Item[], state: State): Draft[] {
  const { common, body } = takeCommon(items);
  const parts = splitVerbs(body, state).flatMap((part) => splitList(part, state));
  const drafts: Draft[] = [];
  for (const part of parts) {
    const draft = toDraft([...common, ...part.items, ...part.after], state);
    if (!draft) continue;
    if (part.verb && draft.task.title !== "") draft.task.title = `${part.verb} ${draft.task.title}`;
    drafts.push(draft);
  }
  const named = drafts.filter((draft) => draft.task.title !== "");
  return named.length > 0 ? named : drafts.slice(0, 1);
}

/** "shopping: eggs, rice" names the list, not the first thing on it. */
const NAMED_LIST =
  /^(?:my )?(?:shopping|groceries|todos?|to-dos?|to do|tasks|errands|chores|(?:shopping|grocery|packing|todo|task) list|list|need|buy)$/;

interface PartOf {
  items: Item[];
  /** A date of the whole list. */
  after: Item[];
  /** The verb of the list, said once. */
  verb?: string;
}

/** "for saturday: …", "tomorrow: …": the items before the colon when they are dates, priorities or labels only. */
function takeCommon(items: readonly Item[]): { common: Item[]; body: Item[] } {
  const colon = items.findIndex((item) => item.kind === "mark" && /^[:–—-]$/.test(item.key));
  const head = colon > 0 ? items.slice(0, colon) : [];
  if (head.length > 0 && head.every((item) => /^(?:date|priority|tag|mark)$/.test(item.kind))) {
    return { common: head, body: items.slice(colon + 1) };
  }
  if (colon > 0 && colon <= 3 && NAMED_LIST.test(head.map((item) => item.key).join(" ")))
    return { common: [], body: items.slice(colon + 1) };
  const first = items[0];
  if (first?.kind === "date" && first.date?.lead === "for" && items.length > 1)
    return { common: [first], body: items.slice(1) };
  return { common: [], body: [...items] };
}

/** Whether what starts at `k` is a new thing to do rather than more of the one before. */
function startsTask(items: readonly Item[], k: number, state: State): boolean {
  const item = items[k];
  if (item?.kind !== "word") return false;
  if (/^(?:tag|label|mark|note)$/.test(item.key)) return false;
  const [first] = items;
  const row =
    items.some((one) => one.key === ",") &&
    !SHOPPING.test(first?.key ?? "") &&
    taskVerbs.has(first?.key ?? "");
  if (row && taskVerbs.has(item.key)) return items[k + 1]?.kind === "word" || items[k + 1]?.kind === "quote";
  return opensTask(state.tokens, item.from, (items.at(-1) as Item).to) && k + 1 < items.length;
}

function splitVerbs(items: readonly Item[], state: State): Item[][] {
  const parts: Item[][] = [];
  let from = 0;
  for (let k = 1; k < items.length; k++) {
    if (!SEPARATOR.test((items[k] as Item).key) || (items[k] as Item).kind === "quote") continue;
    let next = k + 1;
    while (
      next < items.length &&
      (SEPARATOR.test((items[next] as Item).key) ||
        /^(?:to|later|finally|lastly)$/.test((items[next] as Item).key))
    )
      next += 1;
    const left = items.slice(from, k);
    const verb = ellipsis(left, items.slice(next));
    if (!verb && (!startsTask(items, next, state) || !isWholeTask(left))) continue;
    parts.push(left);
    from = next;
    if (verb) {
      parts.push([verb, ...items.slice(next)]);
      return parts;
    }
    k = next;
  }
  parts.push(items.slice(from));
  return parts.filter((part) => part.length > 0);
}

/** "call mum at 5 and dad at 6": two short things with a date each share the verb said first. */
function ellipsis(left: readonly Item[], right: readonly Item[]): Item | null {
  const [verb] = left;
  const dated = left.at(-1)?.kind === "date" && right.at(-1)?.kind === "date";
  if (!dated || !verb || verb.kind !== "word" || !taskVerbs.has(verb.key) || left.length < 3) return null;
  const first = right[0];
  if (right.length > 4 || first?.kind !== "word" || taskVerbs.has(first.key)) return null;
  return right.slice(0, -1).every((item) => item.kind === "word") ? verb : null;
}

/** "research and book flights" is one task: a verb alone is not yet a thing to do. */
function isWholeTask(items: readonly Item[]): boolean {
  const words = items.filter(
    (item) => item.kind !== "mark" && item.kind !== "date" && item.kind !== "priority",
  );
  return (
    words.length > 1 &&
    !(
      words.length === 2 &&
      /^(?:up|out|off|in|down|over|and|to|back|through|away)$/.test((words[1] as Item).key)
    )
  );
}

/** "milk, eggs and bread": things in a row with commas, after a verb of getting or none, become a task each. */
function splitList(items: readonly Item[], state: State): PartOf[] {
  const whole: PartOf[] = [{ items: [...items], after: [] }];
  const separators = items.filter((item) => /^(?:,|;)$/.test(item.key)).length;
  if (separators === 0) return whole;
  const first = items[0];
  const { verb, skip } = verbOf(items, state);
  const isShopping = verb !== null && SHOPPING.test(first?.key ?? "");
  const startsWithVerb =
    first?.kind === "word" && opensTask(state.tokens, first.from, (items.at(-1) as Item).to);
  if (startsWithVerb && !isShopping) return whole;
  const attributes = trailing(items);
  const body = items.slice(skip, items.length - attributes.length);
  const parts = row(body);
  if (parts.length < 2 || parts.some((part) => !hasWords(part) || part.length > 6)) return whole;
  const hasAnd = body.some((item) => /^(?:and|&|y|et|und)$/.test(item.key));
  if (
    parts.length === 2 &&
    !hasAnd &&
    !parts.every((part) => part.length <= 2 && part.every((item) => !/\d/.test(item.key)))
  )
    return whole;
  if (parts.length === 2 && hasAnd) return whole;
  if (parts.slice(0, -1).some((part) => part.some((item) => item.kind === "date"))) return whole;
  return parts.map((part) => ({ items: part, after: attributes, ...(verb ? { verb } : {}) }));
}

function verbOf(items: readonly Item[], state: State): { verb: string | null; skip: number } {
  const first = items[0];
  if (first?.kind !== "word" || !SHOPPING.test(first.key)) return { verb: null, skip: 0 };
  const text = state.tokens[first.from]?.text ?? "";
  if (first.key === "pick") {
    return items[1]?.key === "up"
      ? { verb: `${text} ${state.tokens[(items[1] as Item).from]?.text}`, skip: 2 }
      : { verb: null, skip: 0 };
  }
  return { verb: text, skip: 1 };
}

/** Dates, priorities and labels at the end of a list are for all of it. */
function trailing(items: readonly Item[]): Item[] {
  let from = items.length;
  while (
    from > 0 &&
    (/^(?:date|priority|tag)$/.test((items[from - 1] as Item).kind) ||
      (from < items.length && (items[from - 1] as Item).key === ","))
  )
    from -= 1;
  return items.slice(from);
}

function row(items: readonly Item[]): Item[][] {
  const parts: Item[][] = [[]];
  items.forEach((item, k) => {
    const last =
      /^(?:and|&|plus|y|et|und)$/.test(item.key) &&
      !items.slice(k + 1).some((later) => /^[,;]$/.test(later.key)) &&
      items.slice(0, k).some((before) => before.key === ",");
    if (item.kind !== "quote" && (/^[,;]$/.test(item.key) || last)) {
      if ((parts.at(-1) as Item[]).length > 0) parts.push([]);
    } else (parts.at(-1) as Item[]).push(item);
  });
  return parts.filter((part) => part.length > 0);
}
