import type { Task } from "@todo-chatbot/contracts";
import { uuid } from "../lib/uuid.ts";

/** A task for tests: open, with nothing but a title unless told otherwise. */
export function makeTask(title: string, fields: Partial<Task> = {}): Task {
  return {
    id: uuid(),
    title,
    description: "",
    completedAt: null,
    priority: 4,
    labels: [],
    project: null,
    parentId: null,
    start: null,
    due: null,
    recurrence: null,
    reminders: [],
    position: 0,
    version: 1,
    createdAt: "2026-11-01T08:00:00.000Z",
    updatedAt: "2026-11-01T08:00:00.000Z",
    ...fields,
  };
}
