import { BUCKETS } from "../src/reader/hash.ts";

/** With fewer writers than this, a feature that only one of them uses is still kept. */
const MANY_WRITERS = 12;

/**
 * Buckets that are worth a weight: those in at least `least` examples and, with many writers, from more than one of
 * them. A feature that only one writer uses is a personal habit and misleads for everyone else.
 */
export function seenByTwo(
  data: readonly { ids: Iterable<number>; writer: string }[],
  least: number,
): (bucket: number) => boolean {
  const examples = new Uint16Array(BUCKETS);
  const writers = new Map<string, number>();
  /** The number of the only writer so far; 255 if there are several. */
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
