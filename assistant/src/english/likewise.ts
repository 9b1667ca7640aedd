import { groupItems, type Item, toLine } from "../parse/items.ts";
import { reach } from "../parse/resolve.ts";
import type { Command, State } from "../parse/state.ts";
import { doneBefore } from "./earlier.ts";
import { re } from "./rule.ts";

const SAME = re(
  "^(?:and |also |then )*(?:do )?(?:the )?same (?:for|with|to|goes for) (?<ref>.+?)(?: too| as well)?$",
);
const TOO = re("^(?:and |also )*(?<ref>.+?) (?:too|as well|also)$");

/** "same for 2", "and the slides too": what was just done, to others as well. Null unless they are named without doubt. */
export function likewise(items: readonly Item[], state: State): Command | null {
  const line = toLine(items);
  const match = SAME.exec(line.text) ?? TOO.exec(line.text);
  if (!match) return null;
  const done = doneBefore(state);
  if (!done || done.kind === "add" || done.edit?.title !== undefined) return null;
  const reached = reach(groupItems(line, match, "ref"), state, done.kind === "reopen" ? "completed" : "open");
  if (reached?.resolution.kind !== "found" || reached.resolution.draft) return null;
  const target = reached.reference;
  if (done.kind !== "update") return { type: done.kind, target };
  return done.edit ? { type: "update", target, edit: done.edit } : null;
}
