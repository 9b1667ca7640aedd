import { undoRequest } from "@todo-chatbot/contracts";
import { AppError } from "../http/errors.ts";
import { joinText, tasksText } from "./text.ts";
import { defineTool } from "./types.ts";

export const undo = defineTool({
  name: "undo",
  title: "Undo",
  description: "Take back the last change, with all that was changed together with it; or the change named.",
  input: undoRequest,
  hints: { readOnlyHint: false, destructiveHint: true, idempotentHint: false },
  async run(principal, request, services) {
    try {
      const { tasks, removedIds } = await services.tasks.undo(principal, request);
      const removed =
        removedIds.length > 0
          ? `${removedIds.length} added before ${removedIds.length === 1 ? "is" : "are"} gone again.`
          : "";
      return {
        text: joinText("Undone.", tasksText("As it is now:", tasks), removed),
        tasks,
        errors: [],
        more: { removedIds },
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
