import type { Task, ToolResult } from "@todo-chatbot/contracts";
import { quotedData } from "../../tools/model-form.ts";
import type { Handles } from "./handles.ts";

/** Characters of notes that a language model sees in a list of tasks. */
const notesLength = 200;

/** Maximum number of tasks in one result; the rest are only counted. */
const mostTold = 100;

/** Tasks as a language model sees them: by handle, in the person's time zone, and without empty fields. */
export interface Telling {
  handles: Handles;
  timeZone: string;
}

/** A task in as few tokens as possible, with the field names of the tools. */
export function toldTask(task: Task, { handles, timeZone }: Telling) {
  const { title, description, completedAt, priority, labels, project, recurrence, parentId } = task;
  return {
    id: handles.show(task),
    title,
    ...(description && { description: description.slice(0, notesLength).toWellFormed() }),
    ...(completedAt && { completedAt }),
    ...(task.due && { due: toldDue(task.due, timeZone) }),
    ...(priority < 4 && { priority }),
    ...(labels.length > 0 && { labels }),
    ...(project && { project }),
    ...(recurrence && { recurrence: recurrence.rule }),
    ...(parentId && { parentId: handles.of(parentId) }),
  };
}

/** Data with one task per line. Quotes in user text are escaped, so that no title looks like two tasks. */
export const told = (data: object): string => quotedData(data).replaceAll('},{"id":', '},\n{"id":');

/** A tool's result for a language model: each piece of data once, without what it cannot use. */
export function toldResult(result: ToolResult, telling: Telling): string {
  const { changes, held: _, groupId: __, removedIds: ___, ...more } = result.more ?? {};
  const { handles } = telling;
  const shown = result.tasks.slice(0, mostTold);
  // The tasks in question are only listed in the question itself.
  const errors = result.errors.filter(({ code }) => code !== "needs_confirmation");
  return told({
    ...((shown.length === 0 || changes !== undefined) && { summary: result.text }),
    tasks: shown.map((task) => toldTask(task, telling)),
    ...(result.tasks.length > shown.length && { moreTasks: result.tasks.length - shown.length }),
    ...(errors.length > 0 && {
      errors: errors.map(({ index, id, detail }) => ({
        ...(id === undefined ? { item: index + 1 } : { id: handles.of(id) }),
        detail,
      })),
    }),
    ...(errors.some(({ code }) => code === "not_found") && {
      hint: `The tasks you know are ${handles.known()}; list_tasks finds others.`,
    }),
    ...more,
  });
}

function toldDue(due: NonNullable<Task["due"]>, timeZone: string): string {
  if (!("time" in due)) return due.date;
  const zone = due.timeZone === timeZone ? "" : ` ${due.timeZone}`;
  return `${due.date} ${due.time}${zone}`;
}
