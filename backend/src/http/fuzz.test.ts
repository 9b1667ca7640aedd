import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type InputSource, inputFor, type Schema } from "../testing/schema-inputs.ts";
import { useServer } from "../testing/server.ts";

interface Operation {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema?: Schema }> };
}

interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const runs = Number(process.env.FUZZ_RUNS ?? 60);
const nobodys = "01a1fb76-76d7-7656-9dee-d976feffe8c2";

/** Takes files, which `transfer.test.ts` makes up. */
const takesFiles = "POST /api/v1/import";

/** Ends the session or the account it runs in; streams do not end. */
const leftOut = /\/api\/auth\/(sign-out|delete-user|revoke|change-password)|\/api\/v1\/events|\/stream$/;

describe("whatever anyone sends", () => {
  const server = useServer("embedded", { withChat: true });

  it("no route answers with a 5xx, and each is reached behind its input checks", async () => {
    const me = await server().signUp();
    const document = (await me.get("/api/v1/openapi.json")).body as Document;
    const ids = [nobodys];
    for (const title of ["one", "two", "three"]) {
      ids.push(((await me.post("/api/v1/tasks", { title })).body as { id: string }).id);
    }
    const source = { schemas: document.components.schemas, ids };
    const reached = new Set<string>();
    const asked = new Set<string>();
    for (const [path, methods] of Object.entries(document.paths)) {
      if (leftOut.test(path)) continue;
      for (const [method, operation] of Object.entries(methods)) {
        const route = `${method.toUpperCase()} ${path}`;
        asked.add(route);
        await fc.assert(
          fc.asyncProperty(requestFor(path, operation, source), async ({ url, body, headers }) => {
            // A new account takes the place of whoever makes it.
            const who = path.includes("/sign-up/") ? server().client() : me;
            const answer = await who.send(method.toUpperCase() as "POST", url, {
              ...(body !== undefined && { body }),
              headers,
            });
            const fault = answer.status >= 500 ? answer.text : null;
            expect({ method, url, body, fault }).toMatchObject({ fault: null });
            // Not found comes from behind the checks too: there are no such conversations.
            const code = (answer.body as { code?: string } | null)?.code;
            const behind = [401, 404, 409, 422].includes(answer.status) || code === "INVALID_PASSWORD";
            if (answer.status < 300 || behind) reached.add(route);
          }),
          { numRuns: runs },
        );
      }
    }
    expect([...asked].filter((route) => !reached.has(route))).toEqual([takesFiles]);
    expect(asked.size).toBeGreaterThan(20);
    for (const url of ["/api/v1/tasks?status=all", "/api/v1/activity", "/api/v1/export"]) {
      expect({ url, status: (await me.get(url)).status }).toEqual({ url, status: 200 });
    }
  }, 600_000);
});

function requestFor(path: string, operation: Operation, source: InputSource) {
  const valuesOf = (place: string) => {
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
    const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]));
    return inputFor(
      { type: "object", properties, required: place === "path" ? Object.keys(properties) : [] },
      source,
    );
  };
  const schema = operation.requestBody?.content["application/json"]?.schema;
  return fc
    .record({
      query: valuesOf("query"),
      path: valuesOf("path"),
      headers: valuesOf("header"),
      body: inputFor(schema, source),
    })
    .map((input) => {
      const query = new URLSearchParams(texts(input.query));
      const values = new Map(texts(input.path));
      const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
        encodeURIComponent((values.get(name) ?? "x").toWellFormed()),
      );
      // Node refuses to send other characters in a header.
      const headers = texts(input.headers).map(([name, value]) => [
        name,
        value.replaceAll(/[^\x20-\x7e]/g, "?"),
      ]);
      return {
        url: `${url}?${query}`,
        body: operation.requestBody ? JSON.stringify(input.body) : undefined,
        headers: Object.fromEntries(headers) as Record<string, string>,
      };
    });
}

/** The members of an input as text; an input that is no object has none. */
function texts(input: unknown): [string, string][] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  return Object.entries(input).map(([name, value]) => [
    name.replaceAll(/[^\w-]/g, "x") || "x",
    typeof value === "string" ? value : (JSON.stringify(value) ?? ""),
  ]);
}
