import type { z } from "zod";

/**
 * Text that PostgreSQL can hold: no NUL character and no half of a surrogate pair.
 * See PostgreSQL, "Character Types", and RFC 8259 §8.2.
 */
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}

/** The same schema, but refusing text that cannot be stored. */
export function storable(schema: z.ZodString) {
  return schema.refine(isStorable, { error: "must not contain NUL or broken Unicode" });
}
