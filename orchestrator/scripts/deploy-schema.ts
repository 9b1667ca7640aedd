// Writes what is derived from the contract's schema: orchestrator/deploy.schema.json for editors, and
// docs/deploy-yaml.md for people. `npm run -s deploy-schema -w @todo-chatbot/orchestrator`; a test compares them.
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { contractJsonSchema, type Field, wordsFor } from "../src/contract/json-schema.ts";

const root = resolve(import.meta.dirname, "../..");

interface Row {
  path: string;
  field: Field;
  required: boolean;
}

/** Every field below one, in the order of the schema. */
function rowsOf(field: Field, path = ""): Row[] {
  const named = Object.entries(field.properties ?? {}).flatMap(([name, inner]) => {
    const full = path ? `${path}.${name}` : name;
    const required = field.required?.includes(name) === true;
    return [{ path: full, field: inner, required }, ...rowsOf(inner, full)];
  });
  const parts = [field, ...(field.anyOf ?? [])].filter((part) => part !== field || !field.anyOf);
  const below = parts.flatMap((part) => [
    ...(part === field ? [] : rowsOf(part, path)),
    ...(part.items ? rowsOf(part.items, `${path}[]`) : []),
    ...(typeof part.additionalProperties === "object"
      ? rowsOf(part.additionalProperties, `${path}.NAME`)
      : []),
  ]);
  const rows = [...named, ...below];
  // A step is one of two forms, which share a field.
  return rows.filter(({ path: one }, index) => rows.findIndex((row) => row.path === one) === index);
}

const cell = (text: string) => text.replaceAll("|", "\\|");

function line({ path, field, required }: Row): string {
  const fallback = field.default === undefined ? "" : `\`${JSON.stringify(field.default)}\``;
  const state = required ? "required" : fallback;
  return `| \`${path}\` | ${cell(wordsFor(field))} | ${cell(state)} | ${cell(field.description ?? "")} |`;
}

/** The files and what they hold, by path under the repository's root. */
export function derivedFiles(): Record<string, string> {
  const schema = contractJsonSchema();
  const parts = Object.entries(schema.properties ?? {}).map(([name, field]) => {
    const required = schema.required?.includes(name) === true;
    return [{ path: name, field, required }, ...rowsOf(field, name)];
  });
  const single = parts.filter((rows) => rows.length === 1).flat();
  const table = (rows: readonly Row[]) => [
    "| field | type | default | description |",
    "| --- | --- | --- | --- |",
    ...rows.map(line),
  ];
  const text = [
    "# deploy.yaml",
    "",
    "Every field of the file that describes an application to `infra-orchestrator`. Generated from the schema (`orchestrator/src/contract/schema.ts`) by `npm run -s deploy-schema -w @todo-chatbot/orchestrator`; do not edit this page.",
    "",
    "`[]` stands for each item of a list, `NAME` for each key of a map. Editors complete and check the file with `orchestrator/deploy.schema.json`. In another repository, `infra-orchestrator schema > deploy.schema.json` writes that schema, and the first line of `deploy.yaml` refers to it:",
    "",
    "```yaml",
    "# yaml-language-server: $schema=deploy.schema.json",
    "```",
    "",
    ...table(single),
    ...parts
      .filter((rows) => rows.length > 1)
      .flatMap((rows) => ["", `## ${rows[0]?.path}`, "", ...table(rows)]),
    "",
  ].join("\n");
  return {
    "orchestrator/deploy.schema.json": `${JSON.stringify(schema, null, 2)}\n`,
    "docs/deploy-yaml.md": text,
  };
}

if (import.meta.main)
  for (const [path, text] of Object.entries(derivedFiles())) writeFileSync(resolve(root, path), text);
