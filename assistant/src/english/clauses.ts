import { type Item, toLine } from "../parse/items.ts";
import type { State } from "../parse/state.ts";
import { opensTask } from "../vocabulary/opens.ts";
import { plainOfPast } from "../vocabulary/verbs.ts";

const ABBREVIATION =
  /^(?:dr|mr|mrs|ms|st|vs|approx|no|nr|e\.g|i\.e|etc|prof|jr|sr|dept|tel|ext|inc|ltd|co|fig|p|pp|vol|ave|rd|blvd|apt|min|max|\p{L})$/u;

/** Sentences of a line: parted by full stops, question and exclamation marks and semicolons that end something. */
export function sentences(items: readonly Item[], state: State): Item[][] {
  const out: Item[][] = [[]];
  items.forEach((item, k) => {
    const current = out.at(-1) as Item[];
    current.push(item);
    if (item.kind !== "mark" || !/^(?:[.!?;]|!+|\.{2,})$/.test(item.key)) return;
    const next = items[k + 1];
    if (!next) return;
    const spaced = (state.tokens[item.to - 1]?.end ?? 0) < (state.tokens[next.from]?.start ?? 0);
    const before = items[k - 1];
    if (!spaced && item.key !== ";") return;
    if (next.kind === "mark" && /^[!?.]+$/.test(next.key)) return;
    if (
      item.key === "." &&
      before?.kind === "word" &&
      (ABBREVIATION.test(before.key) || /^\d+$/.test(before.key)) &&
      current.length > 1 &&
      next.kind === "word"
    ) {
      if (
        before.key.length > 1 ||
        !/^[a-z]$/.test(before.key) ||
        /^\p{Lu}/u.test(state.tokens[before.from]?.text ?? "")
      )
        return;
    }
    out.push([]);
  });
  return out.filter((sentence) =>
    sentence.some((item) => item.kind !== "mark" || /\p{Extended_Pictographic}/u.test(item.key)),
  );
}

const POLITE = "(?:please |pls |also |then |and |now |just |can you |could you |would you |actually )*";
const IT = "(?:it|that|them|this|both|those|these|that one|the last one)";
/** Beginnings that are commands whatever stands before them. */
const STRONG = new RegExp(
  `^${POLITE}(?:` +
    "add |remind me|create (?:a|the) |delete |remove |erase |get rid of |mark |tick off |check off |cross off |tick |rename |reschedule |postpone |untag |unmark |reopen |undo\\b|show (?:me|my|the|all)|list (?:my|all|the|everything)|" +
    `whats (?:left|next|on|due|overdue|my|still)|what (?:is|do i|else|have i|should i)|how many|(?:make|set|move|push|change|call|put|tag|label|schedule|bump|shift|delay|drop|bin|cancel|scrap|complete|finish|flag|give|repeat|prioriti[sz]e|keep) ${IT}\\b|` +
    "set (?:the|its|a reminder|up a reminder)|tag the |label the |move the |push the |push back |put .+ on (?:my|the) .*list|new task|dont forget to |dont let me forget|" +
    "(?:take|cross|strike|scratch|check) .+ off(?: |$)|" +
    "(?:i |ive |i have |we |weve )(?:already |just |also |finally )*(?:done|did|finished|completed|paid|bought|called|sent|got|booked|ordered|cleaned|washed|fixed|returned|posted)\\b|" +
    "i (?:also )?(?:need|have|ought|want) to |i must |i should |its [\ue000\ue001\ue003]|it is [\ue000\ue001\ue003]|its (?:urgent|important|high|low|for|due)|it (?:is|should be) (?:urgent|important|high|low|due)|with (?:high|low|medium|top) priority|dont (?:delete|remove|add|touch|mark|change|move)" +
    ")",
  "u",
);
/** Beginnings of commands about tasks that exist. */
const ABOUT_TASKS =
  /^(?:please |pls |can you |could you |also |just )*(?:delete|remove|erase|scrap|drop|bin|cancel|get rid of|mark|tick|check|cross|complete|finish|close|move|push|shift|reschedule|postpone|delay|bump|rename|tag|label|untag|reopen|make|set|change|done|finished|completed|i|ive|we|weve|prioriti[sz]e|clear|snooze|bring|put back|put off|take|knock|strike|nix|undo)\b/;

