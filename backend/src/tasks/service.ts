import { setImmediate } from "node:timers/promises";
import type { BatchOperation, Change, Task, TaskList, UndoResult } from "@todo-chatbot/contracts";
import { formatMinute, offsetAt } from "@todo-chatbot/contracts/calendar";
import { type SQL, sql } from "drizzle-orm";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { type Database, type Queries, rowsOf } from "../database/client.ts";
import { bound } from "../database/statement.ts";
import { AppError, NotFoundError, NothingToUndoError, UnauthenticatedError } from "../errors.ts";
import { apply, checkOpenLimit, checkSize } from "./apply.ts";
import { applyImport, type ImportedTask, type ImportMade, type ImportReport } from "./imported.ts";
import { type ImportSituation, keepImports, knownTasks, readImports } from "./imports.ts";
import { type ListedRow, listStatement, pageJson } from "./list.ts";
import {
  type Concerned,
  concernedBy,
  type FoundRow,
  foundIn,
  type PreviewSituation,
  type Remembered,
  readPreview,
  readUndo,
  type Situation,
  situationStatement,
  type UndoSituation,
} from "./read.ts";
import { changeJson, changesChannel, stepsPerStatement, taskJson, type Write, writeSteps } from "./sql.ts";
import type { Guard, Principal, Step, TaskService } from "./types.ts";
import { planUndo } from "./undo.ts";
import { Workspace } from "./workspace.ts";
import { circumstancesOf, createWriter, type IdempotencyKey, recall } from "./writer.ts";

export interface TaskServiceWithKeys extends TaskService {
  /**
   * The same service, whose next mutation is done once per key. A repetition answers what the first did.
   * Throws `IdempotencyConflictError` when the key was used for something else.
   */
  once(key: IdempotencyKey): TaskService;
  /** Takes tasks from elsewhere, each after what it hangs under; those that are here are updated. Undone as one. */
  import(principal: Principal, tasks: readonly ImportedTask[], options: ImportOptions): Promise<ImportMade>;
}

export interface ImportOptions {
  /** Only says what it would do. */
  dryRun: boolean;
  /** Whether a task is what the file says of the one at `index`, as far as its format can say. */
  isSame: (index: number, here: Task) => boolean;
}

interface Owner {
  time_zone: string;
  change_sequence: number | string;
}

/** What to write and to answer. */
type Plan<Result> = Pick<Write, "steps" | "undoes"> & { result: Result; also?: SQL };

/** Either the request was answered before, or this is what it does. */
type Work<Result> = (queries: Queries, owner: Owner) => Promise<Plan<Result> | Remembered>;

