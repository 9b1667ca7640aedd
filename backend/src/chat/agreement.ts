import type { Action, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import type { Reading } from "./reading/protocol.ts";

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
export function agreementTo(pending: PendingQuestion | null, { plan, agreed }: Reading): Agreement {
  const about = new Set(askedAbout(pending));
  const asked = pending?.kind === "confirm" ? undoesOf(pending.actions) : [];
  const said = new Set(undoesOf(plan.actions));
  return { tasks: new Set(agreed.filter((id) => about.has(id))), undo: asked.filter((id) => said.has(id)) };
}

/** The actions of a plan that a question had held back and the message agrees to. */
export function agreedActions(pending: PendingQuestion | null, { plan, agreed }: Reading): Action[] {
  if (pending?.kind !== "confirm") return [];
  const free = new Set(agreed.filter((id) => pending.ids.includes(id)));
  const undone = new Set(undoesOf(pending.actions));
  const kinds = new Set(pending.actions.map(({ type }) => type));
  return plan.actions.filter((action) => {
    if (!kinds.has(action.type)) return false;
    if (action.type === "undo" || action.type === "redo") return undone.has(action.changeId ?? "");
    const ids =
      "ids" in action ? action.ids : action.type === "update" ? action.changes.map(({ id }) => id) : [];
    return ids.length > 0 && ids.every((id) => free.has(id));
  });
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
