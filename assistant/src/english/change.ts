import { editOf } from "../parse/edit.ts";
import { quoted } from "../parse/reference.ts";
import { reach } from "../parse/resolve.ts";
import { type Command, type State, sourceOfItems } from "../parse/state.ts";
import type { Edit } from "../types.ts";
import type { Found } from "./rule.ts";

/** A change of the tasks in `group`, whatever they turn out to be. */
export function change(found: Found, state: State, edit: Edit | null, group = "ref"): Command | null {
  const items = found.items(group);
  if (!edit || items.length === 0) return null;
  const reached = reach(items, state, "open");
  return reached ? { type: "update", target: reached.reference, edit } : null;
}

/** The same, only when the words name tasks without doubt. */
export function sureChange(found: Found, state: State, edit: Edit | null, group = "ref"): Command | null {
  const items = found.items(group);
  if (!edit || items.length === 0) return null;
  const reached = reach(items, state, "open");
  if (!reached) return null;
  const { kind } = reached.resolution;
  return kind === "found" || kind === "several" || kind === "already"
    ? { type: "update", target: reached.reference, edit }
    : null;
}

export const valueEdit = (found: Found, state: State): Edit | null => editOf(found.items("value"), state);

/** The typed words of a group, without quotes around the whole. */
export function words(found: Found, state: State, group: string): string {
  const items = found.items(group);
  const only = items[0];
  if (items.length === 1 && only?.kind === "quote") return quoted(only, state);
  return sourceOfItems(state, items).replace(/[\s.,;:]+$/, "");
}

export function rename(found: Found, state: State, certain = false): Command | null {
  const title = words(found, state, "title");
  if (title === "" || /^(?:it|that|this|them)$/i.test(title)) return null;
  return certain ? sureChange(found, state, { title }) : change(found, state, { title });
}
