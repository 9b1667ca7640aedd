import type { Task } from "@todo-chatbot/contracts";
import type { Item } from "../parse/items.ts";
import { groupItems, toLine } from "../parse/items.ts";
import { reach } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import type { Context } from "../types.ts";
import { re } from "./rule.ts";

const SIGH = "(?:(?:oh|oops|sorry|wait|wrong|hmm|ah|actually|hang on|hold on|my bad|my mistake) ?,? ?)*";
const MEANT =
  "(?:i meant?|i was talking about|i said|it was|its|wrong (?:one|task)|not (?:that|it|this)(?: one| task)?|(?:that was )?the wrong one|rather)";

const OTHER = re(`^${SIGH}(?:(?:no|nope|nah) ?,? ?)?${MEANT} ?[,.;:–—-]? ?(?<ref>.+?)(?: instead)?$`);
const BARE = re(`^${SIGH}(?:no|nope|nah) ?,? ?(?<only>just |only )?(?<ref>.+?)(?: instead)?$`);
const LESS = re(`^${SIGH}(?:(?:no|nope|nah) ?,? ?)?(?:but )?not (?<ref>.+)$`);

/** What the last turn did to all it changed, as far as it can still be seen. */
function doneLast(context: Context): { action: "complete" | "delete"; tasks: Task[] } | null {
  const last = context.turns.at(-1);
  if (!last || last.changed.length === 0) return null;
  const tasks = last.changed
    .map((id) => context.tasks.find((task) => task.id === id))
    .filter((task) => task !== undefined);
  if (tasks.length === 0) return { action: "delete", tasks };
  return tasks.length === last.changed.length && tasks.every((task) => task.completedAt)
    ? { action: "complete", tasks }
    : null;
}

/**
 * A correction of which task was meant, right after one was completed or deleted: "no, i meant dad", "not that one, the
 * gym", "no, just the milk", "not the bread". Null unless it names tasks without doubt.
 */
export function instead(items: readonly Item[], state: State): Command | null {
  const done = doneLast(state.context);
  if (!done) return null;
  const line = toLine(items);
  for (const pattern of [OTHER, LESS, BARE]) {
    const match = pattern.exec(line.text);
    if (!match) continue;
    const named = groupItems(line, match, "ref");
    const kept = reach(named, state, "completed");
    const among =
      kept?.resolution.kind === "found" && kept.resolution.tasks.every((task) => done.tasks.includes(task));
    if (pattern === LESS) {
      return kept && among ? { type: "reopen", target: kept.reference } : null;
    }
    if (kept && among && done.tasks.length > 1)
      return { type: "instead", action: done.action, target: kept.reference };
    const other = reach(named, state, "open");
    if (other?.resolution.kind === "found" && !other.resolution.draft)
      return { type: "instead", action: done.action, target: other.reference };
  }
  return null;
}
