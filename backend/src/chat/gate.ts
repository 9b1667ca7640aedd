import type { DoneAct, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import type { Task } from "@todo-chatbot/contracts";
import type { UndoPreview } from "../tasks/types.ts";
import {
  type ConfirmationGate,
  confirmationQuestion,
  type GuardedAction,
  undoQuestion,
  withoutAsking,
} from "../tools/confirmation.ts";
import type { Reading } from "./reading/protocol.ts";

interface Held {
  action: GuardedAction;
  tasks: Task[];
}

/** What a person has agreed to with the message that is being answered. */
export interface Agreement {
  delete: readonly string[];
  complete: readonly string[];
  /** Changes to be taken back. */
  undo: readonly string[];
}

/** What a message agrees to of what the turn before had asked; no more than that may be done unasked. */
export function agreementTo(pending: PendingQuestion | null, { plan, agreed }: Reading): Agreement {
  const of = (action: GuardedAction) => agreed.filter((id) => isAbout(pending, action, id));
  const asked = pending?.kind === "confirm" ? undoesOf(pending.actions) : [];
  const said = new Set(undoesOf(plan.actions));
  return { delete: of("delete"), complete: of("complete"), undo: asked.filter((id) => said.has(id)) };
}

/** The changes that actions take back. */
export const undoesOf = (actions: Plan["actions"]): string[] =>
  actions.flatMap((action) => ("changeId" in action ? (action.changeId ?? []) : []));

/**
 * The gate of one chat turn. It counts over all calls of the turn, so that many small calls are one bulk
 * change. A person's yes counts only for what the assistant asked about in the turn before. Of what can be
 * undone, only what this conversation did may be taken back unasked.
 */
export class TurnGate implements ConfirmationGate {
  readonly #agreed: Readonly<Record<GuardedAction, ReadonlySet<string>>>;
  readonly #asked: Record<GuardedAction, Set<string>> = { delete: new Set(), complete: new Set() };
  readonly #limits: Readonly<Record<GuardedAction, number>>;
  readonly #agreedUndos: readonly string[];
  readonly #acts: readonly DoneAct[];
  readonly #held: Held[] = [];
  readonly #heldUndos: UndoPreview[] = [];

  /**
   * `acts`: what this conversation did, oldest first. `asksForAll`: the message speaks of all or everything, so
   * that even one task is not deleted unasked.
   */
  constructor(agreement: Agreement, acts: readonly DoneAct[], asksForAll = false) {
    this.#agreed = { delete: new Set(agreement.delete), complete: new Set(agreement.complete) };
    this.#agreedUndos = agreement.undo;
    this.#acts = acts;
    this.#limits = asksForAll ? { ...withoutAsking, delete: 0 } : withoutAsking;
  }

  /** Counts calls that are about to come, so that the first of several is judged by all of them. */
  announce(action: GuardedAction, ids: readonly string[]): void {
    for (const id of ids) this.#asked[action].add(id);
  }

  allows(action: GuardedAction, ids: readonly string[]): boolean {
    this.announce(action, ids);
    const agreed = this.#agreed[action];
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

  undoes(redo: boolean): string | null {
    const [agreed] = this.#agreedUndos;
    if (agreed) return agreed;
    const last = this.#acts.findLast(({ type, changeId }) => changeId && (type === "undo") === redo);
    return last?.changeId ?? null;
  }

  allowsUndo(changeId: string): boolean {
    if (this.#agreedUndos.includes(changeId)) return true;
    const group = this.#acts.filter((act) => act.changeId === changeId);
    // Several tasks that one act made go as they came; what several acts made is asked about.
    const made = group.filter(({ type }) => type === "add");
    return group.length > 0 && made.length <= 1;
  }

  refusedUndo(preview: UndoPreview): Record<string, unknown> {
    this.#heldUndos.push(preview);
    return { needsConfirmation: true };
  }

  /** What the turn must ask, when something was held back. */
  question(): { text: string; pending: PendingQuestion; tasks: Task[] } | null {
    if (this.#held.length + this.#heldUndos.length === 0) return null;
    const tasks = this.#held.flatMap((held) => held.tasks);
    return {
      text: [
        ...this.#held.map((held) => confirmationQuestion(held.action, held.tasks)),
        ...this.#heldUndos.map(undoQuestion),
      ].join("\n"),
      pending: {
        kind: "confirm",
        actions: [
          ...this.#held.map(({ action, tasks: held }) => ({ type: action, ids: held.map(({ id }) => id) })),
          ...this.#heldUndos.map(({ changeId }) => ({ type: "undo" as const, changeId })),
        ],
        ids: tasks.map(({ id }) => id),
      },
      tasks,
    };
  }
}

function isAbout(pending: PendingQuestion | null, action: GuardedAction, id: string): boolean {
  switch (pending?.kind) {
    case "confirm":
      return pending.actions.some((held) => held.type === action && held.ids.includes(id));
    case "which":
      return pending.template.type === action && pending.options.includes(id);
    case "pick":
      return pending.wish.act === action && pending.options.includes(id);
    default:
      return false;
  }
}
