import type { BatchOperation, Task } from "@todo-chatbot/contracts";
import { v7 as uuidv7 } from "uuid";
import type { Remembered } from "../idempotency.ts";
import type { Principal } from "../types.ts";
import type { Circumstances } from "./apply.ts";
import type { NamesInUse } from "./spellings.ts";

/** What a change of tasks depends on, read in one statement. */
export interface Situation {
  /** Number of the person's last change: as long as it is the latest, all of this is valid. */
  sequence: number;
  timeZone: string;
  tasks: Task[];
  /** Number of further affected tasks; one more than the limit if there are too many. */
  below: number;
  /** Open tasks; null where that was not asked, or the count of `counted`, a change's number, still holds. */
  open: number | null;
  lastPosition: number;
  names: NamesInUse;
  /** By idempotency key. */
  remembered: Readonly<Record<string, Remembered>>;
}

/** The tasks a call involves: themselves, with all descendants, or with all ancestors. */
export interface Concerned {
  ids: readonly string[];
  whole: readonly string[];
  under: readonly string[];
  /** Whether it may add open tasks. */
  adds: boolean;
  /** Whether it sets labels or a project. */
  names: boolean;
}

/** What operations involve. */
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

/** The time of a request, which cannot come from the future, whatever the client's clock says. */
export function askedAt({ at }: Pick<Principal, "at">, now: Date): Date {
  return at && at < now ? at : now;
}

/** The context in which operations are applied. */
export function circumstancesOf(
  { timeZone, open, lastPosition, names }: Situation,
  principal: Principal,
  now: Date,
): Circumstances {
  return {
    now,
    asked: askedAt(principal, now),
    timeZone,
    newId: uuidv7,
    lastPosition,
    open: open ?? 0,
    names,
  };
}
