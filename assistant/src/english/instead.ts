import type { Task } from "@todo-chatbot/contracts";
import { editOf } from "../parse/edit.ts";
import type { Item } from "../parse/items.ts";
import { groupItems, toLine } from "../parse/items.ts";
import { reach } from "../parse/resolve.ts";
import type { Command, Reference, State } from "../parse/state.ts";
import type { Context, Edit } from "../types.ts";
import { doneBefore } from "./earlier.ts";
import { re } from "./rule.ts";

const SIGH = "(?:(?:oh|oops|sorry|wait|wrong|hmm|ah|actually|hang on|hold on|my bad|my mistake) ?,? ?)*";
const NO = "(?:(?:no|nope|nah) ?,? ?)*";
const MEANT =
  "(?:i meant?|i was talking about|i said|it was|its|i wanted|wrong (?:one|task|number|item|thing)|not (?:that|it|this)(?: one| task)?|(?:that was )?the wrong one|rather)";

const OTHER = re(`^${SIGH}${NO}${MEANT} ?[,.;:–—-]? ?(?<ref>.+?)(?: instead)?$`);
const BARE = re(`^${SIGH}(?:no|nope|nah) ?,? ?(?<only>just |only )?(?<ref>.+?)(?: instead)?$`);
const LESS = re(`^${SIGH}${NO}(?:but )?not (?<ref>.+)$`);
/** The one that was meant and the one that was not, in either order. */
const RATHER = [
  re(`^${SIGH}${NO}(?:${MEANT} )?(?<ref>.+?) ?,? (?:and )?not (?<wrong>.+)$`),
  re(`^${SIGH}${NO}not (?<wrong>.+?) ?,? (?:but |i meant? |its |it was )?(?<ref>.+)$`),
];

/** What the last turn did to all it changed, as far as it can still be seen. */
interface Undone {
  action: "complete" | "delete" | "update";
  tasks: Task[];
  edit?: Edit;
}

function doneLast(context: Context, state: State): Undone | null {
  const last = context.turns.at(-1);
  if (!last || last.changed.length === 0) return null;
  const tasks = last.changed
    .map((id) => context.tasks.find((task) => task.id === id))
    .filter((task) => task !== undefined);
  if (tasks.length === 0) return { action: "delete", tasks };
  if (tasks.length !== last.changed.length) return null;
  if (tasks.every((task) => task.completedAt)) return { action: "complete", tasks };
  const { edit } = doneBefore(state) ?? {};
  return edit && edit.title === undefined ? { action: "update", tasks, edit } : null;
}

/**
 * A correction of which task was meant, right after one was changed, completed or deleted: "no, i meant dad", "not that
 * one, the gym", "dad, not mom", "no, just the milk", "not the bread". Null unless it names tasks without doubt.
 */
export function instead(items: readonly Item[], state: State): Command | null {
  const line = toLine(items);
  if (!/\b(?:no|nope|nah|not|meant?|said|was|its|wrong|rather|sorry)\b/.test(line.text)) return null;
  const done = doneLast(state.context, state);
  if (!done) return null;
  for (const pattern of RATHER) {
    const match = pattern.exec(line.text);
    if (!match || !isAmong(groupItems(line, match, "wrong"), done, state)) continue;
    const other = elsewhere(groupItems(line, match, "ref"), done, state);
    if (other) return other;
  }
  for (const pattern of [OTHER, LESS, BARE]) {
    const match = pattern.exec(line.text);
    if (!match) continue;
    const named = groupItems(line, match, "ref");
    // "no, friday" corrects the change, not the task.
    if (done.action === "update" && editOf(named, state)) return null;
    const kept = among(named, done, state);
    if (pattern === LESS) return kept ? without(kept, done) : null;
    if (kept && done.tasks.length > 1) return only(kept, done);
    const other = elsewhere(named, done, state);
    if (other) return other;
  }
  return null;
}

/** The words' tasks, when all of them were in what was done. */
function among(named: readonly Item[], done: Undone, state: State): Reference | null {
  const reached = reach(named, state, done.action === "complete" ? "completed" : "open");
  return reached?.resolution.kind === "found" &&
    reached.resolution.tasks.every((task) => done.tasks.includes(task))
    ? reached.reference
    : null;
}

/** Whether words name what was done by mistake; of what was deleted only that it is no longer there can be seen. */
function isAmong(named: readonly Item[], done: Undone, state: State): boolean {
  if (done.action !== "delete") return among(named, done, state) !== null;
  return reach(named, state, "open")?.resolution.kind === "nothing";
}

/** The same done to a task that was not in it, and taken back from those that were. */
function elsewhere(named: readonly Item[], done: Undone, state: State): Command | null {
  const other = reach(named, state, "open");
  if (other?.resolution.kind !== "found" || other.resolution.draft || other.resolution.all) return null;
  if (other.resolution.tasks.some((task) => done.tasks.includes(task))) return null;
  return command(done, other.reference);
}

function only(kept: Reference, done: Undone): Command | null {
  // A shift is counted from where a task was, which is only known of tasks that were not yet moved.
  return done.edit?.due?.kind === "shift" ? null : command(done, kept);
}

/** Done to all but these. */
function without(left: Reference, done: Undone): Command | null {
  if (done.action === "complete") return { type: "reopen", target: left };
  return done.tasks.length > 1 ? only({ kind: "except", of: { kind: "them" }, but: [left] }, done) : null;
}

function command({ action, edit }: Undone, target: Reference): Command {
  return { type: "instead", action, target, ...(edit ? { edit } : {}) };
}
