import type { Task } from "@todo-chatbot/contracts";

/** How to complete a task, reopen it, and undo completing a repeating task. */
export interface TickRequests {
  complete: (task: Task) => Promise<Task>;
  reopen: (task: Task) => Promise<Task>;
  /** Undoes the change that led to this state; resolves with the task, or null if that is impossible and was reported. */
  takeBack: (task: Task) => Promise<Task | null>;
}

/**
 * Sends ticks of one task one after another, and of several made meanwhile only the last: however slow the
 * connection, the task ends in the last requested state.
 */
export function tickQueue(requests: TickRequests) {
  const wishes = new Map<string, boolean>();

  return {
    /**
     * Requests that a task be done or open.
     * @returns the resulting task; null if a request in progress will handle it
     */
    async wish(task: Task, done: boolean): Promise<{ task: Task; done: boolean } | null> {
      const underWay = wishes.has(task.id);
      wishes.set(task.id, done);
      if (underWay) return null;
      try {
        let at = task;
        let reached: boolean;
        do {
          reached = wishes.get(task.id) as boolean;
          at = await step(requests, at, task, reached);
        } while (wishes.get(task.id) !== reached);
        return { task: at, done: reached };
      } finally {
        wishes.delete(task.id);
      }
    },
  };
}

async function step(requests: TickRequests, at: Task, first: Task, done: boolean): Promise<Task> {
  if (done) return requests.complete(at);
  // A repeating task is open after it was ticked, so reopening it means undoing the tick.
  const movedOn = at.completedAt === null && at.version !== first.version;
  return movedOn ? ((await requests.takeBack(at)) ?? at) : requests.reopen(at);
}
