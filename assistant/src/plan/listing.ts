import type { Task } from "@todo-chatbot/contracts";
import { byDue, isOverdue, select } from "../match/filter.ts";
import type { State } from "../parse/state.ts";
import type { Action, ListFilter, ListMode } from "../types.ts";

/** A list as it will be after the actions before it. */
export function listAction(
  filter: ListFilter,
  mode: ListMode,
  plan: { readonly gone: ReadonlySet<string> },
  state: State,
  given?: readonly string[],
): Action {
  const { context, clock } = state;
  let tasks: Task[];
  if (given)
    tasks = given
      .map((id) => context.tasks.find((task) => task.id === id))
      .filter((task) => task !== undefined);
  else {
    tasks = select(filter, context.tasks, clock).filter((task) => !plan.gone.has(task.id));
    if (filter.dueFrom !== undefined || filter.dueTo !== undefined || filter.overdue) tasks = byDue(tasks);
  }
  if (mode === "next") tasks = nextFirst(tasks, state).slice(0, 1);
  return { type: "list", filter, mode, ids: tasks.map((task) => task.id), count: tasks.length };
}

/** What to do first: what is overdue, then what is due soonest, then by priority, then the person's order. */
function nextFirst(tasks: readonly Task[], state: State): Task[] {
  const soon = byDue(tasks);
  const rank = (task: Task): number =>
    isOverdue(task, state.clock)
      ? 0
      : task.due && task.due.date <= todayIso(state)
        ? 1
        : task.priority < 4
          ? 2
          : task.due
            ? 3
            : 4;
  return soon
    .map((task, k) => ({ task, k }))
    .sort((a, b) => rank(a.task) - rank(b.task) || a.task.priority - b.task.priority || a.k - b.k)
    .map(({ task }) => task);
}

function todayIso(state: State): string {
  return new Date(state.clock.day * 86_400_000).toISOString().slice(0, 10);
}
