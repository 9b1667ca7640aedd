import type { Action, PendingQuestion, Plan } from "@todo-chatbot/assistant";
import type { Reading } from "../../reading/protocol.ts";

/** What a person has agreed to with the current message. */
export interface Agreement {
  /** Tasks that may be changed. */
  tasks: ReadonlySet<string>;
  /** Changes that may be undone. */
  undo: readonly string[];
}

export const noAgreement: Agreement = { tasks: new Set(), undo: [] };

/** The changes that actions undo. */
export const undoesOf = (actions: Plan["actions"]): string[] =>
  actions.flatMap((action) => ("changeId" in action ? (action.changeId ?? []) : []));

/** The part of the previous question a message agrees to; nothing else is permitted without asking. */
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
 * The actions that a question held back, if the message agrees to all of them, with a yes alone or among other
 * things. Agreeing to some of them, or only naming a task, is not enough, since that may mean something else.
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