const SEPARATOR = /^(?:,|;|and|&|\+|then|plus|also|but|\.)$/;

/** How many words of a clause decide what it begins as; more are not looked at, which keeps long messages cheap. */
const OPENING = 24;

export function startsStrong(items: readonly Item[]): boolean {
  return STRONG.test(`${toLine(items.slice(0, OPENING)).text} `);
}

export function isAboutTasks(items: readonly Item[]): boolean {
  const text = toLine(items.slice(0, OPENING)).text;
  return ABOUT_TASKS.test(text) || plainOfPast(text.split(" ", 1)[0] ?? "") !== null;
}

/**
 * The commands of a sentence, parted where a new one begins after a comma, "and" or "then". `says` tells whether a
 * stretch is a statement about a task on the list ("the dentist is done").
 */
export function clauses(
  items: readonly Item[],
  state: State,
  says: (items: readonly Item[]) => boolean,
): Item[][] {
  const parts: Item[][] = [];
  let from = 0;
  for (let k = 1; k < items.length - 1; k++) {
    const item = items[k] as Item;
    if (!SEPARATOR.test(item.key) || item.kind === "quote") continue;
    // "complete everything but the gym": what is left out is no clause of its own.
    if (item.key === "but" && /^(?:all|everything|tasks|items|list|ones|them)$/.test(items[k - 1]?.key ?? ""))
      continue;
    if (item.key === "," && wants(items.slice(from, k), items.slice(k + 1))) continue;
    let next = k + 1;
    while (next < items.length && SEPARATOR.test((items[next] as Item).key)) next += 1;
    const left = items.slice(from, k);
    const right = items.slice(next);
    if (right.length === 0 || left.length === 0) continue;
    const verb = sharedVerb(left, right);
    if (verb) {
      parts.push(left, [verb, ...right]);
      return parts;
    }
    if (splits(left, right, state, says)) {
      parts.push(left);
      from = next;
      k = next;
    }
  }
  parts.push(items.slice(from));
  return parts.filter((part) => part.length > 0);
}

/** "we're out of coffee, add it": what is to be added stands before the comma. */
function wants(left: readonly Item[], right: readonly Item[]): boolean {
  return (
    /^(?:(?:so|please|can you|could you|and|then) )*(?:add|put|get) (?:it|that|them|some)\b/.test(
      toLine(right).text,
    ) && /^(?:i|im|ive|we|were|weve) .*(?:\bout of|\blow on|\bneed) \p{L}/u.test(toLine(left).text)
  );
}

/** "move yoga to friday and the bill to monday": the verb of the first is meant for the second too. */
function sharedVerb(left: readonly Item[], right: readonly Item[]): Item | null {
  const [verb] = left;
  if (!verb || !/^(?:move|push|shift|reschedule|postpone|change|delay|bump|set)$/.test(verb.key)) return null;
  if (left.at(-1)?.kind !== "date" || right.at(-1)?.kind !== "date" || right.length < 2 || right.length > 8)
    return null;
  if (isAboutTasks(right) || startsStrong(right) || right[0]?.kind === "date") return null;
  return verb;
}

function splits(
  left: readonly Item[],
  right: readonly Item[],
  state: State,
  says: (items: readonly Item[]) => boolean,
): boolean {
  if (startsStrong(right)) return true;
  if (/^(?:done|finished|completed)$/.test(left.at(-1)?.key ?? "") && says(left)) return true;
  const first = right[0] as Item;
  const aboutTasks = isAboutTasks(left);
  if (!aboutTasks) return left.length > 1 && isAboutTasks(right) && says(until(right));
  if (
    first.kind === "word" &&
    opensTask(state.tokens, first.from, (right.at(-1) as Item).to) &&
    right.length > 1
  )
    return true;
  return isAboutTasks(right) || says(until(right));
}

/** Up to the next separator. */
function until(items: readonly Item[]): Item[] {
  const end = items.findIndex((item, k) => k > 0 && SEPARATOR.test(item.key));
  return end < 0 ? [...items] : items.slice(0, end);
}
