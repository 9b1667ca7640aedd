import type { Tell } from "../draft.ts";
import { allOf, type Component, firstOf, textOf } from "./lines.ts";

/** A to-do, with the components for single dates of its series. */
export interface Todo {
  component: Component;
  uid: string | null;
  occurrences: Component[];
  /** Its list, from the name of its calendar. */
  calendar: string | null;
  /** Whether its calendar cancels it (RFC 5546 §3.4.5). */
  isCancelled: boolean;
  /** vCalendar 1.0, which predates RFC 2445 and separates list values with semicolons. */
  isOld: boolean;
}

export function todosOf(
  component: Component,
  around: Pick<Todo, "calendar" | "isCancelled" | "isOld">,
): Todo[] {
  return component.components.flatMap((inner): Todo[] => {
    if (inner.name === "vtodo")
      return [{ component: inner, uid: textOf(inner, "uid"), occurrences: [], ...around }];
    if (inner.name !== "vcalendar") return [];
    const isCancelled = textOf(inner, "method")?.toUpperCase() === "CANCEL";
    const isOld = textOf(inner, "version") === "1.0";
    const calendar = textOf(inner, "x-wr-calname") ?? textOf(inner, "name");
    return todosOf(inner, { calendar, isCancelled, isOld });
  });
}

/**
 * One to-do per UID: its series, with the single dates that have their own component (RFC 5545 §3.8.4.4) in
 * `occurrences`.
 */
export function withOccurrences(
  todos: readonly Todo[],
  telling: (line: number, title: string | null) => Tell,
): Todo[] {
  const masters = new Map<string, Todo>();
  const single = (todo: Todo) => firstOf(todo.component, "recurrence-id") !== undefined;
  const kept = new Set<Todo>();
  for (const todo of todos) {
    if (single(todo)) continue;
    const before = todo.uid === null ? undefined : masters.get(todo.uid);
    const newest = before && isNewer(before.component, todo.component) ? before : todo;
    if (before) {
      telling(newest.component.line, titleOf(newest.component))("same_twice");
      kept.delete(before);
    }
    if (todo.uid !== null) masters.set(todo.uid, newest);
    kept.add(newest);
  }
  for (const todo of todos) {
    if (!single(todo)) continue;
    const master = todo.uid === null ? undefined : masters.get(todo.uid);
    if (master) master.occurrences.push(todo.component);
    else kept.add({ ...todo, uid: todo.uid && `${todo.uid} ${textOf(todo.component, "recurrence-id")}` });
  }
  return [...kept].sort((a, b) => a.component.line - b.component.line);
}

/** RFC 5546 §2.1.5: the higher SEQUENCE wins, then the later DTSTAMP. */
function isNewer(a: Component, b: Component): boolean {
  const rank = (todo: Component): [number, string] => [
    Number(textOf(todo, "sequence") ?? 0) || 0,
    textOf(todo, "last-modified") ?? textOf(todo, "dtstamp") ?? "",
  ];
  const [[sequence, at], [otherSequence, otherAt]] = [rank(a), rank(b)];
  return sequence === otherSequence ? at > otherAt : sequence > otherSequence;
}

/** RFC 5545 §3.8.4.5: the default type of a relation is PARENT. */
export function parentsOf(
  todos: readonly Todo[],
  telling: (line: number, title: string | null) => Tell,
): Map<Todo, string> {
  const byUid = new Map(todos.map((todo) => [todo.uid, todo]));
  const parents = new Map<Todo, string>();
  for (const todo of todos) {
    for (const relation of allOf(todo.component, "related-to")) {
      const type = (relation.parameters.reltype || "PARENT").toUpperCase();
      const other = relation.values[0]?.trim() ?? "";
      if (type === "PARENT" && !parents.has(todo) && other !== todo.uid) parents.set(todo, other);
      const child = type === "CHILD" ? byUid.get(other) : undefined;
      if (child && child !== todo && !parents.has(child) && todo.uid) parents.set(child, todo.uid);
      const isKept =
        type === "PARENT" ? parents.get(todo) === other : child && parents.get(child) === todo.uid;
      if (!isKept)
        telling(todo.component.line, titleOf(todo.component))("relation_left_out", `${type} ${other}`);
    }
  }
  return parents;
}

/** In capitals; vCalendar 1.0 has "NEEDS ACTION". */
export function statusOf(todo: Component): string {
  return (textOf(todo, "status") ?? "").toUpperCase().replaceAll(/\s+/g, "-");
}

export function titleOf(todo: Component): string | null {
  return textOf(todo, "summary") ?? textOf(todo, "description")?.split("\n")[0] ?? null;
}

export function isDone(todo: Component): boolean {
  return (
    statusOf(todo) === "COMPLETED" || firstOf(todo, "completed") !== undefined || percentOf(todo) === 100
  );
}

export function percentOf(todo: Component): number {
  return Number(textOf(todo, "percent-complete") ?? 0) || 0;
}
