import { createHash } from "node:crypto";
import { type ConfirmationGate, type GuardedAction, withoutAsking } from "../tools/confirmation.ts";

/**
 * The gate of one MCP call. There is no conversation to look back on, so a refused call is given a word to be
 * called again with, once the person has agreed; it holds for exactly these tasks and this action.
 */
export function callGate(userId: string, confirm: string | undefined): ConfirmationGate {
  let expected = "";
  return {
    allows(action, ids) {
      expected = confirmationWord(userId, action, ids);
      return ids.length <= withoutAsking[action] || confirm === expected;
    },
    refused: () => ({ needsConfirmation: true, confirm: expected }),
    // Whoever names a change knows it; without a name the newest is told, to be called again with.
    undoes: () => null,
    allowsUndo: (_, isNamed) => isNamed,
    refusedUndo: ({ changeId }) => ({ needsConfirmation: true, changeId }),
  };
}

function confirmationWord(userId: string, action: GuardedAction, ids: readonly string[]): string {
  const set = JSON.stringify([userId, action, [...ids].sort()]);
  return createHash("sha256").update(set).digest("base64url").slice(0, 12);
}
