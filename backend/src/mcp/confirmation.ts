import { createHash } from "node:crypto";
import type { Step } from "../tasks/types.ts";
import { type ChangeGate, HeldError, needsAsking, reachOf } from "../tools/gate.ts";
import type { RecentChanges } from "./recent-changes.ts";

/** What the calls of one MCP request have done so far: many small calls are one bulk change. */
export type RequestSteps = Step[];

/** One MCP call, and the confirmation word that a person agreed to it. */
export interface GuardedCall {
  userId: string;
  /** The API key it comes with. */
  keyId: string;
  name: string;
  input: unknown;
  confirm: string | undefined;
}

/**
 * The gate of one MCP call. There is no conversation to refer to, so it counts what the key did recently. A
 * refused call gets a word to repeat it with once the person has agreed, valid for exactly this call
 * and these tasks.
 * @param counted what the request did so far; this call is added
 * @param recent what earlier requests did
 */
export function callGate(
  { keyId, confirm, ...call }: GuardedCall,
  counted: RequestSteps,
  recent: RecentChanges,
): ChangeGate {
  let announced: readonly Step[] = [];
  const word = (steps: readonly Step[]) => {
    const ids = [...reachOf([...announced, ...steps]).changed].sort();
    const all = JSON.stringify([call.userId, call.name, call.input, ids]);
    return createHash("sha256").update(all).digest("base64url").slice(0, 12);
  };
  return {
    announce: (steps) => {
      announced = steps;
    },
    check: (steps) => {
      const all = [...recent.of(keyId), ...counted, ...announced, ...steps];
      const isTooFar = reachOf(steps).changed.size > 0 && needsAsking(reachOf(all), () => false);
      if (isTooFar && confirm !== word(steps)) throw new HeldError(steps);
      counted.push(...steps);
      if (isTooFar) recent.clear(keyId);
      else recent.add(keyId, reachOf(counted));
    },
    // A named change is known; without one, the newest is reported, to be named in the repeated call.
    undoes: () => null,
    allowsUndo: async (_, isNamed) => isNamed,
    held: ({ steps, undo }) => ({
      needsConfirmation: true,
      ...(undo && { changeId: undo.changeId }),
      ...(steps.length > 0 && { confirm: word(steps), changedLately: recent.of(keyId).length }),
    }),
  };
}
