/** A tree as parallel arrays: where `feature` is -1 the node is a leaf, and `value` is what it adds to the score. */
export interface Tree {
  feature: number[];
  /** Values up to this limit go to `left`, larger ones to `right`. */
  limit: number[];
  left: number[];
  right: number[];
  value: number[];
}

/** Boosted trees: the score is the sum over all trees. */
export interface Forest {
  base: number;
  trees: Tree[];
}

/** The probability, 0 to 1. */
export function probability({ base, trees }: Forest, x: ArrayLike<number>): number {
  let score = base;
  for (const { feature, limit, left, right, value } of trees) {
    let node = 0;
    while ((feature[node] as number) >= 0)
      node = ((x[feature[node] as number] as number) <= (limit[node] as number) ? left : right)[
        node
      ] as number;
    score += value[node] as number;
  }
  return 1 / (1 + Math.exp(-score));
}
