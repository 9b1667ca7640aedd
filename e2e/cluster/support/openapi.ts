import { readFileSync } from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import type { KubernetesObject } from "./render.ts";
import { attempt, installed, run } from "./run.ts";

/** The Kubernetes version whose schemas are used without a cluster. */
const kubernetes = "v1.34.4";

interface Schema {
  [key: string]: unknown;
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
}

/** Where a custom resource's definition is, for a cluster that may lack it: Go module and file. */
const definitions: Record<string, [module: string, file: string]> = {
  "postgresql.cnpg.io/v1/Cluster": [
    "github.com/cloudnative-pg/cloudnative-pg@v1.27.1",
    "config/crd/bases/postgresql.cnpg.io_clusters.yaml",
  ],
  "gateway.networking.k8s.io/v1/HTTPRoute": [
    "sigs.k8s.io/gateway-api@v1.4.0",
    "config/crd/standard/gateway.networking.k8s.io_httproutes.yaml",
  ],
  "monitoring.coreos.com/v1/ServiceMonitor": [
    "github.com/prometheus-operator/prometheus-operator@v0.85.0",
    "example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
  ],
};

interface Document {
  components: { schemas: Record<string, Schema> };
}

type Documents = (apiVersion: string) => Promise<Document>;

/**
 * Checks an object against the OpenAPI schema of its kind; a field the schema does not have is an error.
 * @returns messages; empty when it is valid
 */
export type Validator = (object: KubernetesObject) => Promise<string[]>;

/**
 * Schemas from the cluster of the present context, else from the Go module k8s.io/kubernetes; those of
 * custom resources from the modules of their operators.
 * @returns null when there is neither a cluster nor Go
 */
export async function openApiValidator(): Promise<Validator | null> {
  const documents = (await fromCluster()) ?? (await fromKubernetesModule());
  if (!documents) return null;
  const compiled = new Map<string, Promise<ValidateFunction>>();
  return async (object) => {
    const kind = `${object.apiVersion}/${object.kind}`;
    const cached = compiled.get(kind) ?? (kind in definitions ? custom(kind) : native(documents, object));
    compiled.set(kind, cached);
    const validate = await cached;
    const valid: boolean = validate(object);
    if (valid) return [];
    return (validate.errors ?? []).map((error) => {
      const extra = error.params.additionalProperty ?? "";
      return `${object.kind}/${object.metadata.name}${error.instancePath} ${error.message} ${extra}`.trim();
    });
  };
}

async function fromCluster(): Promise<Documents | null> {
  if (!installed("kubectl")) return null;
  const { code } = await attempt("kubectl", ["get", "--raw", "/openapi/v3", "--request-timeout=5s"]);
  if (code !== 0) return null;
  return async (apiVersion) =>
    JSON.parse(await run("kubectl", ["get", "--raw", `/openapi/v3/${groupPath(apiVersion)}`]));
}

async function fromKubernetesModule(): Promise<Documents | null> {
  if (!installed("go")) return null;
  const folder = path.join(await moduleFolder(`k8s.io/kubernetes@${kubernetes}`), "api/openapi-spec/v3");
  return async (apiVersion) => {
    const file = `${groupPath(apiVersion).replaceAll("/", "__")}_openapi.json`;
    return JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  };
}

async function moduleFolder(module: string): Promise<string> {
  const answer = await run("go", ["mod", "download", "-json", module], { env: { GOFLAGS: "-mod=mod" } });
  return JSON.parse(answer).Dir;
}

const groupPath = (apiVersion: string) =>
  apiVersion.includes("/") ? `apis/${apiVersion}` : `api/${apiVersion}`;

async function native(documents: Documents, object: KubernetesObject): Promise<ValidateFunction> {
  const document = await documents(object.apiVersion);
  const [version, group = ""] = object.apiVersion.split("/").reverse();
  const found = Object.entries(document.components.schemas).find(([, schema]) => {
    const kinds = schema["x-kubernetes-group-version-kind"] as Record<string, string>[] | undefined;
    return kinds?.some((k) => k.group === group && k.version === version && k.kind === object.kind);
  });
  if (!found) throw new Error(`There is no ${object.kind} in ${object.apiVersion}.`);
  for (const schema of Object.values(document.components.schemas)) close(schema);
  const ajv = new Ajv(lenient);
  ajv.addSchema(document, "openapi");
  return ajv.compile({ $ref: `openapi#/components/schemas/${found[0]}` });
}

/** A custom resource by its own definition; its metadata is checked with the other kinds. */
async function custom(kind: string): Promise<ValidateFunction> {
  const [module, file] = definitions[kind] ?? ["", ""];
  const definition = parse(readFileSync(path.join(await moduleFolder(module), file), "utf8"));
  const version = kind.split("/")[1];
  const found = definition.spec.versions.find((one: { name: string }) => one.name === version);
  const schema: Schema = found.schema.openAPIV3Schema;
  close(schema);
  schema.properties = { ...schema.properties, metadata: {} };
  return new Ajv(lenient).compile(schema);
}

const lenient = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;

/** Disallows unknown fields: a misspelt one would otherwise be dropped silently. */
function close(schema: Schema): void {
  if (typeof schema !== "object" || schema === null) return;
  const free = schema["x-kubernetes-preserve-unknown-fields"] || schema.additionalProperties !== undefined;
  if (schema.properties && !free) schema.additionalProperties = false;
  for (const inner of Object.values(schema.properties ?? {})) close(inner);
  for (const key of ["items", "additionalProperties"]) close(schema[key] as Schema);
}
