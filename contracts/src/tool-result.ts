import type { Change } from "./change.ts";
import type { ProblemCode } from "./problem.ts";
import type { Task } from "./task.ts";

/** Why one item of a call was refused; the others were carried out. */
export interface ToolError {
  /** Index in the call, from 0. */
  index: number;
  id?: string | undefined;
  code: ProblemCode | "needs_confirmation" | "nothing_to_change";
  detail: string;
}

/** What the text and the tasks of a tool's result do not say. */
export interface ToolResultMore {
  /** For a list: cursor of the next page; null at the end. */
  nextCursor?: string | null | undefined;
  /** For reading the change log. */
  changes?: Change[] | undefined;
  /** For an undo: the tasks that no longer exist, and the group of changes of the undo itself. */
  removedIds?: string[] | undefined;
  groupId?: string | undefined;
  /** The call was held back: the person must be asked first, about these tasks or this change. */
  needsConfirmation?: true | undefined;
  held?: Task[] | undefined;
  changeId?: string | undefined;
  /** Over MCP: the word to call again with after a yes, and how many tasks were already changed without asking. */
  confirm?: string | undefined;
  changedLately?: number | undefined;
}

/**
 * A tool's result: text for a person or a model, and the same as data. Only a type, since the server writes it and
 * reads it back; results stored by an earlier release may lack newer fields (see `toolCall`).
 */
export interface ToolResult {
  text: string;
  /** Their current state; deleted ones as they were. In the order of the arguments, or of the list. */
  tasks: Task[];
  errors: ToolError[];
  more?: ToolResultMore | undefined;
}
