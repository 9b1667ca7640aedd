import { z } from "zod";
import { contractSchema } from "./schema.ts";

/** A JSON Schema, as far as it is used here. */
export interface Field {
  type?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  properties?: Record<string, Field>;
  required?: string[];
  items?: Field;
  anyOf?: Field[];
  additionalProperties?: boolean | Field;
}

/** `deploy.yaml` as a JSON Schema (2020-12), with a description of every field. */
export function contractJsonSchema(): Field {
  const schema = z.toJSONSchema(contractSchema, { io: "input" }) as Field;
  return { ...schema, description: "deploy.yaml of infra-orchestrator" };
}

/** The variants of a field with several types. */
const variants = (field: Field): Field[] => field.anyOf ?? [field];

/** The description of the field at a path of the document; undefined if there is none. */
export function fieldAt(path: readonly PropertyKey[], schema = contractJsonSchema()): Field | undefined {
  let fields: Field[] = [schema];
  for (const key of path)
    fields = fields.flatMap(variants).flatMap((field) => {
      if (typeof key === "number") return field.items ?? [];
      const named = field.properties?.[String(key)];
      if (named) return named;
      return typeof field.additionalProperties === "object" ? field.additionalProperties : [];
    });
  return fields[0];
}

/** The keys that are allowed in the map at a path. */
export function namesAt(path: readonly PropertyKey[]): string[] {
  const field = fieldAt(path);
  return field ? variants(field).flatMap(({ properties = {} }) => Object.keys(properties)) : [];
}

/** What is allowed in a field, in a few words. */
export function wordsFor(field: Field): string {
  if (field.const !== undefined) return JSON.stringify(field.const);
  if (field.enum) return field.enum.map(String).join(" or ");
  if (field.anyOf) return [...new Set(field.anyOf.map(wordsFor))].join(", or ");
  switch (field.type) {
    case "integer":
    case "number": {
      const what = field.type === "integer" ? "a whole number" : "a number";
      const least = field.minimum ?? field.exclusiveMinimum;
      // zod limits every integer to MAX_SAFE_INTEGER, which is not a limit of the contract.
      const most =
        (field.maximum ?? Number.MAX_SAFE_INTEGER) < Number.MAX_SAFE_INTEGER ? field.maximum : undefined;
      if (least !== undefined && least > Number.MIN_SAFE_INTEGER)
        return most === undefined
          ? `${what} ${field.minimum === undefined ? "above" : "from"} ${least}${field.minimum === undefined ? "" : " on"}`
          : `${what} from ${least} to ${most}`;
      return what;
    }
    case "array":
      return field.items?.type === "object" || field.items?.anyOf ? "a list of maps" : "a list";
    case "object":
      return "a map";
    case "boolean":
      return "true or false";
    default:
      return "text";
  }
}
