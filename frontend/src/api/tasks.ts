import type {
  Change,
  Task,
  TaskCreateInput,
  TaskList,
  TaskPatch,
  TaskQueryInput,
  UndoResult,
} from "@todo-chatbot/contracts";
import { uuid } from "../lib/uuid.ts";
import { queryString, request } from "./client.ts";

const base = "/api/v1/tasks";
const once = () => ({ "Idempotency-Key": uuid() });

export const tasksApi = {
  list: (query: TaskQueryInput, signal?: AbortSignal) =>
    request<TaskList>(base + queryString(query as Record<string, string>), { signal: signal ?? null }),
  create: (task: TaskCreateInput) => request<Task>(base, { method: "POST", body: task, headers: once() }),
  createAll: async (tasks: readonly TaskCreateInput[]) => {
    const operations = tasks.map((task) => ({ type: "create", task }));
    const { items } = await request<{ items: Task[] }>(`${base}/batch`, {
      method: "POST",
      body: { operations },
      headers: once(),
    });
    return items;
  },
  update: (id: string, patch: Partial<TaskPatch>) =>
    request<Task>(`${base}/${id}`, { method: "PATCH", body: patch, headers: once() }),
  complete: (id: string) => request<Task>(`${base}/${id}/complete`, { method: "POST", headers: once() }),
  reopen: (id: string) => request<Task>(`${base}/${id}/reopen`, { method: "POST", headers: once() }),
  remove: (id: string) => request<unknown>(`${base}/${id}`, { method: "DELETE", headers: once() }),
  undo: (changeId: string) =>
    request<UndoResult>("/api/v1/undo", { method: "POST", body: { changeId }, headers: once() }),
  activity: (limit: number, signal?: AbortSignal) =>
    request<{ items: Change[] }>(`/api/v1/activity${queryString({ limit })}`, { signal: signal ?? null }),
};
