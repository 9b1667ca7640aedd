import type { Task } from "@todo-chatbot/contracts";
import { select } from "../match/filter.ts";
import { byName, byTitle, type Named } from "../match/names.ts";
import type { Context } from "../types.ts";
import type { Item } from "./items.ts";
import { readReference, splitNames } from "./reference.ts";
import type { Reference, State } from "./state.ts";

/** What a reference came to. `wording` is how it was named, for a reply. */
export type Resolution =
  | {
      kind: "found";
      tasks: Task[];
      all: boolean /** It is what an earlier clause of this message adds. */;
      draft?: boolean;
    }
  | { kind: "several"; tasks: Task[] }
  | { kind: "perhaps"; tasks: Task[] }
  /** It names a task, but one already in the state asked for. */
  | { kind: "already"; tasks: Task[] }
  | { kind: "nothing"; wording: string }
  /** "it" with nothing it could be. */
  | { kind: "lost" };

/** Which tasks are looked at first. */
export type Scope = "open" | "completed" | "any";

const REACH = 6;

/** The tasks the conversation last spoke of, newest first: those changed, else those shown. */
export function antecedents(context: Context): { changed: Task[]; shown: Task[] } {
  const find = (ids: readonly string[]): Task[] =>
    ids.map((id) => context.tasks.find((task) => task.id === id)).filter((task) => task !== undefined);
  for (const turn of context.turns.slice(-REACH).reverse()) {
    const changed = find(turn.changed);
    const shown = find(turn.shown);
    if (changed.length > 0 || shown.length > 0) return { changed, shown: shown.length > 0 ? shown : changed };
  }
  return { changed: [], shown: [] };
}

/**
 * The list that places count in, in its order; a place may hold a task that is gone. It is the list shown last, but a
 * single task shown since, as an answer does after a change, is no list to count in.
 */
function listWith(places: readonly number[], context: Context): (Task | undefined)[] {
  const lists = context.turns
    .slice(-REACH)
    .reverse()
    .filter((turn) => turn.shown.length > 0)
    .map((turn) => turn.shown.map((id) => context.tasks.find((task) => task.id === id)));
  const counts = (list: readonly unknown[]): boolean =>
    list.length > 1 && places.every((place) => place > 0 && place <= list.length);
  return lists.find(counts) ?? oneByOne(context) ?? lists[0] ?? [];
}

/** Tasks told one after the other, each in a turn of its own, are a list too; null for fewer than two. */
function oneByOne(context: Context): Task[] | null {
  const told: Task[] = [];
  for (const { shown } of context.turns.slice(-REACH).reverse()) {
    if (shown.length !== 1) break;
    const task = context.tasks.find(({ id }) => id === shown[0]);
    if (task && !told.includes(task)) told.unshift(task);
  }
  return told.length > 1 ? told : null;
}

