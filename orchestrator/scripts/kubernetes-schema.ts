// Takes from a cluster the OpenAPI schemas of the kinds the orchestrator writes, without descriptions and
// without what is never written (status), and closed: no field that a schema does not name. Run it against a
// cluster of the Kubernetes version to judge by: npm run -s kubernetes-schema -w @todo-chatbot/orchestrator
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Schema = { [key: string]: Json };

const kinds: Record<string, [path: string, definition: string]> = {
  Deployment: ["apis/apps/v1", "io.k8s.api.apps.v1.Deployment"],
  Service: ["api/v1", "io.k8s.api.core.v1.Service"],
  ConfigMap: ["api/v1", "io.k8s.api.core.v1.ConfigMap"],
};
/** Words of JSON Schema that decide; the rest explains or is Kubernetes' own. */
const deciding = new Set([
  ...["$ref", "additionalProperties", "allOf", "enum", "format", "items", "oneOf", "properties", "required"],
  "type",
]);
/** Kubernetes gives its quantities a grammar in prose only; as a format it can be checked. */
const formats: Record<string, string> = { "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity" };
const target = join(import.meta.dirname, "../src/contract/manifest/kubernetes.json");

function get(path: string): Json {
  return JSON.parse(
    execFileSync("kubectl", ["get", "--raw", path], { encoding: "utf8", maxBuffer: 1 << 26 }),
  );
}

function pruned(schema: Schema): Schema {
  const kept: Schema = {};
  for (const [word, value] of Object.entries(schema)) {
    if (!deciding.has(word)) continue;
    if (word === "properties") {
      kept[word] = Object.fromEntries(
        Object.entries(value as Record<string, Schema>).map(([name, inner]) => [name, pruned(inner)]),
      );
    } else if (Array.isArray(value) && word !== "required" && word !== "enum") {
      kept[word] = value.map((inner) => pruned(inner as Schema));
    } else {
      kept[word] = typeof value === "object" && !Array.isArray(value) && value ? pruned(value) : value;
    }
  }
  // A single "allOf" only carries a description and a default beside the reference.
  if (Array.isArray(kept.allOf) && kept.allOf.length === 1) return kept.allOf[0] as Schema;
  // Alternatives that are nothing but types, as of an int-or-string, are one list of types.
  if (Array.isArray(kept.oneOf)) {
    const { oneOf, ...rest } = kept;
    const types = (oneOf as Schema[]).map(({ type, ...more }) => (Object.keys(more).length ? null : type));
    if (!types.includes(null)) return { ...rest, type: types as Json };
  }
  if (kept.properties && kept.additionalProperties === undefined) kept.additionalProperties = false;
  return kept;
}

const definitions: Record<string, Schema> = {};

function take(name: string, schemas: Record<string, Schema>): void {
  if (name in definitions) return;
  const schema = schemas[name];
  if (!schema) throw new Error(`The cluster has no schema ${name}.`);
  const { status: _, ...properties } = (schema.properties ?? {}) as Schema;
  const written = name.endsWith(".Deployment") || name.endsWith(".Service");
  const kept = pruned(written ? { ...schema, properties } : schema);
  const format = formats[name];
  if (format) kept.format = format;
  const text = JSON.stringify(kept);
  definitions[name] = JSON.parse(text.replaceAll("#/components/schemas/", "#/definitions/"));
  for (const [, inner = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) take(inner, schemas);
}

for (const [path, definition] of Object.values(kinds))
  take(
    definition,
    (get(`/openapi/v3/${path}`) as { components: { schemas: Record<string, Schema> } }).components.schemas,
  );
const { gitVersion } = get("/version") as { gitVersion: string };
writeFileSync(
  target,
  `${JSON.stringify({
    $comment: `Kubernetes ${gitVersion}, /openapi/v3; written by orchestrator/scripts/kubernetes-schema.ts`,
    kinds: Object.fromEntries(
      Object.entries(kinds).map(([kind, [, name]]) => [kind, `#/definitions/${name}`]),
    ),
    definitions: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  })}\n`,
);
