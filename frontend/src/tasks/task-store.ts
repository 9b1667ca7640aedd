import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Change, Task } from "@todo-chatbot/contracts";
import { queryClient } from "../api/query-client.ts";
import { tasksApi } from "../api/tasks.ts";
import { searchedIn } from "./filters.ts";
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

// The book itself reuses what did not change; comparing all of it after each change would be slow.
const query = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => load(signal),
  structuralSharing: false,
});

/** All open tasks and the latest completed ones, kept current by `taskStore`. */
export const useTaskBook = () => useQuery(query);

/** A task in its latest version: the given one, unless the book has a newer one; `gone` if it was deleted. */
export function useTaskNow(task: Task): { task: Task; gone: boolean } {
  const { data: known } = useQuery({ ...query, select: ({ tasks }) => tasks[task.id] });
  const { data: gone = false } = useQuery({ ...query, select: ({ removed }) => task.id in removed });
  return known && known.version >= task.version ? { task: known, gone: false } : { task, gone };
}

async function load(signal: AbortSignal): Promise<TaskBook> {
  const before = taskStore.get();
  const first = queryClient.getQueryData(key) === undefined;
  const [open, done] = await Promise.all([
    allOpen(signal, first ? taskStore.put : () => {}),
    tasksApi.list({ status: "completed", sort: "updated", order: "desc", limit: donePage }, signal),
  ]);
  return reconcile(before, taskStore.get(), [...done.items, ...open], done.nextCursor);
}

/**
 * All open tasks, roughly in page order, so that later ones appear below earlier ones.
 * @param show receives the tasks so far each time their number has doubled, so that a long list appears early without
 *   being rendered too often
 */
async function allOpen(signal: AbortSignal, show: (tasks: readonly Task[]) => void): Promise<Task[]> {
  const open: Task[] = [];
  let shown = 0;
  let cursor: string | null = null;
  do {
    const page = await tasksApi.list(
      { status: "open", sort: "due", limit: 100, ...(cursor ? { cursor } : {}) },
      signal,
    );
    open.push(...page.items);
    // Searchable text is computed here, page by page, and not all at once at the first key press of a search.
    for (const task of page.items) searchedIn(task);
    cursor = page.nextCursor;
    if (cursor && open.length >= shown * 2) {
      show(open.slice(shown));
      shown = open.length;
    }
  } while (cursor);
  return open;
}

function change(edit: (book: TaskBook) => TaskBook): void {
  queryClient.setQueryData<TaskBook>(key, (book) => edit(book ?? emptyBook));
}

/** The single place where responses, live updates and optimistic changes of this page meet. */
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
