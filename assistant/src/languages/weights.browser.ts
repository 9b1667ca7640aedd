import type { Packed } from "../reader/pack.ts";
import type { Language } from "./index.ts";

/** A page has no weights at first and loads them as needed. */
export const packed: Partial<Record<Language, Packed>> = {};
