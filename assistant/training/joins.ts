import { align } from "./align.ts";
import type { Row } from "./rows.ts";

/** Words before which a new wish may start. */
export function joinsOf(rows: readonly Row[]): Set<string> {
  const n = new Map<string, number>();
  for (const row of rows) {
    if (row.does.length < 2) continue;
    const { words, spans } = align(row);
    for (let k = 0; k + 1 < spans.length; k++) {
      const a = spans[k];
      const b = spans[k + 1];
      if (!a || !b) continue;
      for (let i = a[1]; i < Math.min(b[0], a[1] + 4); i++) {
        const word = words[i];
        if (word?.kind !== "word") continue;
        n.set(word.key, (n.get(word.key) ?? 0) + 1);
        break;
      }
    }
  }
  return new Set([...n].filter(([, c]) => c >= 4).map(([w]) => w));
}
