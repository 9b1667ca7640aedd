import { isStorable } from "@todo-chatbot/contracts";
import type { FastifyRequest } from "fastify";
import { type InputError, ValidationError } from "../errors.ts";

/** Deeper than anything the API takes; code that walks an input must not run out of stack. */
const deepest = 32;

/** Maximum number of reported errors. */
const mostErrors = 20;

/**
 * Refuses what no input may contain: text that cannot be stored, which PostgreSQL would reject
 * later, and excessive nesting. Files stay bytes and are checked by their readers, since walking them like an object
 * would take a hundred times their size.
 * @throws {ValidationError}
 */
export async function checkText({ body, query, params }: Pick<FastifyRequest, "body" | "query" | "params">) {
  const errors: InputError[] = [];
  for (const input of [body, query, params]) collect(input, "", 0, errors);
  if (errors.length > 0) throw new ValidationError(errors);
}

function collect(value: unknown, path: string, depth: number, errors: InputError[]): void {
  if (errors.length === mostErrors || ArrayBuffer.isView(value)) return;
  if (typeof value === "string") {
    if (!isStorable(value)) errors.push({ path, message: "must not contain NUL or broken Unicode" });
  } else if (typeof value === "object" && value !== null) {
    if (depth === deepest) {
      errors.push({ path, message: `is nested more than ${deepest} levels deep` });
      return;
    }
    const isArray = Array.isArray(value);
    for (const name in value) {
      const inner = (value as Record<string, unknown>)[name];
      if (!isArray) collect(name, path, depth + 1, errors);
      collect(inner, path ? `${path}.${name}` : name, depth + 1, errors);
    }
  }
}