export function createTaskService(
  database: Database,
  now: () => Date = () => new Date(),
): TaskServiceWithKeys {
  const writer = createWriter(database, now, ({ principal, operations, idempotency, guard }) =>
    service(idempotency, guard).alone(principal, operations),
  );

  const service = (idempotency: IdempotencyKey | null, guard: Guard = () => {}) => {
    const key = idempotency?.key ?? null;

    async function mutate<Result>(principal: Principal, work: Work<Result>): Promise<Result> {
      let end: number | null = null;
      const done = await database.transaction(async (queries, [owner]) => {
        // The account was deleted after the request was let in.
        if (!owner) throw new UnauthenticatedError();
        const { time_zone, change_sequence } = owner as Owner;
        const plan = await work(queries, { time_zone, change_sequence });
        if ("requestHash" in plan) return recall<Result>(plan, idempotency);
        const { steps, undoes, result, also } = plan;
        guard(steps);
        const remember = idempotency && { ...idempotency, result };
        if (also) await queries.execute(also);
        if (steps.length === 0 && !remember) return result;
        const sequence = Number(change_sequence);
        const { userId: owner_, actor, groupId } = principal;
        const write = { actor, groupId, steps, undoes, remember, sequence, at: now(), newId: uuidv7 };
        for (const statement of writeSteps({ owner: owner_, ...write })) {
          await queries.execute(statement);
          // Whoever needs no database goes on meanwhile: the embedded one works in this very thread.
          if (steps.length > stepsPerStatement) await setImmediate();
        }
        if (steps.length > 0) end = sequence + steps.length;
        return result;
      }, lockOwner(principal.userId));
      if (end !== null) database.announce(changesChannel, `${principal.userId} ${end}`);
      return done;
    }

    /** The person's zone as the database always knows it: by its distance from UTC now (POSIX counts westward). */
    async function presentOffset(userId: string): Promise<string> {
      const [row] = await rowsOf<{ time_zone: string }>(
        database.queries,
        sql`SELECT time_zone FROM "user" WHERE id = ${userId}`,
      );
      const minutes = row ? offsetAt(row.time_zone, now().getTime()) : 0;
      const sign = minutes > 0 ? "-" : "+";
      return `<local>${sign}${formatMinute(Math.abs(minutes))}`;
    }

    const run = (principal: Principal, operations: readonly BatchOperation[]): Promise<Task[]> =>
      writer.run({ principal, operations, idempotency, guard });

    /** As `run`, with the person locked from the beginning to the end. */
    function alone(principal: Principal, operations: readonly BatchOperation[]): Promise<Task[]> {
      return mutate<Task[]>(principal, async (queries) => {
        const situation = await situationIn(queries, principal.userId, concernedBy(operations), key);
        const remembered = key === null ? undefined : situation.remembered[key];
        if (remembered) return remembered;
        checkSize(situation.below);
        const { steps, results } = apply(
          new Workspace(situation.tasks),
          operations,
          circumstancesOf(situation, principal, now()),
        );
        return { steps, result: results, undoes: null };
      });
    }

    /** As `run` would, one operation after the other, with nothing written. */
    async function preview(principal: Principal, operations: readonly BatchOperation[]): Promise<Step[]> {
      const found = foundIn<Situation>(
        await database.run<FoundRow>(situationStatement, {
          ...concernedBy(operations),
          owner: principal.userId,
          keys: [],
          counted: -1,
        }),
      );
      if (!found) throw new UnauthenticatedError();
      const workspace = new Workspace(found.tasks);
      const circumstances = circumstancesOf(found, principal, now());
      return operations.flatMap((operation) => {
        try {
          return apply(workspace, [operation], circumstances).steps;
        } catch (error) {
          if (error instanceof AppError) return [];
          throw error;
        }
      });
    }

    const methods: TaskService = {
      async listJson({ userId }, query) {
        const read = (zone?: string) => {
          const { statement, values } = listStatement(userId, query, zone);
          return database.run<ListedRow>(statement, values);
        };
        try {
          return pageJson(await read(), query);
        } catch (error) {
          if (!isUnknownZone(error)) throw error;
          return pageJson(await read(await presentOffset(userId)), query);
        }
      },

      list: async (principal, query) => JSON.parse(await methods.listJson(principal, query)) as TaskList,

      async openTasks({ userId }) {
        const rows = await rowsOf<{ task: Task }>(
          database.queries,
          sql`(SELECT ${taskJson} AS task FROM tasks t WHERE t.owner_id = ${userId} AND t.completed_at IS NULL
              ORDER BY t.position, t.id)
            UNION ALL
            (SELECT ${taskJson} AS task FROM tasks t WHERE t.owner_id = ${userId} AND t.completed_at IS NOT NULL
              ORDER BY t.completed_at DESC, t.id LIMIT 50)`,
        );
        return rows.map(({ task }) => task);
      },

      async get({ userId }, ids) {
        const rows = await rowsOf<{ task: Task }>(
          database.queries,
          sql`SELECT ${taskJson} AS task FROM tasks t
            WHERE t.owner_id = ${userId} AND t.id = ANY(${sql.param([...ids])}::uuid[])`,
        );
        const found = new Map(rows.map(({ task }) => [task.id, task]));
        return ids.map((id) => {
          const task = found.get(id.toLowerCase());
          if (!task) throw new NotFoundError("There is no task of yours with this id.");
          return task;
        });
      },

      create: (principal, tasks) =>
        run(
          principal,
          tasks.map((task) => ({ type: "create", task })),
        ),
      update: (principal, changes) =>
        run(
          principal,
          changes.map(({ id, patch }) => ({ type: "update", id, patch })),
        ),
      complete: (principal, ids) =>
        run(
          principal,
          ids.map((id) => ({ type: "complete", id })),
        ),
      reopen: (principal, ids) =>
        run(
          principal,
          ids.map((id) => ({ type: "reopen", id })),
        ),
      remove: (principal, ids) =>
        run(
          principal,
          ids.map((id) => ({ type: "delete", id })),
        ),

      async batch(principal, operations) {
        const tasks = await run(principal, operations);
        return tasks.map((task, index) => (operations[index]?.type === "delete" ? null : task));
      },

      undo(principal, { changeId }) {
        const groupId = uuidv7();
        return mutate<UndoResult>({ ...principal, groupId }, async (queries) => {
          const found = await find<UndoSituation>(queries, readUndo(principal.userId, changeId, key));
          if (found.remembered) return found.remembered;
          checkUndoable(found, true);
          checkSize(Math.max(found.changes.length, found.below));
          const steps = planUndo(new Workspace(found.tasks), found.changes, now());
          checkOpenLimit(found.open, steps);
          const tasks = steps.map(({ after }) => after).filter((task) => task !== null);
          const removedIds = steps.flatMap(({ before, after }) => (before && !after ? [before.id] : []));
          return { steps, result: { groupId, tasks, removedIds }, undoes: found.groupId };
        });
      },

      async previewUndo({ userId }, target) {
        const found = await find<PreviewSituation>(database.queries, readPreview(userId, target));
        checkUndoable(found, "changeId" in target);
        const { groupId, changeId, changes } = found;
        return { groupId, changeId, changes };
      },

      preview,

      guarded: (next) =>
        service(idempotency, (steps) => {
          guard(steps);
          next(steps);
        }).methods,

      async activity({ userId }, { since, until, limit }) {
        const rows = await rowsOf<{ change: Change }>(
          database.queries,
          sql`SELECT ${changeJson} AS change FROM changes c WHERE c.owner_id = ${userId}
            ${since ? sql`AND c.at >= ${since}::timestamptz` : sql``}
            ${until ? sql`AND c.at < ${until}::timestamptz` : sql``}
            ORDER BY c.sequence DESC LIMIT ${limit}`,
        );
        return rows.map(({ change }) => change);
      },
    };
    async function importTasks(
      principal: Principal,
      tasks: readonly ImportedTask[],
      options: ImportOptions,
    ): Promise<ImportMade> {
      const { userId, groupId } = principal;
      const report = await mutate<ImportReport>(principal, async (queries) => {
        const known = knownTasks(tasks, await one<ImportSituation>(queries, readImports(userId, tasks)));
        const ids = known.flatMap((task) => task?.id ?? []);
        const concerned = { ids, whole: ids, under: ids, adds: true, names: true };
        const situation = await situationIn(queries, userId, concerned, null);
        checkSize(situation.below);
        const circumstances = {
          ...circumstancesOf(situation, principal, now()),
          known,
          isSame: options.isSame,
        };
        const {
          steps,
          report,
          ids: made,
        } = applyImport(new Workspace(situation.tasks), tasks, circumstances);
        if (options.dryRun) return { steps: [], result: report, undoes: null };
        const rows = tasks.flatMap(({ source, digest }, index) =>
          known[index]?.digest === digest ? [] : [{ source, digest, id: made[index] ?? "" }],
        );
        const also = rows.length > 0 ? { also: keepImports(userId, groupId, rows) } : {};
        return { steps, result: report, undoes: null, ...also };
      });
      const [change] = await rowsOf<{ id: string }>(
        database.queries,
        sql`SELECT id FROM changes WHERE owner_id = ${userId} AND group_id = ${groupId}::uuid LIMIT 1`,
      );
      return { ...report, changeId: change?.id ?? null };
    }

    return { methods, alone, importTasks };
  };
  const plain = service(null);
  return {
    ...plain.methods,
    once: (key) => service(key).methods,
    import: plain.importTasks,
  };
}

