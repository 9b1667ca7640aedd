import { sql } from "drizzle-orm";
import { statement } from "../../database/statement.ts";
import {
  dropTasks,
  idOf,
  keepTasks,
  type LoggedStep,
  logRow,
  logSteps,
  rememberKeys,
  toRow,
} from "./rows.ts";

/** What several requests of one person write together, based on the state at change `sequence` and their time zone. */
export interface GroupWrite {
  owner: string;
  sequence: number;
  timeZone: string;
  steps: readonly LoggedStep[];
  remember: readonly { key: string; requestHash: string; result: unknown; at: Date }[];
  newId: () => string;
}

const mine = sql`mine`;

/**
 * Writes a `GroupWrite` in one statement and returns one row, or writes nothing and returns none if the person's
 * tasks have changed since `sequence`, or the time zone has: every writer locks the person's row and increments the number.
 */
export const groupStatement = statement<ReturnType<typeof groupValues>>(
  "write_group",
  sql`
    WITH mine AS (
      UPDATE "user" SET change_sequence = ${sql.placeholder("end")}::bigint
      WHERE id = ${sql.placeholder("owner")} AND change_sequence = ${sql.placeholder("sequence")}::bigint
        AND time_zone = ${sql.placeholder("timeZone")}
      RETURNING id AS owner
    ), kept AS (${keepTasks(sql`${sql.placeholder("kept")}`, mine)}
    ), gone AS (${dropTasks(sql`${sql.placeholder("gone")}`, mine)}
    ), logged AS (${logSteps(sql`${sql.placeholder("logged")}`, mine)}
    ), remembered AS (${rememberKeys(sql`${sql.placeholder("remembered")}`, mine)}
    )
    SELECT 1 AS written FROM mine`,
);

export function groupValues({ owner, sequence, timeZone, steps, remember, newId }: GroupWrite) {
  const last = new Map(steps.map((step) => [idOf(step), step.after]));
  const kept = [...last.values()].filter((task) => task !== null);
  return {
    owner,
    sequence,
    timeZone,
    end: sequence + steps.length,
    kept: JSON.stringify(kept.map(toRow)),
    gone: [...last].flatMap(([id, task]) => (task === null ? [id] : [])),
    logged: JSON.stringify(steps.map((step) => logRow(step, { ...step, id: newId() }))),
    remembered: JSON.stringify(
      remember.map(({ key, requestHash, result, at }) => ({ key, request_hash: requestHash, result, at })),
    ),
  };
}
