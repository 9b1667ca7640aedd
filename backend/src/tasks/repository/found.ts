import { limits } from "@todo-chatbot/contracts";

/**
 * One row of what a statement below finds: its facts as one object, or one entry of a list. A list as one value would
 * be held several times over in the database's memory, which the embedded one never gives back.
 */
export interface FoundRow {
  part: "facts" | "tasks" | "changes";
  /** Where an entry stands in its list; null where that does not matter. */
  place: number | null;
  item: unknown;
}

/** Puts together the rows that one of the statements below found; null when there is no such person. */
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

/** As many as may change at once and one more, which tells that there are too many. */
export const atMost = limits.tasksPerChange + 1;
