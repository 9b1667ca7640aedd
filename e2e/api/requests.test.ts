import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, signUp } from "../support/person.ts";
import { rawConnection } from "../support/raw-http.ts";
import { type Running, scratchFolder, startBackend, startFrontend } from "../support/stack.ts";

// Generated malformed requests, sent as raw bytes: no input may cause a 5xx.

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "M-SEARCH"];
const paths = [
  "/",
  "/sign-in",
  "/settings",
  "/c/x",
  "/theme",
  "/mcp",
  "/health",
  "/api/v1/tasks",
  "/api/v1/export",
];
const auth = [
  "/api/auth/get-session",
  "/api/auth/sign-in/email",
  "/api/auth/sign-out",
  "/api/auth/list-sessions",
];
const odd = [
  "%",
  "%zz",
  "%ED%A0%80",
  "%C3",
  "%00",
  "%2F",
  "%2e%2e/",
  "..;/",
  "//",
  "\\",
  "\xff",
  "\xed\xa0\x80",
  "#",
  " ",
  "{",
  "é",
  "?",
  "?next=//x",
  "?format=%ff",
  "?q=%ED%A0%80",
  "?limit=1e309",
  "[]",
  ":",
  "@",
  "*",
];
const values = [
  "",
  " ",
  "a b",
  "a,b",
  "127.0.0.1",
  "localhost:99999",
  "[::1",
  "https",
  "http, https",
  "ht tp",
  "javascript:",
  "\xff",
  "\t",
  '"',
  "%00",
  "null",
  "undefined",
  "x".repeat(5000),
  "[]",
  "{}",
  "\x01",
];
const names = [
  "Host",
  "X-Forwarded-Host",
  "X-Forwarded-Proto",
  "X-Forwarded-For",
  "X-Forwarded-Port",
  "Forwarded",
  "Origin",
  "Referer",
  "Cookie",
  "Authorization",
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Content-Type",
  "Range",
  "If-None-Match",
  "If-Modified-Since",
  "Connection",
  "Upgrade",
  "TE",
  "Last-Event-ID",
  "Idempotency-Key",
  "Next-Action",
  "RSC",
  "Next-Router-State-Tree",
  "Next-Router-Prefetch",
  "x-middleware-subrequest",
  "x-invoke-path",
  "x-now-route-matches",
  "x-matched-path",
  "Mcp-Session-Id",
  "Mcp-Protocol-Version",
  "User-Agent",
  "X-HTTP-Method-Override",
  "Sec-Fetch-Site",
];
const bodies = [
  "",
  "{}",
  "[]",
  "null",
  '"x"',
  "{",
  "\xff\xfe",
  '{"email":1}',
  `${"[".repeat(9000)}${"]".repeat(9000)}`,
  "a=b",
  "--x\r\n\r\n--x--",
];

const request = fc.record({
  method: fc.constantFrom(...methods),
  path: fc.oneof(fc.constantFrom(...paths), fc.constantFrom(...auth)),
  tail: fc.array(fc.constantFrom(...odd), { maxLength: 2 }),
  headers: fc.array(fc.tuple(fc.constantFrom(...names), fc.constantFrom(...values)), { maxLength: 3 }),
  body: fc.constantFrom(...bodies),
  signed: fc.boolean(),
});

const runs = Number(process.env.FUZZ_RUNS ?? 400);

describe("whatever anyone sends", () => {
  const scratch = scratchFolder();
  let backend: Running;
  let frontend: Running;
  let person: Person;

  beforeAll(async () => {
    backend = await startBackend({ DATA_DIR: scratch.path, REQUESTS_PER_MINUTE: "1000000" });
    frontend = await startFrontend(backend.url);
    person = await signUp(frontend.url);
  });

  afterAll(async () => {
    await frontend?.stop();
    await backend?.stop();
    scratch.remove();
  });

  it.each(["frontend", "backend"] as const)(
    "the %s answers, and never with a 5xx",
    async (name) => {
      const { url } = name === "frontend" ? frontend : backend;
      await fc.assert(
        fc.asyncProperty(request, async ({ method, path, tail, headers, body, signed }) => {
          const given = new Set(headers.map(([header]) => header));
          const lines = [
            `${method} ${path}${tail.join("")} HTTP/1.1`,
            ...(given.has("Host") ? [] : ["Host: 127.0.0.1"]),
            ...(given.has("Content-Type") ? [] : ["Content-Type: application/json"]),
            ...(signed && !given.has("Cookie") ? [`Cookie: ${person.cookie}`] : []),
            ...(body ? [`Content-Length: ${body.length}`] : []),
            ...(given.has("Connection") ? [] : ["Connection: close"]),
            ...headers.map(([header, value]) => `${header}: ${value}`),
          ];
          const connection = await rawConnection(url);
          connection.send(`${lines.join("\r\n")}\r\n\r\n${body}`);
          await connection.answered(5000);
          const answer = connection.received();
          connection.abort();
          const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);
          expect({ lines, status }).toMatchObject({
            status: expect.toSatisfy((code) => code >= 200 && code < 500),
          });
          const [head = ""] = answer.split("\r\n\r\n");
          expect({ lines, location: /^location: *(.*)$/im.exec(head)?.[1] ?? "/" }).toMatchObject({
            location: expect.stringMatching(/^(\/(?![/\\])|http:\/\/127\.0\.0\.1)/),
          });
        }),
        { numRuns: runs },
      );
    },
    300_000,
  );
});
