import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openApiValidator } from "../support/openapi.ts";
import { chart, objects } from "../support/render.ts";
import { installed, root, run } from "../support/run.ts";

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  $defs?: Record<string, Schema>;
}

const schema: Schema = JSON.parse(readFileSync(path.join(root, chart, "values.schema.json"), "utf8"));

/** A definition merged with the one it references. */
function resolved(given: Schema): Schema {
  if (!given.$ref) return given;
  const base = resolved(schema.$defs?.[given.$ref.replace("#/$defs/", "")] ?? {});
  const { $ref, ...own } = given;
  return { ...base, ...own, properties: { ...base.properties, ...own.properties } };
}

/** Values the schema allows: any of an enumeration, any number of a range, any text of a pattern. */
function anyOf(given: Schema): fc.Arbitrary<unknown> {
  const { type, enum: choices, pattern, minimum = -1000, maximum = 100_000, ...rest } = resolved(given);
  if (choices) return fc.constantFrom(...choices);
  const types = [type ?? "object"].flat();
  const one = (name: string): fc.Arbitrary<unknown> => {
    switch (name) {
      case "null":
        return fc.constant(null);
      case "boolean":
        return fc.boolean();
      case "integer":
        return fc.oneof(
          { weight: 9, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, minimum + 20) }) },
          fc.integer({ min: minimum, max: maximum }),
        );
      case "number":
        return fc.integer({ min: 1, max: 100 });
      case "string": {
        const text = pattern
          ? fc.stringMatching(new RegExp(pattern))
          : fc.constantFrom("", "a", "no", "1e3", "on");
        return text.filter(
          ({ length }) => length >= (rest.minLength ?? 0) && length <= Math.min(rest.maxLength ?? 40, 40),
        );
      }
      case "array": {
        const items = resolved(rest.items ?? {});
        // Kubernetes' own objects are validated by its schema, not by this one.
        if ((items.type ?? "object") === "object" && !Object.keys(items.properties ?? {}).length)
          return fc.constant([]);
        return fc.uniqueArray(anyOf(items), { maxLength: 3, selector: (item) => JSON.stringify(item) });
      }
      default: {
        const { properties = {}, required = [], additionalProperties } = rest;
        if (!Object.keys(properties).length)
          return typeof additionalProperties === "object"
            ? fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.constantFrom("a", "1", "true", "null", "~"))
            : fc.constant({});
        return fc.record(
          Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, anyOf(inner)])),
          { requiredKeys: required, noNullPrototype: true },
        );
      }
    }
  };
  return fc.oneof(...types.map(one));
}

/** Ensures the one requirement no schema can express: a pod has time for its pause and its drain. */
function agreeing(values: unknown): unknown {
  for (const service of ["backend", "frontend"]) {
    const found = (values as Record<string, Record<string, number>>)[service] ?? {};
    const {
      preStopSeconds: pause = 3,
      drainSeconds: drain = 6,
      terminationGracePeriodSeconds: grace = 60,
    } = found;
    if (grace > pause + drain) continue;
    Object.assign(found, { preStopSeconds: 0, drainSeconds: 0, terminationGracePeriodSeconds: grace + 1 });
  }
  return values;
}

const folder = mkdtempSync(path.join(tmpdir(), "property-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = path.join(folder, "values.json");
const validator = installed("helm") ? await openApiValidator() : null;

describe.skipIf(!validator)(
  `any values the schema allows${validator ? "" : " [skipped: needs helm, and a cluster or go]"}`,
  () => {
    it("render to objects that Kubernetes takes", { timeout: 300_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(anyOf(schema).map(agreeing), async (values) => {
          writeFileSync(file, JSON.stringify(values));
          const args = ["template", "todo-app", chart, "--namespace", "todo", "--values", file];
          const rendered = objects(await run("helm", args));
          const errors = await Promise.all(rendered.map((object) => validator?.(object) ?? []));
          expect(errors.flat()).toEqual([]);
        }),
        { seed: 20_261_130, numRuns: 60, endOnFailure: true },
      );
    });
  },
);
