import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Expectation } from "./expect.ts";
import schema from "./kubernetes.json" with { type: "json" };

/** The formats used in the schemas, and their names in messages. */
const formats: Record<string, { called: string; is: RegExp | ((value: number) => boolean) | true }> = {
  byte: { called: "base64 text", is: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/ },
  // Only the API server writes timestamps.
  "date-time": { called: "time", is: true },
  int32: { called: "32-bit integer", is: (value) => value === (value | 0) },
  int64: { called: "64-bit integer", is: true },
  "int-or-string": { called: "integer or string", is: true },
  quantity: {
    called: "quantity such as 250m or 64Mi",
    is: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/,
  },
};
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true });
for (const [name, { is }] of Object.entries(formats))
  ajv.addFormat(name, typeof is === "function" ? { type: "number", validate: is } : is);
ajv.addSchema(schema, "kubernetes");
const compiled = new Map<string, ValidateFunction>();

/** Kubernetes treats a null field as absent. */
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

function inWords(kind: string, error: ErrorObject): string {
  const { keyword, instancePath, params, data, message, parentSchema } = error;
  const path = readable(instancePath);
  const below = (field: string) => (path ? `${path}.${field}` : field);
  const known = () => Object.keys(parentSchema?.properties ?? {}).join(", ");
  const isNo = (wanted: string) => `${path || "it"} is ${JSON.stringify(data)}, which is no ${wanted}`;
  switch (keyword) {
    case "additionalProperties":
      return `${below(params.additionalProperty)} is no field of a ${kind}; known there: ${known()}`;
    case "required":
      return `${below(params.missingProperty)} is missing`;
    case "enum":
      return `${path} is ${JSON.stringify(data)}, not one of ${params.allowedValues.filter(Boolean).join(", ")}`;
    case "type":
      return isNo([params.type].flat().join(" or "));
    case "format":
      return isNo(formats[params.format]?.called ?? params.format);
    default:
      return `${path} ${message}`;
  }
}

/**
 * Validates an object against Kubernetes' own OpenAPI schema of its kind: unknown fields, wrong types, missing ones.
 * Clients without strict validation silently drop a misspelt field, so it has to be found here.
 * @returns messages; empty if it is valid
 */
export function schemaErrors(kind: Expectation["kind"], object: unknown): string[] {
  let validate = compiled.get(kind);
  if (!validate) {
    validate = ajv.compile({ $ref: `kubernetes${schema.kinds[kind]}` });
    compiled.set(kind, validate);
  }
  if (validate(withoutNulls(object))) return [];
  return [...new Set((validate.errors ?? []).map((error) => inWords(kind, error)))];
}
