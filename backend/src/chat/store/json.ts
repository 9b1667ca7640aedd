import type { SQL } from "drizzle-orm";
import { type Queries, rowsOf } from "../../database/client.ts";

/**
 * Runs a statement whose only column, `data`, is JSON, and returns its values. Building the shape in SQL needs
 * only one round trip and gives the same result with both drivers, which differ on dates and large numbers.
 */
export async function jsonRows<T>(queries: Queries, statement: SQL): Promise<T[]> {
  const rows = await rowsOf<{ data: T }>(queries, statement);
  return rows.map(({ data }) => data);
}

/** The first of `jsonRows`. */
export async function jsonRow<T>(queries: Queries, statement: SQL): Promise<T | undefined> {
  const [row] = await jsonRows<T>(queries, statement);
  return row;
}

/** The unique index a statement violated, or null when it failed otherwise. */
export function violatedIndex(error: unknown): string | null {
  for (let next = error; next instanceof Error; next = next.cause) {
    if ("code" in next && next.code === "23505" && "constraint" in next) return String(next.constraint);
  }
  return null;
}

/**
 * A value as text for a `jsonb` parameter. PostgreSQL's JSON takes neither NUL nor half a surrogate pair, and a
 * language model may send both.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, field) => (typeof field === "string" ? storableText(field) : field));
}

/** Text that PostgreSQL can hold. */
export function storableText(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
