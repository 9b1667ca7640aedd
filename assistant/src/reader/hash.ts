/** Number of buckets in the feature space: 2^18, so that features of one language rarely collide. */
export const BUCKETS = 1 << 18;

/**
 * The bucket of a feature by its name (FNV-1a, folded to 18 bits). It must never change: weights are stored by bucket.
 */
export function bucket(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) {
    h ^= name.charCodeAt(i);
    h = Math.imul(h, 0x01000193);
  }
  return (h ^ (h >>> 18)) & (BUCKETS - 1);
}

/** Features of one thing with their values, as parallel arrays. */
export class Features {
  readonly ids: number[] = [];
  readonly values: number[] = [];
  /** How many of them are the same in every language; these come first. */
  free = 0;
  /** Kept for `--explain` only. */
  readonly names: string[] | null;

  constructor(named = false) {
    this.names = named ? [] : null;
  }

  put(name: string, value = 1): void {
    this.ids.push(bucket(name));
    this.values.push(value);
    this.names?.push(name);
  }

  /** The features that are the same in every language. */
  shared(): Features {
    const own = new Features();
    own.ids.push(...this.ids.slice(0, this.free));
    own.values.push(...this.values.slice(0, this.free));
    return own;
  }

  /** Appends the features of another instance, in their order. */
  append({ ids, values, names }: Features): void {
    for (let k = 0; k < ids.length; k++) {
      this.ids.push(ids[k] as number);
      this.values.push(values[k] as number);
    }
    if (names) this.names?.push(...names);
  }
}
