import type { CountWords } from "../languages/words.ts";
import { ACTS } from "./acts.ts";
import { KINDS, type Linear, type Model } from "./model.ts";
import { ASKED, PRIORITIES } from "./small.ts";
import { Table, type Weights } from "./table.ts";
import { TAGS } from "./tags.ts";
import type { Forest } from "./trees.ts";

/** The families of outputs, in the order of the table. */
export const FAMILIES = [
  ["kinds", KINDS.length],
  ["acts", ACTS.length],
  ["cut", 2],
  ["target", 2],
  ["choice", 1],
  ["tags", TAGS],
  ["priority", PRIORITIES.length],
  ["asked", ASKED.length],
  ["clear", 2],
  ["count", 2],
  ["done", 2],
  ["shared", 2],
] as const;

export type Family = (typeof FAMILIES)[number][0];

/** Families that are stored together: kinds and acts are learned from the same features. */
export const STORED: readonly (readonly Family[])[] = [
  ["kinds", "acts"],
  ...FAMILIES.slice(2).map(([family]) => [family]),
];

/** The plain JSON that training writes for one language. */
export interface Packed {
  /** In the order of `STORED`. */
  weights: Weights[];
  trust: Forest;
  /** Transition weights from tag to tag; the last row is the start. */
  tags: number[];
  joins: string;
  openers: string;
  generic: string;
  /** Words that carry no information, and words that carry little. */
  common: string;
  usual: string;
}

/** Builds a model from what training wrote. */
export function unpack(packed: Packed, counts: CountWords): Model {
  const linears = new Map<Family, Linear>();
  const starts = new Map<Family, number>();
  let from = 0;
  for (const [family, classes] of FAMILIES) {
    starts.set(family, from);
    from += classes;
  }
  const table = new Table(
    STORED.map(([first], k) => ({
      from: starts.get(first as Family) as number,
      weights: packed.weights[k] as Weights,
    })),
  );
  for (const [family, classes] of FAMILIES)
    linears.set(family, part(table, starts.get(family) as number, classes));
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
    trust: packed.trust,
    priority: get("priority"),
    asked: get("asked"),
    clear: get("clear"),
    count: get("count"),
    done: get("done"),
    shared: get("shared"),
    tagger: {
      weights: { at: (bucket, own) => tags.add(bucket, 1, own) },
      steps: Float64Array.from(packed.tags),
    },
    joins: new Set(packed.joins.split(" ")),
    openers: new Set(packed.openers.split(" ")),
    generic: new Set(packed.generic.split(" ")),
    counts,
    weigh: (word) => (common.has(word) ? 0.05 : usual.has(word) ? 0.4 : 1),
  };
}

/** The outputs `[from, from + classes)` of the table, as a separate model. */
function part(table: Table, from: number, classes: number): Linear {
  return { classes, add: (bucket, value, scores) => table.add(bucket, value, scores, from, classes) };
}
