import type { Task } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
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

  /** The number from which `changesFrom` returns what `read` needs; null if the list is not cached. */
  changesFrom(owner: string): number | null {
    const list = this.#lists.get(owner);
    return list ? (list.last?.sequence ?? 0) : null;
  }

  /**
   * The current list.
   * @param changes what `changesFrom` returned a moment ago, to save the round trip
   */
  async read(owner: string, changes: readonly LoggedChange[] | null = null): Promise<readonly Task[]> {
    const list =
      (changes && this.#updated(owner, changes)) ??
      this.#updated(owner, await this.#changes(owner)) ??
      (await this.#whole(owner));
    this.#keep(owner, list);
    return list.tasks;
  }

  async #changes(owner: string): Promise<readonly LoggedChange[]> {
    const from = this.changesFrom(owner);
    if (from === null) return [];
    const [row] = await this.#database.run<{ changes: LoggedChange[] }>(changesStatement, { owner, from });
    return row?.changes ?? [];
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

  /** The cached list after changes, the first of which is the last one in it; null if the whole list must be read. */
  #updated(owner: string, rows: readonly LoggedChange[]): CachedList | null {
    const list = this.#lists.get(owner);
    if (!list) return null;
    const { last, tasks } = list;
    // Otherwise the list was updated meanwhile, or the database was replaced by a copy of itself.
    const follows = last === null || (rows[0]?.sequence === last.sequence && rows[0].id === last.id);
    const changes = last === null ? rows : rows.slice(1);
    const from = last?.sequence ?? 0;
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
      FROM "user" u CROSS JOIN LATERAL (
        -- A look-up, which the planner would not choose for a small table.
        SELECT sequence, id FROM changes WHERE owner_id = u.id AND sequence = u.change_sequence OFFSET 0
      ) c WHERE u.id = ${owner}
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NULL
      ORDER BY t.position, t.id)
    UNION ALL
    (SELECT NULL, ${taskJson} FROM tasks t WHERE t.owner_id = ${owner} AND t.completed_at IS NOT NULL
      ORDER BY t.completed_at DESC, t.id LIMIT ${sql.raw(String(mostCompleted))})`,
);

/** A scalar subquery: the changes of a person from a number on, for `OpenLists.read`; null if the number is. */
export const changesFrom = (ownerId: SQL, from: SQL): SQL => sql`CASE WHEN ${from} IS NOT NULL THEN (
    SELECT coalesce(json_agg(json_build_object('sequence', c.sequence, 'id', c.id, 'taskId', c.task_id,
      'after', ${loggedTask("c.after")}) ORDER BY c.sequence), '[]')
    FROM (SELECT * FROM changes c WHERE c.owner_id = ${ownerId} AND c.sequence >= ${from}
      ORDER BY c.sequence LIMIT ${sql.raw(String(mostChanges + 2))}) c
  ) END`;

const changesStatement = statement<{ owner: string; from: number }>(
  "open_list_changes",
  sql`SELECT ${changesFrom(sql`${owner}::text`, sql`${sql.placeholder("from")}::bigint`)} AS changes`,
);
