import type { Task, ToolResult } from "@todo-chatbot/contracts";
import { quotedData } from "../../tools/model-form.ts";
import type { Handles } from "./handles.ts";

/** Of notes, what a language model reads in a list of tasks. */
const notesLength = 200;

/** Tasks that one result tells; the rest are counted. */
const mostTold = 100;

/** How a language model sees tasks: by handle, on the person's clock, and without what is empty. */
export interface Telling {
  handles: Handles;
  timeZone: string;
}

/** A task in as few tokens as say it, in the names that the tools take. */
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

/** Data with one task on each line. What people wrote has its quotes escaped, so that no title looks like two tasks. */
export const told = (data: object): string => quotedData(data).replaceAll('},{"id":', '},\n{"id":');

/** What a tool answered, as a language model reads it: the data once, without what it has no use for. */
export function toldResult(result: ToolResult, telling: Telling): string {
  const { changes, held: _, groupId: __, removedIds: ___, ...more } = result.more ?? {};
  const { handles } = telling;
  const shown = result.tasks.slice(0, mostTold);
  // What is asked about is said once, in the question.
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
