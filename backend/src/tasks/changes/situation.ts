import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Remembered } from "../idempotency.ts";
import type { Principal } from "../types.ts";
import type { Circumstances } from "./apply.ts";
import type { NamesInUse } from "./spellings.ts";

/** What a change of tasks needs to know, read in one statement. */
export interface Situation {
  /** Number of the person's last change: while it stands, all of this does. */
  sequence: number;
  timeZone: string;
  tasks: Task[];
  /** How many go along with those named; one more than may be changed at once when there are too many. */
  below: number;
  /** Open tasks; null where that was not asked, or the count of `counted`, a change's number, still holds. */
  open: number | null;
  lastPosition: number;
  names: NamesInUse;
  /** By idempotency key. */
  remembered: Readonly<Record<string, Remembered>>;
}

/** Which tasks a call has to do with: themselves, with all below them, or with all above them. */
export interface Concerned {
  ids: readonly string[];
  whole: readonly string[];
  under: readonly string[];
  /** Whether it may add open tasks. */
  adds: boolean;
  /** Whether it gives tasks labels or a project. */
  names: boolean;
}

/** What operations have to do with. */
export function concernedBy(operations: readonly BatchOperation[]): Concerned {
  const ids: string[] = [];
  const whole: string[] = [];
  const under: string[] = [];
  for (const operation of operations) {
    if (operation.type === "create") {
      if (operation.task.parentId) under.push(operation.task.parentId);
      continue;
    }
    ids.push(operation.id);
    if (operation.type === "complete" || operation.type === "delete") whole.push(operation.id);
    if (operation.type === "reopen") under.push(operation.id);
    if (operation.type === "update" && operation.patch.parentId) {
      whole.push(operation.id);
      under.push(operation.patch.parentId);
    }
  }
  const adds = operations.some(({ type }) => type === "create" || type === "reopen");
  const names = operations.some(
    (operation) =>
      ("task" in operation && (operation.task.labels.length > 0 || operation.task.project !== null)) ||
      ("patch" in operation && Boolean(operation.patch.labels?.length || operation.patch.project)),
  );
  return { ids, whole, under, adds, names };
}

/** In which circumstances operations are applied. */
export function circumstancesOf(
  { timeZone, open, lastPosition, names }: Situation,
  { at }: Principal,
  now: Date,
): Circumstances {
  // No one has asked for anything in the future, whatever their clock says.
  const asked = at && at < now ? at : now;
  return { now, asked, timeZone, newId: uuidv7, lastPosition, open: open ?? 0, names };
}
