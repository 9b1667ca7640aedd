import type { Action, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import type { Reading } from "../../reading/protocol.ts";

/** What a person has agreed to with the message that is being answered. */
export interface Agreement {
  /** Tasks that may be changed. */
  tasks: ReadonlySet<string>;
  /** Changes to be taken back. */
  undo: readonly string[];
}

export const noAgreement: Agreement = { tasks: new Set(), undo: [] };

/** The changes that actions take back. */
export const undoesOf = (actions: Plan["actions"]): string[] =>
  actions.flatMap((action) => ("changeId" in action ? (action.changeId ?? []) : []));

/** What a message agrees to of what the turn before had asked; no more than that may be done unasked. */
export function agreementTo(
  pending: PendingQuestion | null,
  { plan, agreed }: Pick<Reading, "plan" | "agreed">,
): Agreement {
  const about = new Set(askedAbout(pending));
  const asked = pending?.kind === "confirm" ? undoesOf(pending.actions) : [];
  const said = new Set(undoesOf(plan.actions));
  return { tasks: new Set(agreed.filter((id) => about.has(id))), undo: asked.filter((id) => said.has(id)) };
}

/**
 * The actions that a question had held back, when the message agrees to all of them: by a yes, or by a yes among other
 * things. A part of them, or a task that is only named, is not enough: the words may mean something else.
 */
export function agreedActions(
  pending: PendingQuestion | null,
  { agreed, isYes }: Pick<Reading, "agreed" | "isYes">,
): Action[] {
  if (pending?.kind !== "confirm") return [];
  const said = new Set(agreed);
  const isAll = pending.ids.length > 1 && pending.ids.every((id) => said.has(id));
  return isYes || isAll ? pending.actions : [];
}

function askedAbout(pending: PendingQuestion | null): readonly string[] {
  switch (pending?.kind) {
    case "confirm":
      return pending.ids;
    case "pick":
      return pending.options;
    default:
      return [];
  }
}
