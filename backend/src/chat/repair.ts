import { isToolName, taskTools } from "../tools/registry.ts";

/**
 * Mends what language models commonly get wrong in a call's arguments: null or "" for a field to leave out, one
 * object where a list is asked for, a time without its zone. Answers null when the call still does not fit.
 */
export function repairArguments(name: string, text: string, timeZone: string): string | null {
  if (!isToolName(name)) return null;
  const schema = taskTools[name].input;
  const given = parse(text);
  if (!isRecord(given)) return null;
  for (const value of [given, wrapped(given)]) {
    const mended = mend(value, timeZone);
    if (schema.safeParse(mended).success) return JSON.stringify(mended);
  }
  return null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** `{title}` for `{tasks: [{title}]}`, `{id}` for `{ids: [id]}` or `{changes: [{id, …}]}`. */
function wrapped(value: Record<string, unknown>): Record<string, unknown> {
  if ("title" in value && !("id" in value)) return { tasks: [value] };
  if (Object.keys(value).join() === "id") return { ids: [value.id] };
  return "id" in value ? { changes: [value] } : value;
}

/** Nulls stay where they mean "clear": in the entries of `changes`. */
function mend(value: unknown, timeZone: string, keepNulls = false): unknown {
  if (Array.isArray(value)) return value.map((item) => mend(item, timeZone, keepNulls));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .filter(([, field]) => field !== "" && (keepNulls || field !== null))
    .map(
      ([key, field]) => [key, mend(listed(key, field), timeZone, keepNulls || key === "changes")] as const,
    );
  const mended = Object.fromEntries(entries);
  const timed = typeof mended.date === "string" && typeof mended.time === "string";
  return timed && !("timeZone" in mended) ? { ...mended, timeZone } : mended;
}

function listed(key: string, field: unknown): unknown {
  return ["tasks", "changes", "ids", "labels"].includes(key) && !Array.isArray(field) ? [field] : field;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
