import { z } from "zod";
import type { TaskTool } from "./types.ts";

/**
 * A tool's input as JSON Schema. Patterns that only restate a `format` are left out: every model reads the
 * schema on every call, and zod still checks the value.
 */
export function inputJsonSchema(tool: Pick<TaskTool, "input">): Record<string, unknown> & { type: "object" } {
  const { $schema: _, ...schema } = z.toJSONSchema(tool.input, {
    io: "input",
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { ...schema, type: "object" };
}
