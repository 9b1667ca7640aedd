import { limits } from "@todo-chatbot/contracts";

/**
 * One row of a statement's result: its facts as one object, or one entry of a list. A list as a single value would
 * be copied several times in the database's memory, which the embedded one never returns.
 */
export interface FoundRow {
  part: "facts" | "tasks" | "changes";
  /** The position of an entry in its list; null if irrelevant. */
  place: number | null;
  item: unknown;
}

/** Assembles the rows of such a statement; null if there is no such person. */
export function foundIn<Found>(rows: readonly FoundRow[]): Found | null {
  const of = (part: FoundRow["part"]) => rows.filter((row) => row.part === part);
  const [facts] = of("facts");
  if (!facts) return null;
  const changes = of("changes").sort((a, b) => Number(a.place) - Number(b.place));
  return {
    tasks: of("tasks").map(({ item }) => item),
    changes: changes.map(({ item }) => item),
    ...(facts.item as object),
  } as Found;
}

/** One more than may change at once, to detect that there are too many. */
export const atMost = limits.tasksPerChange + 1;
