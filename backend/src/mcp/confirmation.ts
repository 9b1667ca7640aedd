import { createHash } from "node:crypto";
import type { Step } from "../tasks/types.ts";
import { type ChangeGate, HeldError, needsAsking, reachOf } from "../tools/gate.ts";

/** What the calls of one MCP request have done so far: many small calls are one bulk change. */
export type RequestSteps = Step[];

/**
 * The gate of one MCP call. There is no conversation to look back on, so a refused call is given a word to be
 * called again with, once the person has agreed; it holds for exactly this call and these tasks.
 * @param counted what the request did before; what this call does is added
 */
export function callGate(
  call: { userId: string; name: string; input: unknown },
  confirm: string | undefined,
  counted: RequestSteps,
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
      const all = [...counted, ...announced, ...steps];
      const isTooFar = reachOf(steps).changed.size > 0 && needsAsking(reachOf(all), () => false);
      if (isTooFar && confirm !== word(steps)) throw new HeldError(steps);
      counted.push(...steps);
    },
    // Whoever names a change knows it; without a name the newest is told, to be called again with.
    undoes: () => null,
    allowsUndo: async (_, isNamed) => isNamed,
    held: ({ steps, undo }) => ({
      needsConfirmation: true,
      ...(undo && { changeId: undo.changeId }),
      ...(steps.length > 0 && { confirm: word(steps) }),
    }),
  };
}
