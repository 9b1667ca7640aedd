import { BUCKETS } from "../src/reader/hash.ts";

/** With fewer writers than this, what only one of them says is seldom a habit of theirs. */
const MANY_WRITERS = 12;

/**
 * Which buckets are worth a weight: those that at least `least` examples have and, among many writers, more than one of
 * them: what only one says is a habit, and misleads about all others.
 */
export function seenByTwo(
  data: readonly { ids: Iterable<number>; writer: string }[],
  least: number,
): (bucket: number) => boolean {
  const examples = new Uint16Array(BUCKETS);
  const writers = new Map<string, number>();
  /** The number of the only writer so far; 255 for several. */
  const writer = new Uint8Array(BUCKETS);
  for (const { ids, writer: name } of data) {
    const own = writers.get(name) ?? writers.size + 1;
    writers.set(name, own);
    for (const id of new Set(ids)) {
      if ((examples[id] as number) < least) examples[id] = (examples[id] as number) + 1;
      writer[id] = writer[id] === 0 || writer[id] === own ? own : 255;
    }
  }
  const isAnyones = writers.size < MANY_WRITERS;
  return (id) => (examples[id] as number) >= least && (isAnyones || writer[id] === 255);
}
