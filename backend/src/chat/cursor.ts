import { z } from "zod";
import { ValidationError } from "../errors.ts";

/** A position in a list as opaque text. */
export function encodeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/** @throws {ValidationError} for text that is not a cursor of this list. */
export function decodeCursor<Shape extends z.ZodType>(shape: Shape, cursor: string): z.output<Shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    throw new ValidationError([{ path: "cursor", message: "must be the nextCursor of a page of this list" }]);
  }
}

export const conversationPlace = z.strictObject({ updatedAt: z.iso.datetime(), id: z.uuid() });
export const messagePlace = z.strictObject({ before: z.number().int() });
