import { dueAtInstant } from "@todo-chatbot/contracts/calendar";
import { parentsFirst } from "../../tasks/changes/workspace.ts";
import { createDraft, type Draft, type Reader } from "../draft.ts";
import { instantOf } from "../instants.ts";
import { isObject, type Json, objectOf, objectsOf, tasksIn, textOf } from "./value.ts";

export const isGoogleTasks = (content: unknown): content is Json =>
  isObject(content) && (content.kind === "tasks#taskLists" || content.kind === "tasks#tasks");

/**
 * Reads `Tasks.json` of Google's Takeout: lists of tasks in the format of the Tasks API (`tasks#task`). A due date has
 * no time of day, except in `scheduled_time`, and repetitions are not included.
 */
export function readGoogleTasks(content: Json, reader: Reader): Draft {
  const { draft, add, telling } = createDraft("google-tasks", reader);
  const lists = content.kind === "tasks#tasks" ? [content] : objectsOf(content.items);
  let line = 0;
  // Positions are strings of equal length, so they sort as text.
  const tellOther = (written: string) => telling(line + 1, null)("line_unreadable", written);
  const entries = lists.flatMap((list) =>
    tasksIn(list.items, tellOther)
      .map((task) => ({ list, task, line: ++line }))
      .sort((a, b) => textOf(a.task.position).localeCompare(textOf(b.task.position))),
  );
  const placed = entries.map((entry, order) => ({ ...entry, order }));
  for (const { list, task, order, line } of parentsFirst(
    placed,
    (entry) => textOf(entry.task.id) || null,
    (entry) => textOf(entry.task.parent) || null,
  )) {
    const tell = telling(line, textOf(task.title) || null);
    if (task.deleted === true) {
      tell("deleted_left_out");
      continue;
    }
    if (task.task_recurrence_id) tell("recurrence_not_in_file");
    const done = task.status === "completed";
    const completed = instantOf(task.completed);
    if (done && completed === null) tell("completion_time_unknown");
    const id = textOf(task.id) || null;
    const links = objectsOf(task.links).map(({ description, link }) =>
      [textOf(description), textOf(link)].filter(Boolean).join(": "),
    );
    const assigned = objectOf(task.assignmentInfo);
    if (textOf(assigned.linkToTask)) links.push(`Assigned in: ${textOf(assigned.linkToTask)}`);
    const { updated: _updated, etag: _etag, ...raw } = task;
    add({
      line,
      order,
      title: textOf(task.title),
      description: [textOf(task.notes), ...links].filter(Boolean).join("\n"),
      project: textOf(list.title) || null,
      due: dueOf(task, reader, (written) => tell("date_unknown", written)),
      priority: task.starred === true ? 2 : 4,
      completedAt: done ? new Date(completed ?? reader.now).toISOString() : null,
      createdAt: textOf(task.created) || null,
      key: id,
      parentKey: textOf(task.parent) || null,
      uid: id && `google ${id}`,
      raw,
    });
  }
  return draft;
}

function dueOf(task: Json, reader: Reader, unknown: (written: string) => void) {
  const slots = objectsOf(task.scheduled_time);
  const slot = textOf((slots.find(({ current }) => current === true) ?? slots[0])?.start);
  const written = slot || textOf(task.due);
  if (!written) return null;
  const instant = instantOf(written);
  if (instant === null) {
    unknown(written);
    return null;
  }
  // Midnight in UTC stands for the whole day.
  return /T00:00(:00(\.0+)?)?Z$/.test(written)
    ? { date: written.slice(0, 10) }
    : dueAtInstant(instant, reader.timeZone);
}
