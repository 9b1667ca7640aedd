import { undoRequest } from "@todo-chatbot/contracts";
import { z } from "zod";
import { AppError } from "../http/errors.ts";
import { undoQuestion } from "./confirmation.ts";
import { joinText, tasksText } from "./text.ts";
import { defineTool, type ToolResult } from "./types.ts";

export const undo = defineTool({
  name: "undo",
  title: "Undo",
  description:
    "Take back the last change made here, with all that was changed together with it; or the change named. " +
    "With redo, make again what was last taken back. Anything made elsewhere needs the person's yes first.",
  input: undoRequest.extend({ redo: z.boolean().optional() }),
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  async run(principal, { changeId, redo = false }, { tasks, gate }): Promise<ToolResult> {
    try {
      // What the same turn did a moment ago comes before what the conversation did earlier.
      const newest = changeId === undefined ? await tasks.previewUndo(principal, { redo }) : null;
      const isOwn = newest?.groupId === principal.groupId;
      const meant = changeId ?? (isOwn ? null : gate.undoes(redo)) ?? (newest?.changeId as string);
      if (!isOwn && !gate.allowsUndo(meant, changeId !== undefined)) {
        const preview =
          newest?.changeId === meant ? newest : await tasks.previewUndo(principal, { changeId: meant });
        const detail = "The person has not agreed to this yet.";
        return {
          text: `Nothing was changed. Ask the person first: ${undoQuestion(preview)}`,
          tasks: [],
          errors: [{ index: 0, code: "needs_confirmation", detail }],
          more: gate.refusedUndo(preview),
        };
      }
      const done = await tasks.undo(principal, { changeId: meant });
      const gone = done.removedIds.length;
      return {
        text: joinText(
          "Undone.",
          tasksText("As it is now:", done.tasks),
          gone > 0 ? `${gone} added before ${gone === 1 ? "is" : "are"} gone again.` : "",
        ),
        tasks: done.tasks,
        errors: [],
        more: { removedIds: done.removedIds, groupId: done.groupId },
      };
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      return {
        text: error.detail,
        tasks: [],
        errors: [{ index: 0, code: error.code, detail: error.detail }],
      };
    }
  },
});
