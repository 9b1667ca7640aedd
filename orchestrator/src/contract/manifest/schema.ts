import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Expectation } from "./expect.ts";
import schema from "./kubernetes.json" with { type: "json" };

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, verbose: true });
ajv.addSchema(schema, "kubernetes");
const compiled = new Map<string, ValidateFunction>();

/** What a field that is null is to Kubernetes: not there. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, inner]) => (inner === null ? [] : [[field, withoutNulls(inner)]])),
  );
}

/** `/spec/ports/0/port` → `spec.ports[0].port` */
function readable(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : path ? `${path}.${part}` : part), "");
}

function inWords(kind: string, { keyword, instancePath, params, data, message }: ErrorObject): string | null {
  const path = readable(instancePath);
  const below = (field: string) => (path ? `${path}.${field}` : field);
  if (keyword === "additionalProperties")
    return `${below(params.additionalProperty)} is no field of a ${kind}`;
  if (keyword === "required") return `${below(params.missingProperty)} is missing`;
  if (keyword === "enum")
    return `${path} is ${JSON.stringify(data)}, not one of ${params.allowedValues.filter(Boolean).join(", ")}`;
  if (keyword === "type") return `${path || "it"} is ${JSON.stringify(data)}, which is no ${params.type}`;
  // The types that may stand there have each been named.
  return keyword === "oneOf" ? null : `${path} ${message}`;
}

/**
 * Judges an object by Kubernetes' own OpenAPI schema of its kind: unknown fields, wrong types, missing ones. A
 * misspelt field is dropped in silence by clients that do not validate strictly, so it has to be found here.
 * @returns messages; empty when it is valid
 */
export function schemaErrors(kind: Expectation["kind"], object: unknown): string[] {
  let validate = compiled.get(kind);
  if (!validate) {
    validate = ajv.compile({ $ref: `kubernetes${schema.kinds[kind]}` });
    compiled.set(kind, validate);
  }
  if (validate(withoutNulls(object))) return [];
  const messages = (validate.errors ?? []).map((error) => inWords(kind, error));
  return [...new Set(messages.filter((message) => message !== null))];
}
