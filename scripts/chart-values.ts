// Writes the chart's values.yaml and values.schema.json from the deployment's contract, their only source.
// `node scripts/chart-values.ts` writes them, `--check` only reports whether they are up to date.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Document, isMap, isPair, isScalar, parse, type YAMLMap } from "yaml";

const root = path.resolve(import.meta.dirname, "..");
const source = "specs/014-cloud-native-deployment/contracts/helm-values-schema.yaml";

interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  description?: string;
  default?: unknown;
  properties?: Record<string, Schema>;
  unevaluatedProperties?: boolean;
  additionalProperties?: boolean | Schema;
}

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A schema with the local definition it refers to merged in; its own keywords take precedence. */
function resolve(schema: Schema, definitions: Record<string, Schema>): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  if (name === undefined) return schema;
  const target = definitions[name];
  if (target === undefined) throw new Error(`${source} refers to ${schema.$ref}, which it does not define.`);
  const base = resolve(target, definitions);
  return { ...base, ...schema, properties: { ...base.properties, ...schema.properties } };
}

/** The default value of a schema; `given` (an outer default) takes precedence. */
function defaultOf(schema: Schema, definitions: Record<string, Schema>, given?: unknown): unknown {
  const resolved = resolve(schema, definitions);
  const value = given === undefined ? resolved.default : given;
  const properties = Object.entries(resolved.properties ?? {});
  if (properties.length === 0 || (value !== undefined && !isObject(value))) return value;
  const entries = properties.map(([key, property]) => [key, defaultOf(property, definitions, value?.[key])]);
  const present = entries.filter(([, entry]) => entry !== undefined);
  return present.length === 0 ? value : Object.fromEntries(present);
}

/** Puts each description above its key, and small leaves on one line. */
function annotate(map: YAMLMap, schema: Schema, definitions: Record<string, Schema>, depth: number): void {
  for (const pair of map.items) {
    if (!isPair(pair) || !isScalar(pair.key)) continue;
    const property = resolve(schema, definitions).properties?.[String(pair.key.value)];
    const resolved = property && resolve(property, definitions);
    if (property?.description) {
      pair.key.commentBefore = ` ${property.description}`;
      pair.key.spaceBefore = depth === 0;
    }
    if (!isMap(pair.value)) continue;
    const described = Object.values(resolved?.properties ?? {}).some((inner) => inner.description);
    if (described && resolved) annotate(pair.value, resolved, definitions, depth + 1);
    else flowLeaves(pair.value);
  }
}

function flowLeaves(map: YAMLMap): void {
  const nested = map.items.filter((pair) => isMap(pair.value));
  if (nested.length === 0) map.flow = true;
  for (const pair of nested) flowLeaves(pair.value as YAMLMap);
}

/**
 * The schema as Helm reads it: with definitions merged where nothing else is allowed beside them. Left to
 * `unevaluatedProperties`, one wrong value makes Helm report every property beside it too.
 */
function closed(schema: Schema, definitions: Record<string, Schema>): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    if (property.unevaluatedProperties !== false) return [name, property];
    const { $ref, unevaluatedProperties, ...merged } = resolve(property, definitions);
    return [name, { ...merged, additionalProperties: false }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/**
 * The contents of the chart's two generated files, by the contract.
 * @param contract text of helm-values-schema.yaml
 * @returns text by path under the repository's root
 */
export function chartFiles(contract: string): Record<string, string> {
  const schema: Schema = parse(contract);
  const definitions = schema.$defs ?? {};
  const document = new Document(defaultOf(schema, definitions), { aliasDuplicateObjects: false });
  document.commentBefore = ` Written by scripts/chart-values.ts from ${source}; edit that file instead.`;
  if (isMap(document.contents)) annotate(document.contents, schema, definitions, 0);
  return {
    "charts/todo-app/values.yaml": document.toString({ lineWidth: 0 }).replace("\n\n\n", "\n\n"),
    "charts/todo-app/values.schema.json": `${JSON.stringify(closed(schema, definitions), null, 2)}\n`,
  };
}

/** The files in the repository that differ from the generated ones. */
export function drifted(): string[] {
  return Object.entries(chartFiles(readFileSync(path.join(root, source), "utf8")))
    .filter(([file, text]) => readFileSync(path.join(root, file), "utf8") !== text)
    .map(([file]) => file);
}

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const files = drifted();
    for (const file of files)
      console.error(`${file} does not match ${source}: run node scripts/chart-values.ts`);
    process.exitCode = files.length === 0 ? 0 : 1;
  } else {
    const files = chartFiles(readFileSync(path.join(root, source), "utf8"));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(root, file), text);
  }
}
