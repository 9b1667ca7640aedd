import type { Task } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { statement } from "../database/statement.ts";
import { loggedTask, taskJson } from "./sql.ts";

/** Completed tasks that a list ends with. */
const mostCompleted = 50;
/** Whoever changed more since is read anew. */
const mostChanges = 200;
/** Tasks kept over all people: some 20 MB. */
const mostKept = 20_000;
/** A list that nobody asked for as long is forgotten. */
const keptMs = 60_000;

interface Kept {
  /** Number of the last change that is in it. */
  sequence: number;
  tasks: readonly Task[];
  usedAt: number;
}

/**
 * The open tasks of people, in list order, and then those completed last. A list that was read lately is brought up to
 * date by what the change log has since, so that one of thousands of tasks costs no more than a short one.
 */
export class OpenLists {
  readonly #database: Database;
  /** Least lately used first. */
  readonly #kept = new Map<string, Kept>();
  #size = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** How things are now. */
  async read(owner: string): Promise<readonly Task[]> {
    const before = this.#kept.get(owner);
    const current = (before && (await this.#updated(owner, before))) ?? (await this.#whole(owner));
    this.#keep(owner, { ...current, usedAt: Date.now() });
    return current.tasks;
  }

  async #whole(owner: string): Promise<Omit<Kept, "usedAt">> {
    const rows = await this.#database.run<{ sequence: number | null; task: Task | null }>(wholeStatement, {
      owner,
    });
    return {
      sequence: rows.find(({ sequence }) => sequence !== null)?.sequence ?? 0,
      tasks: rows.flatMap(({ task }) => task ?? []),
    };
  }

  /** Null where it must be read as a whole. */
  async #updated(owner: string, { sequence, tasks }: Kept): Promise<Omit<Kept, "usedAt"> | null> {
    const rows = await this.#database.run<Changed>(changedStatement, { owner, sequence });
    if (rows.length === 0) return { sequence, tasks };
    const last = rows.at(-1)?.sequence ?? sequence;
    if (rows.length > mostChanges) return null;
    const updated = withChanges(tasks, rows);
    return updated && { sequence: last, tasks: updated };
  }

  #keep(owner: string, now: Kept): void {
    const known = this.#kept.get(owner);
    // Another turn of the person may have read on meanwhile.
    if (known && known.sequence > now.sequence) return;
    this.#forget(owner);
    if (now.tasks.length > mostKept) return;
    this.#kept.set(owner, now);
    this.#size += now.tasks.length;
    for (const other of this.#kept.keys()) {
      if (this.#size <= mostKept) break;
      this.#forget(other);
    }
    this.#timer ??= setTimeout(() => this.#expire(), keptMs).unref();
  }

  #expire(): void {
    this.#timer = null;
    for (const [owner, { usedAt }] of this.#kept) if (Date.now() - usedAt >= keptMs) this.#forget(owner);
    if (this.#kept.size > 0) this.#timer = setTimeout(() => this.#expire(), keptMs).unref();
  }

  #forget(owner: string): void {
    this.#size -= this.#kept.get(owner)?.tasks.length ?? 0;
    this.#kept.delete(owner);
  }
}

interface Changed {
  sequence: number;
  taskId: string;
  after: Task | null;
}

/** A list after changes; null where it ends with one fewer completed task than there may be more of. */
function withChanges(before: readonly Task[], changes: readonly Changed[]): Task[] | null {
  const open = new Map<string, Task>();
  const completed = new Map<string, Task>();
  for (const task of before) (task.completedAt ? completed : open).set(task.id, task);
  const wasFull = completed.size >= mostCompleted;
  for (const { taskId, after } of changes) {
    open.delete(taskId);
    if (completed.delete(taskId) && wasFull && !after?.completedAt) return null;
    if (after) (after.completedAt ? completed : open).set(taskId, after);
  }
  const latest = [...completed.values()].sort(
    (a, b) => compare(b.completedAt ?? "", a.completedAt ?? "") || compare(a.id, b.id),
  );
  return [
    ...[...open.values()].sort((a, b) => a.position - b.position || compare(a.id, b.id)),
    ...latest.slice(0, mostCompleted),
  ];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const owner = sql.placeholder("owner");

const wholeStatement = statement<{ owner: string }>(
  "open_list",
  sql`SELECT change_sequence::float8 AS sequence, NULL::json AS task FROM "user" WHERE id = ${owner}
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NULL
      ORDER BY t.position, t.id)
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NOT NULL
      ORDER BY t.completed_at DESC, t.id LIMIT ${sql.raw(String(mostCompleted))})`,
);

const changedStatement = statement<{ owner: string; sequence: number }>(
  "open_list_changes",
  sql`SELECT c.sequence::float8 AS sequence, c.task_id AS "taskId", ${loggedTask("c.after")} AS after
    FROM changes c WHERE c.owner_id = ${owner} AND c.sequence > ${sql.placeholder("sequence")}::bigint
    ORDER BY c.sequence LIMIT ${sql.raw(String(mostChanges + 1))}`,
);
