import type { ImportedTask, KnownTask, TaskLikeness } from "./import.ts";

/** The existing tasks for an import, as found in the database. */
export interface ImportSituation {
  kept: { source: string; id: string; digest: string | null }[];
  own: string[];
  /** The tasks for each likeness key, oldest first. */
  like: { likeness: string; ids: string[] }[];
}

/** As one text: each of the three is one line. */
export const likenessOf = ({ title, project, created }: TaskLikeness) => `${title}\n${project}\n${created}`;

/** Finds the existing task for each task of a file; each is found only once. */
export function knownTasks(tasks: readonly ImportedTask[], found: ImportSituation): (KnownTask | null)[] {
  const kept = new Map(found.kept.map((row) => [row.source, row]));
  const own = new Set(found.own);
  /** Oldest last, so that `pop` takes each only once. */
  const like = new Map(found.like.map(({ likeness, ids }) => [likeness, ids.toReversed()]));
  const taken = new Set<string>();
  const take = (id: string) => !taken.has(id) && taken.add(id);
  return tasks.map((task): KnownTask | null => {
    const row = kept.get(task.source);
    if (row && take(row.id)) return { id: row.id, digest: row.digest };
    const { ownId } = task;
    if (ownId !== null && own.has(ownId) && take(ownId)) return { id: ownId, digest: null };
    const alike = (task.like && like.get(likenessOf(task.like))) ?? [];
    for (let id = alike.pop(); id !== undefined; id = alike.pop()) {
      if (take(id)) return { id, digest: null };
    }
    return null;
  });
}