/** @throws {NotFoundError | NothingToUndoError} */
function checkUndoable<Found extends { groupId: string | null; changes: readonly unknown[] }>(
  found: Found,
  isNamed: boolean,
): asserts found is Found & { groupId: string } {
  const { groupId, changes } = found;
  if (!groupId) {
    if (isNamed) throw new NotFoundError("There is no change of yours with this id.");
    throw new NothingToUndoError();
  }
  if (changes.length === 0) throw new NothingToUndoError("This was undone already.");
}

/** Puts one owner's changes in a row, and reads what every change needs. It travels with BEGIN. */
function lockOwner(userId: string): string {
  return `SELECT time_zone, change_sequence FROM "user" WHERE id = ${pg.escapeLiteral(userId)} FOR NO KEY UPDATE`;
}

/** PostgreSQL's own list of zones may be older than the one that names are checked with. */
function isUnknownZone(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "22023") return true;
  }
  return false;
}

async function situationIn(
  queries: Queries,
  owner: string,
  concerned: Concerned,
  key: string | null,
): Promise<Situation> {
  const values = { ...concerned, owner, keys: key === null ? [] : [key], counted: -1 };
  return find<Situation>(queries, bound(situationStatement, values));
}

/** The one JSON object that a statement answers as `found`. */
async function one<Found>(queries: Queries, statement: SQL): Promise<Found> {
  const [row] = await rowsOf<{ found: Found }>(queries, statement);
  if (!row) throw new Error("A statement that always answers gave no row.");
  return row.found;
}

/** What one of the statements of `read.ts` finds. */
async function find<Found>(queries: Queries, statement: SQL): Promise<Found> {
  const found = foundIn<Found>(await rowsOf<FoundRow>(queries, statement));
  if (!found) throw new Error("A statement that always answers gave no row.");
  return found;
}
