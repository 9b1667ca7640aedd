import { setTimeout as sleep } from "node:timers/promises";
import type { TailEvent } from "../stream/tail.ts";
import type { Chunk } from "../types.ts";

/** Lets a test decide when the scripted model goes on. */
export function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

/** Looks again and again until it is so. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

/** All events of a stream, to its end. */
export async function collect(events: AsyncIterable<TailEvent | null> | null): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const event of events ?? []) if (event) chunks.push(event.chunk);
  return chunks;
}

/** The text that a stream's events make. */
export const textOf = (chunks: readonly Chunk[]) =>
  chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
