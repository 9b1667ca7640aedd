import type { PendingQuestion } from "@todo-chatbot/assistant";
import type { Task } from "@todo-chatbot/contracts";
import {
  type ConfirmationGate,
  confirmationQuestion,
  type GuardedAction,
  withoutAsking,
} from "../tools/confirmation.ts";

interface Held {
  action: GuardedAction;
  tasks: Task[];
}

/**
 * The gate of one chat turn. It counts over all calls of the turn, so that many small calls are one bulk
 * change. A person's yes counts only for the tasks the assistant asked about in the turn before.
 */
export class TurnGate implements ConfirmationGate {
  readonly #allowed: Readonly<Record<GuardedAction, ReadonlySet<string>>>;
  readonly #asked: Record<GuardedAction, Set<string>> = { delete: new Set(), complete: new Set() };
  readonly #limits: Readonly<Record<GuardedAction, number>>;
  readonly #held: Held[] = [];

  /**
   * `agreed`: the ids of the tasks the message allows to be changed, as the answer to `pending`.
   * `asksForAll`: the message speaks of all or everything, so that even one task is not deleted unasked.
   */
  constructor(pending: PendingQuestion | null, agreed: readonly string[], asksForAll = false) {
    const of = (action: GuardedAction) => new Set(agreed.filter((id) => isAbout(pending, action, id)));
    this.#allowed = { delete: of("delete"), complete: of("complete") };
    this.#limits = asksForAll ? { ...withoutAsking, delete: 0 } : withoutAsking;
  }

  /** Counts calls that are about to come, so that the first of several is judged by all of them. */
  announce(action: GuardedAction, ids: readonly string[]): void {
    for (const id of ids) this.#asked[action].add(id);
  }

  allows(action: GuardedAction, ids: readonly string[]): boolean {
    this.announce(action, ids);
    const agreed = this.#allowed[action];
    if (ids.every((id) => agreed.has(id))) return true;
    const unasked = [...this.#asked[action]].filter((id) => !agreed.has(id));
    return unasked.length <= this.#limits[action];
  }

  refused(action: GuardedAction, tasks: readonly Task[]): Record<string, unknown> {
    const held = this.#held.find((entry) => entry.action === action);
    if (held) held.tasks.push(...tasks.filter(({ id }) => !held.tasks.some((task) => task.id === id)));
    else this.#held.push({ action, tasks: [...tasks] });
    return { needsConfirmation: true };
  }

  /** What the turn must ask, when something was held back. */
  question(): { text: string; pending: PendingQuestion; tasks: Task[] } | null {
    if (this.#held.length === 0) return null;
    const tasks = this.#held.flatMap((held) => held.tasks);
    return {
      text: this.#held.map((held) => confirmationQuestion(held.action, held.tasks)).join("\n"),
      pending: {
        kind: "confirm",
        actions: this.#held.map((held) => ({ type: held.action, ids: held.tasks.map(({ id }) => id) })),
        ids: tasks.map(({ id }) => id),
      },
      tasks,
    };
  }
}

function isAbout(pending: PendingQuestion | null, action: GuardedAction, id: string): boolean {
  if (pending?.kind === "which") return pending.template.type === action && pending.options.includes(id);
  if (pending?.kind !== "confirm") return false;
  return pending.actions.some((held) => held.type === action && held.ids.includes(id));
}
