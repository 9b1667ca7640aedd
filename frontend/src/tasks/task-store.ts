import { useQuery } from "@tanstack/react-query";
import type { Change, Task } from "@todo-chatbot/contracts";
import { queryClient } from "../api/query-client.ts";
import { tasksApi } from "../api/tasks.ts";
import {
  afterChange,
  emptyBook,
  reconcile,
  type TaskBook,
  withoutTasks,
  withTasks,
  withTasksAsTheyAre,
} from "./task-book.ts";

const key = ["tasks"];
const donePage = 30;

/** All open tasks and the latest completed ones, kept current by `taskStore`. */
export function useTaskBook() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => load(signal) });
}

/** A task in its newest version: the one given, unless the book has a newer one; `gone` when it was deleted. */
export function useTaskNow(task: Task): { task: Task; gone: boolean } {
  const { data = emptyBook } = useTaskBook();
  const known = data.tasks[task.id];
  if (known && known.version >= task.version) return { task: known, gone: false };
  return { task, gone: data.removed[task.id] !== undefined };
}

async function load(signal: AbortSignal): Promise<TaskBook> {
  const before = taskStore.get();
  const [open, done] = await Promise.all([
    allOpen(signal),
    tasksApi.list({ status: "completed", sort: "updated", order: "desc", limit: donePage }, signal),
  ]);
  return reconcile(before, taskStore.get(), [...done.items, ...open], done.nextCursor);
}

async function allOpen(signal: AbortSignal): Promise<Task[]> {
  const open: Task[] = [];
  let cursor: string | null = null;
  do {
    const page = await tasksApi.list({ status: "open", limit: 100, ...(cursor ? { cursor } : {}) }, signal);
    open.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return open;
}

function change(edit: (book: TaskBook) => TaskBook): void {
  queryClient.setQueryData<TaskBook>(key, (book) => edit(book ?? emptyBook));
}

/** The one place where answers, live changes and hopeful changes of this page come together. */
export const taskStore = {
  get: (): TaskBook => queryClient.getQueryData<TaskBook>(key) ?? emptyBook,
  put: (tasks: readonly Task[]) => change((book) => withTasks(book, tasks)),
  putBack: (tasks: readonly Task[]) => change((book) => withTasksAsTheyAre(book, tasks)),
  remove: (ids: readonly string[]) => change((book) => withoutTasks(book, ids)),
  follow: (announced: Change) => change((book) => afterChange(book, announced)),
  isLoaded: () => queryClient.getQueryState(key)?.fetchStatus === "idle",
  reload: () => queryClient.invalidateQueries({ queryKey: key }),
  async moreDone(): Promise<void> {
    const { doneCursor: cursor } = taskStore.get();
    if (!cursor) return;
    const page = await tasksApi.list({
      status: "completed",
      sort: "updated",
      order: "desc",
      limit: donePage,
      cursor,
    });
    change((book) => ({ ...withTasks(book, page.items), doneCursor: page.nextCursor }));
  },
};
