import { setImmediate } from "node:timers/promises";
import type { SQL } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Queries, rowsOf } from "../../database/client.ts";
import { bound } from "../../database/statement.ts";
import type { ImportedTask } from "../changes/import.ts";
import type { ImportSituation } from "../changes/known-tasks.ts";
import type { Concerned, Situation } from "../changes/situation.ts";
import type { UndoSituation } from "../changes/undo.ts";
import { type FoundRow, foundIn } from "./found.ts";
import { type ImportRow, keepImports, readImports } from "./imports.ts";
import { situationStatement } from "./situation.ts";
import { readUndo } from "./undo.ts";
import { stepsPerStatement, type Write, writeSteps } from "./write.ts";

/** A person's tasks in a transaction with exclusive access to them. */
export class LockedTasks {
  readonly #queries: Queries;
  readonly #owner: string;
  /** Number of the person's last change. */
  #sequence: number;

  constructor(queries: Queries, owner: string, sequence: number) {
    this.#queries = queries;
    this.#owner = owner;
    this.#sequence = sequence;
  }

  /** Number of the person's last change, including those written here. */
  get sequence(): number {
    return this.#sequence;
  }

  /** @param key an idempotency key whose earlier use is read too */
  situation(concerned: Concerned, key: string | null): Promise<Situation> {
    const values = { ...concerned, owner: this.#owner, keys: key === null ? [] : [key], counted: -1 };
    return this.#find<Situation>(bound(situationStatement, values));
  }

  undoSituation(changeId: string, key: string | null): Promise<UndoSituation> {
    return this.#find<UndoSituation>(readUndo(this.#owner, changeId, key));
  }

  async importSituation(tasks: readonly ImportedTask[]): Promise<ImportSituation> {
    const statement = readImports(this.#owner, tasks);
    const [row] = await rowsOf<{ found: ImportSituation }>(this.#queries, statement);
    return always(row).found;
  }

  /** Stores the origins of tasks. */
  async keepImports(groupId: string, rows: readonly ImportRow[]): Promise<void> {
    if (rows.length > 0) await this.#queries.execute(keepImports(this.#owner, groupId, rows));
  }

  /** Writes tasks, their log rows and idempotency records. */
  async write(change: Omit<Write, "owner" | "sequence" | "newId">): Promise<void> {
    const { steps, remember } = change;
    if (steps.length === 0 && !remember) return;
    const write = { ...change, owner: this.#owner, sequence: this.#sequence, newId: uuidv7 };
    for (const statement of writeSteps(write)) {
      await this.#queries.execute(statement);
      // Lets requests that need no database proceed, since the embedded one runs in this thread.
      if (steps.length > stepsPerStatement) await setImmediate();
    }
    this.#sequence += steps.length;
  }

  async #find<Found>(statement: SQL): Promise<Found> {
    return always(foundIn<Found>(await rowsOf<FoundRow>(this.#queries, statement)));
  }
}

function always<Found>(found: Found | null | undefined): Found {
  if (!found) throw new Error("A statement that always returns a row returned none.");
  return found;
}
