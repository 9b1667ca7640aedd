import type { Action, DoneAct, PendingQuestion } from "@todo-chatbot/assistant";
import type { Task, ToolResultMore } from "@todo-chatbot/contracts";
import type { Step } from "../../../tasks/types.ts";
import { type ChangeGate, type HeldCall, HeldError, needsAsking, reachOf } from "../../../tools/gate.ts";
import { confirmationQuestion, idsByAction, tasksOf, undoQuestion } from "../../../tools/question.ts";
import type { Agreement } from "./agreement.ts";
import { heldActions } from "./held-actions.ts";

export interface TurnGateOptions {
  agreement: Agreement;
  /** What this conversation did, oldest first. */
  acts: readonly DoneAct[];
  /** Whether the person asks to undo something; called at most once. */
  asksForUndo: () => Promise<boolean>;
  /** Whether the message mentions all or everything, in which case not even one task is removed without asking. */
  asksForAll?: boolean;
}

/** What a turn must ask if something was held back. */
export interface HeldQuestion {
  text: string;
  pending: PendingQuestion & { kind: "confirm" };
  /** Every task it is about, including subtasks, in their current state. */
  tasks: Task[];
  /** The actions it is about, naming the affected subtasks too; null if there is more than those. */
  named: Action[] | null;
}

/**
 * The gate of one chat turn. It counts over all calls and steps of the turn, so that many small calls are one
 * bulk change. A person's yes counts only for what the assistant asked about in the previous turn. Only changes of
 * this conversation may be undone without asking.
 */
export class TurnGate implements ChangeGate {
  readonly #acts: readonly DoneAct[];
  readonly #asksForUndo: () => Promise<boolean>;
  readonly #asksForAll: boolean;
  #agreement: Agreement;
  #mayUndoAll = false;
  #undosAsked = 0;
  /** What this turn has undone: the next undo is about the change before. */
  readonly #takenBack = new Set<string>();
  /** What was permitted, and what is announced. */
  readonly #counted: Step[] = [];
  readonly #held: HeldCall[] = [];

  constructor({ agreement, acts, asksForUndo, asksForAll = false }: TurnGateOptions) {
    this.#agreement = agreement;
    this.#acts = acts;
    this.#asksForUndo = asksForUndo;
    this.#asksForAll = asksForAll;
  }

  announce(steps: readonly Step[]): void {
    this.#counted.push(...steps);
  }

  check = (steps: readonly Step[]): void => {
    if (steps.length > 0 && steps.every(({ action }) => action === "undo") && this.#mayUndoAll) {
      this.#mayUndoAll = false;
      return;
    }
    const own = reachOf(steps);
    const isFree = (id: string) => this.#agreement.tasks.has(id);
    const removes = [...own.removed].some((id) => !isFree(id));
    const isTooFar =
      own.changed.size > 0 &&
      (needsAsking(reachOf([...this.#counted, ...steps]), isFree) || (removes && this.#asksForAll));
    if (isTooFar) throw new HeldError(steps);
    this.#counted.push(...steps);
  };

  undoes(redo: boolean): string | null {
    const agreed = this.#agreement.undo.find((changeId) => !this.#takenBack.has(changeId));
    if (agreed) return agreed;
    const last = this.#acts.findLast(
      ({ type, changeId }) => changeId && (type === "undo") === redo && !this.#takenBack.has(changeId),
    );
    return last?.changeId ?? null;
  }

  async allowsUndo(changeId: string): Promise<boolean> {
    const isAllowed = await this.#mayUndo(changeId);
    if (isAllowed) this.#takenBack.add(changeId);
    return isAllowed;
  }

  async #mayUndo(changeId: string): Promise<boolean> {
    if (this.#agreement.undo.includes(changeId)) {
      this.#mayUndoAll = true;
      return true;
    }
    const group = this.#acts.filter((act) => act.changeId === changeId);
    // Tasks added by one act are removed together; those of several acts need confirmation.
    const made = group.filter(({ type }) => type === "add");
    if (group.length === 0 || made.length > 1) return false;
    // One request permits one undo.
    this.#mayUndoAll = this.#undosAsked === 0 && (await this.#asksForUndo());
    if (this.#mayUndoAll) this.#undosAsked++;
    return true;
  }

  held(call: HeldCall): ToolResultMore {
    this.#held.push(call);
    return { needsConfirmation: true };
  }

  /** What was agreed to is done; nothing else is permitted. */
  useUp(): void {
    this.#agreement = { tasks: new Set(), undo: [] };
    this.#counted.length = 0;
  }

  question(): HeldQuestion | null {
    if (this.#held.length === 0) return null;
    const steps = this.#held.filter(({ undo }) => !undo).flatMap((call) => call.steps);
    const undone = new Map(this.#held.flatMap(({ undo }) => (undo ? [[undo.changeId, undo]] : [])));
    const tasks = tasksOf(steps);
    const actions: Action[] = heldActions(this.#held);
    return {
      text: [confirmationQuestion(steps), ...[...undone.values()].map(undoQuestion)]
        .filter(Boolean)
        .join("\n"),
      pending: { kind: "confirm", actions, ids: tasks.map(({ id }) => id) },
      tasks,
      named: undone.size > 0 ? null : widened(actions, steps),
    };
  }
}

/** Actions with all the tasks they affect. */
function widened(actions: readonly Action[], steps: readonly Step[]): Action[] {
  const ids = idsByAction(steps);
  return actions.map((action) =>
    action.type === "delete" || action.type === "complete" || action.type === "reopen"
      ? { type: action.type, ids: ids[action.type] }
      : action,
  );
}
