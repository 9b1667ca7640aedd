import type { Change, Task, TaskPatch } from "@todo-chatbot/contracts";
import { addMonths, formatDay, parseDay } from "@todo-chatbot/contracts/calendar";
import { firstFit, parseRule } from "../calendar/rule.ts";
import { describe } from "../index.ts";
import type {
  Action,
  Context,
  DoneAct,
  DoneField,
  NewTask,
  Outcome,
  PastTurn,
  Plan,
  Reply,
} from "../types.ts";
import { understand } from "../understand.ts";

/** What one turn or one outside change did: the tasks it touched, as they were and as it left them. */
interface Entry {
  id: string;
  before: readonly Task[];
  after: readonly Task[];
  undone: boolean;
}

/** A list in memory that plans are applied to: the assistant's own tests and quick runs of the dialogues use it. */
export class MemoryList {
  tasks: Task[] = [];
  turns: PastTurn[] = [];
  readonly #now: string;
  readonly #timeZone: string;
  readonly #locale: string;
  readonly #log: Entry[] = [];
  #next = 0;

  constructor(options: { now: string; timeZone: string; locale?: string; tasks?: readonly NewTask[] }) {
    this.#now = options.now;
    this.#timeZone = options.timeZone;
    this.#locale = options.locale ?? "en";
    this.tasks = (options.tasks ?? []).map((task) => this.#make(task));
  }

  context(): Context {
    return {
      now: this.#now,
      timeZone: this.#timeZone,
      weekStart: 1,
      locale: this.#locale,
      tasks: this.tasks,
      labels: [...new Set(this.tasks.flatMap((task) => task.labels))],
      projects: [...new Set(this.tasks.flatMap((task) => (task.project ? [task.project] : [])))],
      turns: this.turns.slice(-20),
    };
  }

  /** One turn: understood, done, described and remembered. */
  say(text: string): { plan: Plan; reply: Reply } {
    const plan = understand(text, this.context());
    return { plan, reply: this.take(text, plan, describe) };
  }

  /** A turn whose plan is made already. */
  take(text: string, plan: Plan, words: typeof describe): Reply {
    const context = this.context();
    const before = this.tasks;
    const changed: string[] = [];
    const outcomes = plan.actions.map((action) => this.#run(action, changed));
    const reply = words(plan, outcomes, context);
    const changeId = this.#record(before);
    const done = plan.actions.flatMap((action, k) => doneAct(action, outcomes[k], before) ?? []);
    this.turns.push({
      user: text,
      reply: reply.text,
      shown: reply.shown,
      changed,
      done: changeId ? done.map((act) => ({ ...act, changeId })) : done,
      pending: reply.pending ?? plan.question?.pending ?? null,
    });
    return reply;
  }

  /** A change made on the page: no turn knows of it. */
  outside(change: (tasks: Task[]) => Task[]): void {
    const before = this.tasks;
    this.tasks = change(before);
    this.#record(before);
  }

  /** Notes what became of the tasks since `before`; null when nothing did. */
  #record(before: readonly Task[]): string | null {
    const was = before.filter((task) => !this.tasks.includes(task));
    const is = this.tasks.filter((task) => !before.includes(task));
    if (was.length + is.length === 0) return null;
    const id = `00000000-0000-4000-9000-${String(this.#log.length + 1).padStart(12, "0")}`;
    this.#log.push({ id, before: was, after: is, undone: false });
    return id;
  }

  /** Puts the tasks of one entry back to what they were; without an id those of the last one. */
  #undo(changeId: string | undefined): Outcome {
    const entry = this.#log.findLast(
      ({ id, undone }) => !undone && (changeId === undefined || id === changeId),
    );
    if (!entry) {
      return {
        status: "error",
        tasks: [],
        error: { code: "nothing_to_undo", detail: "There is nothing to undo." },
      };
    }
    entry.undone = true;
    this.turns = this.turns.map((turn) => ({
      ...turn,
      done: turn.done.map(({ changeId: of, ...act }) =>
        of && of !== entry.id ? { ...act, changeId: of } : act,
      ),
    }));
    const touched = new Set([...entry.before, ...entry.after].map(({ id }) => id));
    const restored = entry.before.map((task) => ({ ...task }));
    this.tasks = [...this.tasks.filter(({ id }) => !touched.has(id)), ...restored].sort(
      (a, b) => a.position - b.position,
    );
    return { status: "ok", tasks: restored };
  }

  #make(task: NewTask): Task {
    this.#next += 1;
    return {
      id: `00000000-0000-4000-8000-${String(this.#next).padStart(12, "0")}`,
      title: task.title,
      description: task.description ?? "",
      completedAt: null,
      priority: task.priority ?? 4,
      labels: task.labels ?? [],
      project: task.project ?? null,
      parentId: null,
      start: task.start ?? null,
      due: task.due ?? null,
      recurrence: task.recurrence
        ? { ...task.recurrence, anchor: task.recurrence.anchor ?? "schedule" }
        : null,
      reminders: task.reminders ?? [],
      position: this.#next,
      version: 1,
      createdAt: this.#now,
      updatedAt: this.#now,
    };
  }

  #run(action: Action, changed: string[]): Outcome {
    switch (action.type) {
      case "add": {
        const made = action.tasks.map((task) => this.#make(task));
        for (const [k, { parentIndex }] of action.tasks.entries()) {
          const parent = parentIndex === undefined ? undefined : made[parentIndex];
          if (parent) made[k] = { ...(made[k] as Task), parentId: parent.id };
        }
        this.tasks = [...this.tasks, ...made];
        changed.push(...made.map((task) => task.id));
        return { status: "ok", tasks: made };
      }
      case "delete": {
        const gone = this.tasks.filter((task) => action.ids.includes(task.id));
        this.tasks = this.tasks.filter((task) => !action.ids.includes(task.id));
        changed.push(...action.ids);
        return { status: "ok", tasks: gone };
      }
      case "complete":
        return this.#change(action.ids, changed, (task) => complete(task, this.#now));
      case "reopen":
        return this.#change(action.ids, changed, (task) => ({ ...task, completedAt: null }));
      case "update":
        return this.#change(
          action.changes.map((change) => change.id),
          changed,
          (task) => patched(task, action.changes.find((change) => change.id === task.id)?.patch ?? {}),
        );
      case "list":
        return {
          status: "ok",
          tasks: action.ids
            .map((id) => this.tasks.find((task) => task.id === id))
            .filter((task) => task !== undefined),
        };
      case "undo":
      case "redo":
        return this.#undo(action.changeId);
      case "activity":
        return {
          status: "ok",
          tasks: [],
          changes: this.#log.toReversed().flatMap((entry) => this.#rows(entry)),
        };
    }
  }

  #rows({ id, before, after, undone }: Entry): Change[] {
    return [...new Set([...before, ...after].map((task) => task.id))].map((taskId) => {
      const was = before.find((task) => task.id === taskId) ?? null;
      const is = after.find((task) => task.id === taskId) ?? null;
      const action = !was ? "create" : !is ? "delete" : "update";
      return {
        id,
        sequence: 0,
        groupId: id,
        actor: "user",
        action,
        taskId,
        before: was,
        after: is,
        at: this.#now,
        undone,
      };
    });
  }

  #change(ids: readonly string[], changed: string[], edit: (task: Task) => Task): Outcome {
    this.tasks = this.tasks.map((task) => (ids.includes(task.id) ? edit(task) : task));
    changed.push(...ids);
    return {
      status: "ok",
      tasks: ids.map((id) => this.tasks.find((task) => task.id === id)).filter((task) => task !== undefined),
    };
  }
}

