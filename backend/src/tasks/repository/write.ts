import type { Actor, Task } from "@todo-chatbot/contracts";
import { type SQL, sql } from "drizzle-orm";
import { parentsFirst } from "../changes/workspace.ts";
import type { Step } from "../types.ts";
import { dropTasks, idOf, keepTasks, logRow, logSteps, rememberKeys, toRow } from "./rows.ts";

export interface Write {
  owner: string;
  actor: Actor;
  groupId: string;
  steps: readonly Step[];
  /** Number of the owner's last change before. */
  sequence: number;
  at: Date;
  newId: () => string;
  remember: { key: string; requestHash: string; result: unknown } | null;
  /** Changes of this group are marked as undone; those it had undone are in effect again. */
  undoes: string | null;
}

/** Maximum steps per statement, so that none takes long. */
export const stepsPerStatement = 250;

/**
 * Writes tasks, change log, counter and idempotency record: one statement, or for many
 * steps several, to run in one transaction. Each is built lazily.
 */
export function* writeSteps(write: Write): Generator<SQL> {
  const last = new Map<string, Task | null>();
  for (const { before, after } of write.steps) last.set(idOf({ before, after }), after);
  const kept = parentsFirst(
    [...last.values()].filter((task) => task !== null),
    (task) => task.id,
    (task) => task.parentId,
  );
  const gone = [...last].filter(([, task]) => task === null).map(([id]) => id);
  if (write.steps.length <= stepsPerStatement)
    return yield statementOf(write, { kept, gone, from: 0, last: true });

  // Tasks after their parents, and deletions once no remaining task is below them.
  const parts = [
    ...slices(kept).map((slice) => ({ kept: slice, gone: [] })),
    ...slices(gone).map((slice) => ({ kept: [], gone: slice })),
  ];
  const statements = Math.max(parts.length, Math.ceil(write.steps.length / stepsPerStatement));
  for (let index = 0; index < statements; index++) {
    const part = parts[index] ?? { kept: [], gone: [] };
    yield statementOf(write, { ...part, from: index * stepsPerStatement, last: index === statements - 1 });
  }
}

function slices<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / stepsPerStatement);
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * stepsPerStatement, (index + 1) * stepsPerStatement),
  );
}

interface Part {
  kept: readonly Task[];
  gone: readonly string[];
  /** The first step whose log row this part writes. */
  from: number;
  /** Whether it is the last part, which updates the counter, undo marks and idempotency records. */
  last: boolean;
}

function statementOf(write: Write, part: Part): SQL {
  const { owner, steps, sequence, at, undoes, actor, groupId } = write;
  const end = sequence + steps.length;
  const rows = steps
    .slice(part.from, part.from + stepsPerStatement)
    .map((step, index) =>
      logRow(step, { sequence: sequence + part.from + index + 1, id: write.newId(), actor, groupId, at }),
    );
  const remembered = write.remember && [
    {
      key: write.remember.key,
      request_hash: write.remember.requestHash,
      result: write.remember.result,
      at: at.toISOString(),
    },
  ];
  const json = (value: unknown) => sql`${JSON.stringify(value)}`;
  const mine = sql`(SELECT ${owner}::text AS owner)`;
  return sql`
    WITH kept AS (${keepTasks(json(part.kept.map(toRow)), mine)}
    ), gone AS (${dropTasks(sql`${sql.param(part.gone)}`, mine)}
    ), logged AS (${logSteps(json(rows), mine)}
    )${
      !part.last
        ? sql``
        : sql`, counted AS (
      UPDATE "user" SET change_sequence = ${end} WHERE id = ${owner}
    )`
    }${
      !part.last || undoes === null
        ? sql``
        : sql`, undone AS (
      UPDATE changes SET undone_by = CASE WHEN group_id = ${undoes}::uuid THEN ${write.groupId}::uuid END
      WHERE owner_id = ${owner}
        AND (group_id = ${undoes}::uuid AND undone_by IS NULL OR undone_by = ${undoes}::uuid)
    )`
    }${!part.last || !remembered ? sql`` : sql`, remembered AS (${rememberKeys(json(remembered), mine)})`}
    SELECT 1`;
}
