import { isStorable } from "@todo-chatbot/contracts";
import type { FastifyRequest } from "fastify";
import { type InputError, ValidationError } from "./errors.ts";

/**
 * Refuses text that no store can hold, wherever it is in an input: PostgreSQL would fail on it later.
 * @throws {ValidationError}
 */
export async function checkText(request: FastifyRequest): Promise<void> {
  const errors: InputError[] = [];
  for (const input of [request.body, request.query, request.params]) collect(input, "", errors);
  if (errors.length > 0) throw new ValidationError(errors.slice(0, 20));
}

function collect(value: unknown, path: string, errors: InputError[]): void {
  if (typeof value === "string") {
    if (!isStorable(value)) errors.push({ path, message: "must not contain NUL or broken Unicode" });
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      collect(name, path, errors);
      collect(inner, path ? `${path}.${name}` : name, errors);
    }
  }
}