/** What an action did, as the backend remembers it. */
function doneAct(action: Action, outcome: Outcome | undefined, before: readonly Task[]): DoneAct | null {
  if (outcome?.status !== "ok" || action.type === "list" || action.type === "activity") return null;
  const tasks = outcome.tasks.map(({ id, title }) => ({ id, title }));
  if (action.type !== "update") return { type: action.type, tasks };
  const fields = [...new Set(action.changes.flatMap(({ patch }) => Object.keys(patch)))] as DoneField[];
  const valuesOf = (task: Task) => Object.fromEntries(fields.map((field) => [field, task[field]]));
  const former = before.filter(({ id }) => tasks.some((task) => task.id === id));
  return {
    type: "update",
    tasks,
    fields,
    before: Object.fromEntries(former.map((task) => [task.id, valuesOf(task)])),
  };
}

function patched(task: Task, patch: TaskPatch): Task {
  return {
    ...task,
    ...(Object.fromEntries(
      Object.entries(patch).filter(([, value]) => value !== undefined),
    ) as Partial<Task>),
  };
}

/** A repeating task moves to its next day, others are done. */
function complete(task: Task, now: string): Task {
  const rule = task.recurrence ? parseRule(task.recurrence.rule) : null;
  if (!rule || !task.due) return { ...task, completedAt: now };
  const day = parseDay(task.due.date);
  const plain = rule.byDay.length + rule.byMonthDay.length + rule.byMonth.length === 0;
  const step = {
    HOURLY: day,
    DAILY: day + rule.interval,
    WEEKLY: day + 7 * rule.interval,
    MONTHLY: addMonths(day, rule.interval),
    YEARLY: addMonths(day, 12 * rule.interval),
  }[rule.freq];
  return { ...task, due: { ...task.due, date: formatDay(plain ? step : firstFit(rule, day + 1)) } };
}
