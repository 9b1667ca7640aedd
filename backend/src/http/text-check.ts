import { isStorable } from "@todo-chatbot/contracts";
import type { FastifyRequest } from "fastify";
import { type InputError, ValidationError } from "./errors.ts";

/** Deeper than anything the API takes; code that walks an input must not run out of stack. */
const deepest = 32;

/**
 * Refuses what no input may hold, wherever it is: text that no store can hold, which PostgreSQL would fail on
 * later, and nesting without end.
 * @throws {ValidationError}
 */
export async function checkText(request: FastifyRequest): Promise<void> {
  const errors: InputError[] = [];
  for (const input of [request.body, request.query, request.params]) collect(input, "", 0, errors);
  if (errors.length > 0) throw new ValidationError(errors.slice(0, 20));
}

function collect(value: unknown, path: string, depth: number, errors: InputError[]): void {
  if (typeof value === "string") {
    if (!isStorable(value)) errors.push({ path, message: "must not contain NUL or broken Unicode" });
  } else if (typeof value === "object" && value !== null) {
    if (depth === deepest) {
      errors.push({ path, message: `is nested more than ${deepest} levels deep` });
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      collect(name, path, depth + 1, errors);
      collect(inner, path ? `${path}.${name}` : name, depth + 1, errors);
    }
  }
}
