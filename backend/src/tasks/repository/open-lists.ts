import type { Task } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { statement } from "../../database/statement.ts";
import { loggedTask, taskJson } from "./json.ts";
import { type LoggedChange, listAfter, mostCompleted } from "./list-after.ts";

/** After more changes than this, the whole list is read. */
const mostChanges = 200;
/** Maximum number of tasks cached, over all people: some 20 MB. */
const mostKept = 20_000;
/** How long an unused list is cached. */
const keptMs = 60_000;

interface CachedList {
  /** The last change that is in it; null if there is none. */
  last: { sequence: number; id: string } | null;
  tasks: readonly Task[];
  usedAt: number;
}

/**
 * The open tasks of people, in list order, and then those completed last. A cached list is brought up to date from the
 * change log, in which every process records what it does, so that one of thousands of tasks costs no more to read than
 * a short one. Tasks that have not changed are the same objects from one reading to the next.
 */
export class OpenLists {
  readonly #database: Database;
  /** Least recently used first. */
  readonly #lists = new Map<string, CachedList>();
  #size = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The current list. */
  async read(owner: string): Promise<readonly Task[]> {
    const known = this.#lists.get(owner);
    const list = (known && (await this.#updated(owner, known))) ?? (await this.#whole(owner));
    this.#keep(owner, list);
    return list.tasks;
  }

  async #whole(owner: string): Promise<CachedList> {
    const rows = await this.#database.run<{ last: CachedList["last"]; task: Task | null }>(wholeStatement, {
      owner,
    });
    return {
      last: rows.find(({ last }) => last !== null)?.last ?? null,
      tasks: rows.flatMap(({ task }) => task ?? []),
      usedAt: Date.now(),
    };
  }

  /** Null if the whole list must be read. */
  async #updated(owner: string, { last, tasks }: CachedList): Promise<CachedList | null> {
    const from = last?.sequence ?? 0;
    const rows = await this.#database.run<LoggedChange>(changesStatement, { owner, from });
    // Begins with the last change of the cached list, unless the database was replaced by a copy of itself.
    const changes = last === null ? rows : rows.slice(1);
    const follows = last === null || (rows[0]?.sequence === last.sequence && rows[0].id === last.id);
    const isWhole = changes.every(({ sequence }, index) => sequence === from + index + 1);
    if (!follows || !isWhole || changes.length > mostChanges) return null;
    const now = listAfter(tasks, changes);
    return now && { last: changes.at(-1) ?? last, tasks: now, usedAt: Date.now() };
  }

  #keep(owner: string, list: CachedList): void {
    const other = this.#lists.get(owner);
    // Another turn of the person may have read a later state.
    if (other?.last && list.last && other.last.sequence > list.last.sequence) return;
    this.#forget(owner);
    this.#lists.set(owner, list);
    this.#size += list.tasks.length;
    for (const least of this.#lists.keys()) {
      if (this.#size <= mostKept) break;
      this.#forget(least);
    }
    this.#timer ??= setTimeout(() => this.#expire(), keptMs).unref();
  }

  #expire(): void {
    this.#timer = null;
    for (const [owner, { usedAt }] of this.#lists) if (Date.now() - usedAt >= keptMs) this.#forget(owner);
    if (this.#lists.size > 0) this.#timer = setTimeout(() => this.#expire(), keptMs).unref();
  }

  #forget(owner: string): void {
    this.#size -= this.#lists.get(owner)?.tasks.length ?? 0;
    this.#lists.delete(owner);
  }
}

const owner = sql.placeholder("owner");

const wholeStatement = statement<{ owner: string }>(
  "open_list",
  sql`SELECT json_build_object('sequence', c.sequence, 'id', c.id) AS last, NULL::json AS task
      FROM "user" u JOIN changes c ON c.owner_id = u.id AND c.sequence = u.change_sequence WHERE u.id = ${owner}
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NULL
      ORDER BY t.position, t.id)
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NOT NULL
      ORDER BY t.completed_at DESC, t.id LIMIT ${sql.raw(String(mostCompleted))})`,
);

const changesStatement = statement<{ owner: string; from: number }>(
  "open_list_changes",
  sql`SELECT c.sequence::float8 AS sequence, c.id, c.task_id AS "taskId", ${loggedTask("c.after")} AS after
    FROM changes c WHERE c.owner_id = ${owner} AND c.sequence >= ${sql.placeholder("from")}::bigint
    ORDER BY c.sequence LIMIT ${sql.raw(String(mostChanges + 2))}`,
);
