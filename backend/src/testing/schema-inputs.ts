import fc from "fast-check";

/** A part of an OpenAPI document, as far as making inputs for it needs it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  example?: unknown;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

export interface InputSource {
  /** What `$ref`s name. */
  schemas: Record<string, Schema>;
  /** Ids to be used where a UUID is asked for. */
  ids: readonly string[];
}

/** Text that broke something somewhere before. */
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
  "__proto__",
  "0000-01-01",
  "0001-01-01",
  "9999-12-31",
  "-000001-01-01",
  "2026-02-29",
  "24:00",
  "Etc/GMT+14",
  "europe/berlin",
  "FREQ=DAILY",
  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;INTERVAL=1000",
  "FREQ=DAILY;UNTIL=99999999",
  "FREQ=WEEKLY;BYDAY=53MO,-53SU",
  "NaN",
  "1e309",
  "\u202e\u200d\ufeff",
  "👩‍👩‍👧‍👦".repeat(30),
);
const anyText = fc.oneof(nasty, fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 40 }));
const anyNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(0, -0, -1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, 5e-324, 0.1),
);
const anything = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

/** Mostly what a schema asks for, deep enough to get past it, and now and then anything at all. */
export function inputFor(schema: Schema | undefined, source: InputSource, depth = 0): fc.Arbitrary<unknown> {
  if (!schema || depth > 6) return anything;
  return fc.oneof(
    { weight: 30, arbitrary: fitting(schema, source, depth) },
    { weight: 1, arbitrary: anything },
  );
}

function fitting(schema: Schema, source: InputSource, depth: number): fc.Arbitrary<unknown> {
  const inner = (part: Schema | undefined) => inputFor(part, source, depth + 1);
  if (schema.$ref) return inner(source.schemas[schema.$ref.split("/").at(-1) ?? ""]);
  const options = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (options) return fc.oneof(...options.map(inner));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch ([schema.type].flat()[0]) {
    case "object":
      return objectOf(schema, inner);
    case "array":
      return fc.array(inner(schema.items), { maxLength: 4 });
    case "string":
      return textOf(schema, source);
    case "integer":
    case "number": {
      const within = { min: Math.max(schema.minimum ?? 0, -1000), max: Math.min(schema.maximum ?? 10, 1000) };
      return fc.oneof({ weight: 4, arbitrary: fc.integer(within) }, { weight: 1, arbitrary: anyNumber });
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    default:
      return anything;
  }
}

/** What is required and a few of the rest: a fault in one of many would hide the others. */
function objectOf(schema: Schema, inner: (part: Schema) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  const record = (names: ReadonlySet<string>) =>
    fc.record(
      Object.fromEntries(
        properties.filter(([name]) => names.has(name)).map(([name, part]) => [name, inner(part)]),
      ),
    );
  const optional = properties.map(([name]) => name).filter((name) => !required.has(name));
  return fc
    .subarray(optional, { maxLength: Math.min(3, optional.length) })
    .chain((chosen) => record(new Set([...required, ...chosen])));
}

function textOf({ format, example, maxLength }: Schema, { ids }: InputSource): fc.Arbitrary<string> {
  const asked =
    format === "uuid"
      ? fc.constantFrom(...ids)
      : format === "date"
        ? fc.constantFrom("2026-11-21", "2028-02-29", "0001-01-01", "9999-12-31")
        : format === "date-time"
          ? fc.constantFrom("2026-11-21T10:00:00Z", "2026-11-21T10:00:00+05:45", "0001-01-01T00:00:00Z")
          : typeof example === "string"
            ? fc.constant(example)
            : fc.string({ unit: "grapheme", minLength: 1, maxLength: Math.min(maxLength ?? 30, 30) });
  return fc.oneof({ weight: 6, arbitrary: asked }, { weight: 1, arbitrary: anyText });
}
