import { type ToolResult, type UndoResult, undoRequest } from "@todo-chatbot/contracts";
import { z } from "zod";
import { HeldError } from "./gate.ts";
import { joinText, tasksText } from "./text.ts";
import { defineTool } from "./types.ts";

export const undo = defineTool({
  name: "undo",
  title: "Undo",
  description:
    "Take back the last change made here, with all that was changed together with it; or the change named. " +
    "With redo, make again what was last taken back. Anything made elsewhere needs the person's yes first.",
  input: undoRequest.partial().extend({ redo: z.boolean().optional() }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  async run(principal, { changeId, redo = false }, { tasks, gate }): Promise<ToolResult> {
    // Changes of the same turn take precedence over earlier ones of the conversation.
    const newest = changeId === undefined ? await tasks.previewUndo(principal, { redo }) : null;
    const isOwn = newest?.groupId === principal.groupId;
    const meant = changeId ?? (isOwn ? null : gate.undoes(redo)) ?? (newest?.changeId as string);
    const preview = () =>
      newest?.changeId === meant ? newest : tasks.previewUndo(principal, { changeId: meant });
    if (!isOwn && !(await gate.allowsUndo(meant, changeId !== undefined))) {
      throw new HeldError([], await preview());
    }
    try {
      return answered(await tasks.undo(principal, { changeId: meant }));
    } catch (error) {
      if (error instanceof HeldError) throw new HeldError(error.steps, await preview());
      throw error;
    }
  },
});

function answered({ tasks, removedIds, groupId }: UndoResult): ToolResult {
  const gone = removedIds.length;
  return {
    text: joinText(
      "Undone.",
      tasksText("As it is now:", tasks),
      gone > 0 ? `${gone} added before ${gone === 1 ? "is" : "are"} gone again.` : "",
    ),
    tasks,
    errors: [],
    more: { removedIds, groupId },
  };
}
