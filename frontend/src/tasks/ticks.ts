import type { Task } from "@todo-chatbot/contracts";

/** How a task is ticked, opened again, and brought back where ticking it moved it on. */
export interface TickRequests {
  complete: (task: Task) => Promise<Task>;
  reopen: (task: Task) => Promise<Task>;
  /** Takes back the change that left the task so; answers it as it is then, or null when that was told to be impossible. */
  takeBack: (task: Task) => Promise<Task | null>;
}

/**
 * Sends ticks of one task one after another, and of several made meanwhile only the last wish: however slow the line,
 * the task ends as it was last wished.
 */
export function tickQueue(requests: TickRequests) {
  const wishes = new Map<string, boolean>();

  return {
    /**
     * Wishes a task done or open.
     * @returns the task as it came out; null when a request that is under way will see to it
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
  // A repeating task is open after it was ticked: to open it is to take the tick back.
  const movedOn = at.completedAt === null && at.version !== first.version;
  return movedOn ? ((await requests.takeBack(at)) ?? at) : requests.reopen(at);
}
