import type { Database } from "../../database/client.ts";

/** NOTIFY channel for new rows in a person's change log; the payload is `OWNER SEQUENCE`. */
export const changesChannel = "task_changes";

/** Tells every process that a person's change log now ends with `sequence`. */
export function announceChanges(database: Database, owner: string, sequence: number): void {
  database.announce(changesChannel, `${owner} ${sequence}`);
}
