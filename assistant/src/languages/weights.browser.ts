import type { Packed } from "../reader/pack.ts";
import type { Language } from "./index.ts";

/** A page has no weights at first: it is given them as it needs them. */
export const packed: Partial<Record<Language, Packed>> = {};
