import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Client } from "../testing/client.ts";
import { useServer } from "../testing/server.ts";

/** A part of the OpenAPI document, as far as making inputs for it needs it. */
interface Schema {
  $ref?: string;
  type?: string | string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
}

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const nasty = fc.constantFrom(
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "'; DROP TABLE tasks; --",
  "%",
  "_%\\",
  "{{1+1}}",
  "../../etc/passwd",
  "0000-01-01",
  "9999-12-31",
  "-000001-01-01",
  "2026-02-29",
  "24:00",
  "23:59:60",
  "Etc/GMT+14",
  "europe/berlin",
  "UTC",
  "FREQ=DAILY",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=1000",
  "FREQ=HOURLY;BYDAY=MO;BYSETPOS=-1",
  "FREQ=DAILY;UNTIL=99999999",
  "FREQ=WEEKLY;BYDAY=53MO,-53SU",
  "NaN",
  "null",
  "true",
  "1e309",
  "\u202e\u200d\ufeff",
  "👩‍👩‍👧‍👦".repeat(30),
  "é".repeat(200),
);
const anyText = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 40 }));
const anyNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, 0.1),
);
const anything = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

/** Mostly what a schema asks for, and now and then anything. */
function inputFor(
  schema: Schema | undefined,
  document: Document,
  known: fc.Arbitrary<string>,
  depth = 0,
): fc.Arbitrary<unknown> {
  if (!schema || depth > 6) return anything;
  if (schema.$ref) {
    return inputFor(
      document.components.schemas[schema.$ref.split("/").at(-1) ?? ""],
      document,
      known,
      depth + 1,
    );
  }
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (options) return fc.oneof(...options.map((option) => inputFor(option, document, known, depth + 1)));
  if (schema.const !== undefined)
    return fc.oneof({ weight: 9, arbitrary: fc.constant(schema.const) }, { weight: 1, arbitrary: anything });
  if (schema.enum)
    return fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...schema.enum) },
      { weight: 1, arbitrary: anything },
    );
  const fitting = (() => {
    switch ([schema.type].flat()[0]) {
      case "object":
        return fc.record(
          Object.fromEntries(
            Object.entries(schema.properties ?? {}).map(([name, inner]) => [
              name,
              inputFor(inner, document, known, depth + 1),
            ]),
          ),
          { requiredKeys: [] },
        );
      case "array":
        return fc.array(inputFor(schema.items, document, known, depth + 1), { maxLength: 4 });
      case "string":
        return fc.oneof(anyText, known);
      case "integer":
      case "number":
        return fc.oneof(fc.integer({ min: 0, max: 10 }), anyNumber);
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      default:
        return anything;
    }
  })();
  return fc.oneof({ weight: 12, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

describe("whatever anyone sends", () => {
  const server = useServer("embedded", { withChat: true });
  /** Ends the session or the account it runs in; streams do not end. */
  const left = /\/api\/auth\/(sign-out|delete-user|revoke|change-password)|\/api\/v1\/events|\/stream$/;

  it("no route answers with a fault of the server", async () => {
    const me = await server().signUp();
    const document = (await me.get("/api/v1/openapi.json")).body as Document;
    const task = (await me.post("/api/v1/tasks", { title: "here from the start" })).body as { id: string };
    const known = fc.constantFrom(
      task.id,
      "01a1fb76-76d7-7656-9dee-d976feffe8c2",
      "2026-11-21",
      "17:00",
      "Europe/Berlin",
    );
    let answered = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      if (left.test(path)) continue;
      for (const [method, operation] of Object.entries(methods)) {
        await fc.assert(
          fc.asyncProperty(requestFor(path, operation, document, known), async ({ url, body, headers }) => {
            const answer = await send(me, method.toUpperCase(), url, body, headers);
            expect({
              method,
              url,
              body,
              status: answer.status,
              text: answer.status < 500 || answer.text,
            }).toMatchObject({ text: true });
            answered++;
          }),
          { numRuns: Number(process.env.FUZZ_RUNS ?? 60) },
        );
      }
    }
    expect(answered).toBeGreaterThan(500);
    expect((await me.get("/api/v1/tasks?status=all")).status).toBe(200);
    expect((await me.get("/api/v1/activity")).status).toBe(200);
  }, 300_000);
});

function requestFor(path: string, operation: Operation, document: Document, known: fc.Arbitrary<string>) {
  const parameters = operation.parameters ?? [];
  const valuesOf = (place: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, inputFor(schema, document, known)]),
      ),
      { requiredKeys: [] },
    );
  const schema = operation.requestBody?.content["application/json"]?.schema;
  return fc
    .record({
      query: valuesOf("query"),
      path: valuesOf("path"),
      headers: valuesOf("header"),
      body: inputFor(schema, document, known),
    })
    .map((input) => {
      const query = new URLSearchParams(
        Object.entries(input.query).map(([name, value]): [string, string] => [name, textOf(value)]),
      );
      const values = input.path as Record<string, unknown>;
      const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
        encodeURIComponent(textOf(values[name] ?? "x").toWellFormed()),
      );
      const headers = Object.fromEntries(
        // Node refuses to send other characters in a header.
        Object.entries(input.headers).map(([name, value]) => [
          name,
          textOf(value).replaceAll(/[^\x20-\x7e]/g, "?"),
        ]),
      );
      return { url: `${filled}?${query}`, body: operation.requestBody ? input.body : undefined, headers };
    });
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function send(me: Client, method: string, url: string, body: unknown, headers: Record<string, string>) {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return me.send(method as "POST", url, { ...(text !== undefined && { body: text }), headers });
}
