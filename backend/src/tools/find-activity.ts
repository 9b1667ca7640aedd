import type { Change, Task } from "@todo-chatbot/contracts";
import { z } from "zod";
import { defineTool } from "./types.ts";

const verbs: Record<Change["action"], string> = {
  create: "added",
  update: "changed",
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
  undo: "undid a change of",
};

export const findActivity = defineTool({
  name: "find_activity",
  title: "Find activity",
  description: "What was added, changed, completed or deleted, newest first: “what did I do today?”.",
  input: z.strictObject({
    since: z.iso.datetime({ offset: true }).optional(),
    until: z.iso.datetime({ offset: true }).optional().describe("Not included"),
    limit: z.number().int().min(1).max(100).default(50),
  }),
  hints: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  async run(principal, { since, until, limit }, services) {
    const changes = await services.tasks.activity(principal, {
      ...(since === undefined ? {} : { since }),
      ...(until === undefined ? {} : { until }),
      limit,
    });
    const lines = changes.map((change) => `${change.at} ${verbs[change.action]} “${titleOf(change)}”`);
    return {
      text: lines.length > 0 ? lines.join("\n") : "Nothing was changed in that time.",
      tasks: latest(changes),
      errors: [],
      more: { changes },
    };
  },
});

function titleOf({ before, after }: Change): string {
  return (after ?? before)?.title ?? "";
}

/** Each task once, in the state after its latest change. */
function latest(changes: readonly Change[]): Task[] {
  const seen = new Map<string, Task>();
  for (const { taskId, before, after } of changes) {
    const task = after ?? before;
    if (task && !seen.has(taskId)) seen.set(taskId, task);
  }
  return [...seen.values()];
}
