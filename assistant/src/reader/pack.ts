import type { CountWords } from "../languages/words.ts";
import { ACTS } from "./acts.ts";
import { KINDS, type Linear, type Model } from "./model.ts";
import { ASKED, PRIORITIES } from "./small.ts";
import { Table } from "./table.ts";
import { TAGS } from "./tags.ts";

/** Families of outputs in the table, in its order. */
export const FAMILIES = [
  ["kinds", KINDS.length],
  ["acts", ACTS.length],
  ["cut", 2],
  ["target", 2],
  ["choice", 1],
  ["tags", TAGS],
  ["trust", 2],
  ["priority", PRIORITIES.length],
  ["asked", ASKED.length],
  ["clear", 2],
  ["count", 2],
  ["done", 2],
] as const;

export type Family = (typeof FAMILIES)[number][0];

/** What training writes for one language: plain JSON. */
export interface Packed {
  /** The table, base64. */
  table: string;
  /** What one unit of weight is worth, for each family. */
  steps: Record<Family, number>;
  /** Weights from tag to tag; the last row is the start. */
  tags: number[];
  joins: string;
  openers: string;
  /** Words that tell nothing, and words that tell little. */
  common: string;
  usual: string;
}

/** A model from what training wrote. */
export function unpack(packed: Packed, counts: CountWords): Model {
  const sizes = FAMILIES.flatMap(([family, size]) =>
    Array.from({ length: size }, () => packed.steps[family]),
  );
  const table = new Table(bytesOf(packed.table), sizes);
  const linears = new Map<string, Linear>();
  let from = 0;
  for (const [family, classes] of FAMILIES) {
    linears.set(family, part(table, from, classes));
    from += classes;
  }
  const get = (family: Family): Linear => linears.get(family) as Linear;
  const common = new Set(packed.common.split(" "));
  const usual = new Set(packed.usual.split(" "));
  const tags = get("tags");
  return {
    kinds: get("kinds"),
    acts: get("acts"),
    cut: get("cut"),
    target: get("target"),
    choice: get("choice"),
    trust: get("trust"),
    priority: get("priority"),
    asked: get("asked"),
    clear: get("clear"),
    count: get("count"),
    done: get("done"),
    tagger: {
      weights: { at: (bucket, own) => tags.add(bucket, 1, own) },
      steps: Float64Array.from(packed.tags),
    },
    joins: new Set(packed.joins.split(" ")),
    openers: new Set(packed.openers.split(" ")),
    counts,
    weigh: (word) => (common.has(word) ? 0.05 : usual.has(word) ? 0.4 : 1),
  };
}

function bytesOf(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** The outputs `[from, from + classes)` of the table as a model of their own. */
function part(table: Table, from: number, classes: number): Linear {
  return { classes, add: (bucket, value, scores) => table.add(bucket, value, scores, from, classes) };
}