/** Finds the tasks a reference means, looking at tasks of `scope` first and at the others only to explain. */
export function resolve(reference: Reference, state: State, scope: Scope): Resolution {
  const { context, local } = state;
  if (local && /^(?:it|them|both)$/.test(reference.kind)) {
    if ("drafts" in local) return { kind: "found", tasks: [], all: false, draft: true };
    return local.tasks.length === 1 || reference.kind !== "it"
      ? { kind: "found", tasks: local.tasks, all: false }
      : { kind: "several", tasks: local.tasks };
  }
  switch (reference.kind) {
    case "it": {
      const { changed, shown } = antecedents(context);
      const tasks = changed.length > 0 ? changed : shown;
      if (tasks.length === 0) return { kind: "lost" };
      return tasks.length === 1 ? { kind: "found", tasks, all: false } : { kind: "several", tasks };
    }
    case "them":
    case "both": {
      const { changed, shown } = antecedents(context);
      const tasks = shown.length > 1 || changed.length === 0 ? shown : changed;
      if (tasks.length === 0) return { kind: "lost" };
      if (reference.kind === "both" && tasks.length !== 2) {
        return changed.length === 2
          ? { kind: "found", tasks: changed, all: false }
          : { kind: "several", tasks };
      }
      return { kind: "found", tasks, all: false };
    }
    case "other": {
      const { changed, shown } = antecedents(context);
      const rest = shown.filter((task) => !changed.includes(task));
      return rest.length === 1 ? { kind: "found", tasks: rest, all: false } : { kind: "lost" };
    }
    case "rest": {
      const { changed } = antecedents(context);
      const named = local && "tasks" in local ? local.tasks : changed;
      if (named.length === 0) return { kind: "lost" };
      const from = scope === "completed" ? state.completed : state.open;
      return { kind: "found", tasks: from.filter((task) => !named.includes(task)), all: true };
    }
    case "places": {
      const list = listWith(reference.places, context);
      if (list.length === 0) return { kind: "lost" };
      const tasks: Task[] = [];
      for (const place of reference.places) {
        const task = list[place > 0 ? place - 1 : list.length + place];
        if (!task) return place > 0 ? { kind: "nothing", wording: `number ${place}` } : { kind: "lost" };
        if (!tasks.includes(task)) tasks.push(task);
      }
      return { kind: "found", tasks, all: false };
    }
    case "all": {
      const filter = {
        ...reference.filter,
        status: reference.filter.status ?? (scope === "completed" ? "completed" : "open"),
      } as const;
      return { kind: "found", tasks: select(filter, context.tasks, state.clock), all: true };
    }
    case "except": {
      const all = resolve(reference.of, state, scope);
      if (all.kind !== "found") return all;
      const left = reference.but.map((one) => resolve(one, state, scope)).find((one) => TOLD.has(one.kind));
      if (!left || !("tasks" in left)) {
        const [out] = reference.but;
        return out?.kind === "name" || out?.kind === "quote"
          ? { kind: "nothing", wording: out.text }
          : { kind: "lost" };
      }
      return { ...all, tasks: all.tasks.filter((task) => !left.tasks.includes(task)) };
    }
    case "quote":
      return scoped(reference.text, state, scope, true);
    case "name":
      return scoped(reference.text, state, scope, false);
    case "each": {
      const tasks: Task[] = [];
      for (const one of reference.references) {
        const found = resolve(one, state, scope);
        if (found.kind !== "found") return found;
        for (const task of found.tasks) if (!tasks.includes(task)) tasks.push(task);
      }
      return { kind: "found", tasks, all: false };
    }
  }
}

/** What may be left out: tasks named without doubt, or all that a name fits. */
const TOLD: ReadonlySet<Resolution["kind"]> = new Set(["found", "several", "already"]);

function scoped(text: string, state: State, scope: Scope, quote: boolean): Resolution {
  const key = `${scope}${quote ? "'" : ":"}${text}`;
  const known = state.named.get(key) as Resolution | undefined;
  if (known) return known;
  const found = search(text, state, scope, quote);
  state.named.set(key, found);
  return found;
}

function search(text: string, state: State, scope: Scope, quote: boolean): Resolution {
  const first = scope === "any" ? state.context.tasks : scope === "open" ? state.open : state.completed;
  const others = scope === "any" ? [] : scope === "open" ? state.completed : state.open;
  const named = find(text, first, quote);
  if (named.kind === "one") return { kind: "found", tasks: [named.task], all: false };
  if (named.kind === "several") return { kind: "several", tasks: named.tasks };
  const other = find(text, others, quote);
  if (other.kind === "one") return { kind: "already", tasks: [other.task] };
  if (other.kind === "several") return { kind: "already", tasks: other.tasks };
  if (named.kind === "perhaps") return { kind: "perhaps", tasks: named.tasks };
  return { kind: "nothing", wording: text };
}

/** A quoted title is that title; only when no task has it are its words looked for, and then asked about. */
function find(text: string, tasks: readonly Task[], quote: boolean): Named {
  if (!quote) return byName(text, tasks);
  const same = byTitle(text, tasks);
  if (same.length > 0)
    return same.length === 1 ? { kind: "one", task: same[0] as Task } : { kind: "several", tasks: same };
  const named = byName(text, tasks);
  return named.kind === "one" ? { kind: "perhaps", tasks: [named.task] } : named;
}

/**
 * Reads and resolves the words of a reference together: a title with an "and" in it is one task when there is such a
 * task, else each name is looked for by itself.
 */
export function reach(
  items: readonly Item[],
  state: State,
  scope: Scope,
): { reference: Reference; resolution: Resolution } | null {
  const reference = readReference(items, state);
  if (!reference) return null;
  const resolution = resolve(reference, state, scope);
  if (reference.kind !== "name" || resolution.kind === "found") return { reference, resolution };
  const parts = splitNames(items);
  if (!parts) return { reference, resolution };
  const references = parts.map((part) => readReference(part, state)).filter((r) => r !== null);
  const each: Reference = { kind: "each", references };
  const found = resolve(each, state, scope);
  if (found.kind === "found" || (resolution.kind === "nothing" && found.kind !== "nothing"))
    return { reference: each, resolution: found };
  return { reference, resolution };
}
