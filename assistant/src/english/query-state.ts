import { bySearch } from "../match/names.ts";
import { groupItems, type Item, type Line, toLine } from "../parse/items.ts";
import { reach, resolve } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import { plainOfPast } from "../vocabulary/verbs.ts";
import { list } from "./query-named.ts";
import { re } from "./rule.ts";

const D = "\ue000";
const DONE = re(
  "^(?:is|are|was|were|has|have|did|does|got) (?<ref>.+?) (?:been |get |got |gotten |already |ever )*(?<verb>\\p{L}+)(?: yet| already)?$",
);
const WHEN = re(
  `^(?:is|are|was) (?<ref>.+?) (?:(?:still|due|set|planned|scheduled|on|at|for|in|by) )*(?:${D}|\\d{1,2})(?: or (?:(?:on|at) )?(?:${D}|\\d{1,2}))?$`,
);
const WHY = re(
  "^why (?:is|are|do i have|did i add|have i got) (?<ref>.+?)(?: (?:on|to|in) (?:my|the) (?:\\p{L}+ )?list)?$",
);
const WHOM = re(
  "^(?:who|whom|what|where|which \\p{L}+)(?: else)? (?:do|should|must|did) i (?:still )?(?:(?:need|have|want) to )?(?<verb>call|phone|ring|email|text|message|pay|visit|meet|write|read|fix|clean|book|return|send|renew)(?: to| for)?$",
);

/** "is the plumber paid?", "is gym on monday?", "who do i need to call?": how it stands with tasks on the list. */
export function standing(text: string, line: Line, state: State): Command | null {
  return (
    paid(text, line, state) ??
    about(WHEN, text, line, state) ??
    about(WHY, text, line, state) ??
    whom(text, state)
  );
}

/** The verb of the question and what it was done to name the task, else that alone. */
function paid(text: string, line: Line, state: State): Command | null {
  const match = DONE.exec(text);
  const verb = match && plainOfPast(match.groups?.verb ?? "");
  if (!match || !verb) return null;
  const named = groupItems(line, match, "ref");
  const whole = resolve({ kind: "name", text: `${verb} ${sourceOfItems(state, named)}` }, state, "any");
  return whole.kind === "found" ? details(whole.tasks.map(({ id }) => id)) : shown(named, state);
}

function about(pattern: RegExp, text: string, line: Line, state: State): Command | null {
  const match = pattern.exec(text);
  return match && shown(groupItems(line, match, "ref"), state);
}

function shown(named: readonly Item[], state: State): Command | null {
  if (/^(?:it|that|this|there|i|we|you|he|she|they)\b/.test(toLine(named).text)) return null;
  const resolution = reach(named, state, "any")?.resolution;
  return resolution?.kind === "found" && !resolution.all
    ? details(resolution.tasks.map(({ id }) => id))
    : null;
}

function whom(text: string, state: State): Command | null {
  const verb = WHOM.exec(text)?.groups?.verb;
  return verb && bySearch(verb, state.open).length > 0 ? list({ text: verb }, "search") : null;
}

function details(ids: string[]): Command {
  return { type: "list", filter: { status: "all" }, mode: "details", ids };
}
