import type { Change, Task, TaskQuery } from "@todo-chatbot/contracts";
import { formatMinute, offsetAt } from "@todo-chatbot/contracts/calendar";
import { sql } from "drizzle-orm";
import pg from "pg";
import { type Database, rowsOf } from "../../database/client.ts";
import { UnauthenticatedError } from "../../errors.ts";
import type { Situation } from "../changes/situation.ts";
import type { PreviewSituation } from "../changes/undo.ts";
import type { ActivityRange, UndoTarget } from "../types.ts";
import { announceChanges } from "./changes-channel.ts";
import { type FoundRow, foundIn } from "./found.ts";
import { type GroupWrite, groupStatement, groupValues } from "./group.ts";
import { changeJson, taskJson } from "./json.ts";
import { type ListedRow, listStatement, pageJson } from "./list.ts";
import { LockedTasks } from "./locked-tasks.ts";
import { OpenLists } from "./open-lists.ts";
import { type PlainCompletion, type PlainlyCompleted, plainCompletion } from "./plain-completion.ts";
import { type SituationValues, situationStatement } from "./situation.ts";
import { readPreview } from "./undo.ts";

/** Tasks and their change log in the database. Each statement is scoped to one person's rows. */
export class TaskRepository {
  readonly #database: Database;
  readonly #openLists: OpenLists;

  constructor(database: Database) {
    this.#database = database;
    this.#openLists = new OpenLists(database);
  }

  /** One page of tasks, a `TaskList` as JSON. @throws {ValidationError} for a cursor of another query */
  async pageJson(owner: string, query: TaskQuery, now: Date): Promise<string> {
    try {
      return await this.#pageJson(owner, query);
    } catch (error) {
      if (!isUnknownZone(error)) throw error;
      return this.#pageJson(owner, query, await this.#presentOffset(owner, now));
    }
  }

  async #pageJson(owner: string, query: TaskQuery, zone?: string): Promise<string> {
    const { statement, values } = listStatement(owner, query, zone);
    return pageJson(await this.#database.run<ListedRow>(statement, values), query);
  }

  /** The person's zone in a form every database knows: its current offset from UTC (POSIX counts westward). */
  async #presentOffset(owner: string, now: Date): Promise<string> {
    const [row] = await rowsOf<{ time_zone: string }>(
      this.#database.queries,
      sql`SELECT time_zone FROM "user" WHERE id = ${owner}`,
    );
    const minutes = row ? offsetAt(row.time_zone, now.getTime()) : 0;
    const sign = minutes > 0 ? "-" : "+";
    return `<local>${sign}${formatMinute(Math.abs(minutes))}`;
  }

  /** Cached lists of every open task, in list order, and then the 50 completed last. */
  get openLists(): OpenLists {
    return this.#openLists;
  }

  /** The existing ones of some tasks, in no particular order. */
  async byIds(owner: string, ids: readonly string[]): Promise<Task[]> {
    const rows = await rowsOf<{ task: Task }>(
      this.#database.queries,
      sql`SELECT ${taskJson} AS task FROM tasks t
        WHERE t.owner_id = ${owner} AND t.id = ANY(${sql.param([...ids])}::uuid[])`,
    );
    return rows.map(({ task }) => task);
  }

  /** The change log, newest first. */
  async changes(owner: string, { since, until, limit }: ActivityRange): Promise<Change[]> {
    const rows = await rowsOf<{ change: Change }>(
      this.#database.queries,
      sql`SELECT ${changeJson} AS change FROM changes c WHERE c.owner_id = ${owner}
        ${since ? sql`AND c.at >= ${since}::timestamptz` : sql``}
        ${until ? sql`AND c.at < ${until}::timestamptz` : sql``}
        ORDER BY c.sequence DESC LIMIT ${limit}`,
    );
    return rows.map(({ change }) => change);
  }

  /** The id of any change of a group; null if it changed nothing. */
  async changeOf(owner: string, groupId: string): Promise<string | null> {
    const [change] = await rowsOf<{ id: string }>(
      this.#database.queries,
      sql`SELECT id FROM changes WHERE owner_id = ${owner} AND group_id = ${groupId}::uuid LIMIT 1`,
    );
    return change?.id ?? null;
  }

  /** What a change of tasks depends on. @throws {UnauthenticatedError} if the account is gone */
  async situation(values: SituationValues): Promise<Situation> {
    const found = foundIn<Situation>(await this.#database.run<FoundRow>(situationStatement, values));
    // The account was deleted after the request was let in.
    if (!found) throw new UnauthenticatedError();
    return found;
  }

  /** What an undo would be about. */
  async undoPreview(owner: string, target: UndoTarget): Promise<PreviewSituation> {
    const rows = await rowsOf<FoundRow>(this.#database.queries, readPreview(owner, target));
    const found = foundIn<PreviewSituation>(rows);
    if (!found) throw new Error("A statement that always returns a row returned none.");
    return found;
  }

  /** Writes a planned change, unless the person's tasks have changed since; returns whether it did. */
  async isWritten(group: GroupWrite): Promise<boolean> {
    const { owner, sequence, steps, remember } = group;
    if (steps.length === 0 && remember.length === 0) return true;
    const written = await this.#database.run(groupStatement, groupValues(group)).catch((error: unknown) => {
      // Another process handled the same request, which changed nothing.
      if (isRepeated(error)) return [];
      throw error;
    });
    if (written.length === 0) return false;
    if (steps.length > 0) announceChanges(this.#database, owner, sequence + steps.length);
    return true;
  }

  /** Completes a task on which nothing else depends, in one statement; null if it wrote nothing. */
  async completePlain(completion: PlainCompletion): Promise<PlainlyCompleted | null> {
    const [done] = await this.#database
      .run<PlainlyCompleted>(plainCompletion, completion)
      .catch((error: unknown) => {
        // Another process handled the same request, which changed nothing.
        if (isRepeated(error)) return [];
        throw error;
      });
    if (!done) return null;
    announceChanges(this.#database, completion.owner, done.sequence);
    return done;
  }

  /**
   * Runs work on a person's tasks in one transaction with exclusive access.
   * @throws {UnauthenticatedError} if the account is gone
   */
  async locked<Result>(owner: string, work: (tasks: LockedTasks) => Promise<Result>): Promise<Result> {
    const { result, grewTo } = await this.#database.transaction(async (queries, [person]) => {
      // The account was deleted after the request was let in.
      if (!person) throw new UnauthenticatedError();
      const before = Number((person as { change_sequence: number | string }).change_sequence);
      const tasks = new LockedTasks(queries, owner, before);
      const result = await work(tasks);
      return { result, grewTo: tasks.sequence > before ? tasks.sequence : null };
    }, lockPerson(owner));
    if (grewTo !== null) announceChanges(this.#database, owner, grewTo);
    return result;
  }

  /** Deletes idempotency keys used before a time. */
  async forgetKeys(before: Date): Promise<void> {
    await this.#database.queries.execute(
      sql`DELETE FROM idempotency WHERE created_at < ${before.toISOString()}::timestamptz`,
    );
  }
}

/** Serialises one person's changes. It is sent along with BEGIN. */
function lockPerson(owner: string): string {
  return `SELECT change_sequence FROM "user" WHERE id = ${pg.escapeLiteral(owner)} FOR NO KEY UPDATE`;
}

/** PostgreSQL's time zone database may be older than the one names are validated with. */
function isUnknownZone(error: unknown): boolean {
  return causesOf(error).some((cause) => "code" in cause && cause.code === "22023");
}

function isRepeated(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => "constraint" in cause && cause.constraint === "idempotency_owner_id_key_pk",
  );
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}
