import type { Task } from "@todo-chatbot/contracts";
import { useEffect, useMemo, useReducer, useRef } from "react";
import type { Reader } from "../lib/due-words.ts";
import { nextTurn } from "../lib/next-turn.ts";
import type { TaskFilter } from "./filters.ts";
import { type Groups, groupInSteps, keepingSame, noGroups } from "./grouping.ts";
import { TaskOrder } from "./order.ts";

/** Number of steps done while rendering: enough for a list of about a thousand tasks. */
const atOnce = 2;

/**
 * The groups of the panel. For a long list they follow a change with a short delay, during which the page stays
 * responsive and shows the previous ones.
 */
export function useGroups(
  tasks: readonly Task[],
  filter: TaskFilter,
  reader: Reader,
): { groups: Groups; isSettled: boolean } {
  const order = useMemo(() => new TaskOrder(reader.timeZone), [reader.timeZone]);
  const grouping = useMemo(
    () => new Grouping(groupInSteps(tasks, filter, reader, order)),
    [tasks, filter, reader, order],
  );
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const shown = useRef(noGroups);
  grouping.take(atOnce);
  const isSettled = grouping.groups !== null;
  useEffect(() => {
    if (isSettled) return;
    let isDropped = false;
    void (async () => {
      while (!isDropped && !grouping.groups) {
        await nextTurn();
        if (!isDropped) grouping.take(1);
      }
      if (!isDropped) redraw();
    })();
    return () => {
      isDropped = true;
    };
  }, [grouping, isSettled]);
  if (grouping.groups) shown.current = keepingSame(shown.current, grouping.groups);
  return { groups: shown.current, isSettled };
}

class Grouping {
  /** null until it is done. */
  groups: Groups | null = null;
  readonly #steps: Generator<void, Groups>;

  constructor(steps: Generator<void, Groups>) {
    this.#steps = steps;
  }

  take(steps: number): void {
    for (let taken = 0; taken < steps && !this.groups; taken++) {
      const step = this.#steps.next();
      if (step.done) this.groups = step.value;
    }
  }
}
