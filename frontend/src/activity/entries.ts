import type { Actor, Change, ChangeAction } from "@todo-chatbot/contracts";

/** Changes that were made, and are undone, together. */
export interface ActivityEntry {
  groupId: string;
  action: ChangeAction;
  actor: Actor;
  at: string;
  changes: Change[];
  undone: boolean;
}

/** The change log in order, with changes of the same group combined. */
export function entriesOf(changes: readonly Change[]): ActivityEntry[] {
  const entries = new Map<string, ActivityEntry>();
  for (const change of changes) {
    const { groupId, action, actor, at } = change;
    const entry = entries.get(groupId);
    if (entry) entry.changes.push(change);
    else
      entries.set(groupId, { groupId, action, actor, at, changes: [change], undone: change.undone === true });
  }
  return [...entries.values()];
}
