import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFrontend } from "./server.ts";

// Raw requests, to a frontend whose pages say “page” and whose backend is never reached here.

let server: ReturnType<typeof createFrontend>;

beforeAll(async () => {
  server = createFrontend({
    backend: new URL("http://127.0.0.1:9"),
    hosts: ["todo.example"],
    trusted: true,
    pages: (_, response) => void response.end("page"),
    draining: new AbortController().signal,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(bytes: string): Promise<{ head: string; body: string }> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.end(bytes.replaceAll("\n", "\r\n"), "latin1");
  let received = "";
  socket.on("data", (part) => {
    received += part.toString("latin1");
  });
  await once(socket, "close");
  const [head = "", body = ""] = received.split("\r\n\r\n");
  return { head, body };
}

test.each([
  ["GET / HTTP/1.1\nHost: 127.0.0.1:3000\n\n"],
  ["GET /sign-in?next=%2F HTTP/1.1\nHost: todo.example\n\n"],
  ["GET /a%20b/%C3%A9 HTTP/1.1\nHost: TODO.example:443\n\n"],
  ["GET / HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n"],
  ["PUT /theme HTTP/1.1\nHost: localhost\nContent-Length: 4\n\ndark"],
  ["GET / HTTP/1.1\nHost: localhost\nConnection: Upgrade\nUpgrade: websocket\n\n"],
  [
    "GET / HTTP/1.1\nHost: localhost\nX-Forwarded-Host: evil.example, todo.example\nX-Forwarded-Proto: https\n\n",
  ],
])("%j is served", async (bytes) => {
  const { head, body } = await ask(bytes);
  expect([head.split("\r\n")[0], body]).toEqual(["HTTP/1.1 200 OK", "page"]);
});

test.each([
  ["TRACE / HTTP/1.1\nHost: localhost\n\n", 405],
  ["PROPFIND / HTTP/1.1\nHost: localhost\n\n", 405],
  ["CONNECT example.org:443 HTTP/1.1\nHost: example.org:443\n\n", 400],
  ["GET http://localhost/ HTTP/1.1\nHost: localhost\n\n", 400],
  ["OPTIONS * HTTP/1.1\nHost: localhost\n\n", 400],
  ["GET /%zz HTTP/1.1\nHost: localhost\n\n", 400],
  ["GET /c/%ED%A0%80 HTTP/1.1\nHost: localhost\n\n", 400],
  ["GET /c/\xed\xa0\x80 HTTP/1.1\nHost: localhost\n\n", 400],
  ["GET /%C3 HTTP/1.1\nHost: localhost\n\n", 400],
  ["GET / HTTP/1.1\n\n", 400],
  ["GET / HTTP/1.0\n\n", 400],
  ["GET / HTTP/1.1\nHost: a b\n\n", 400],
  ["GET / HTTP/1.1\nHost: localhost\nHost: localhost\n\n", 400],
  ["GET / HTTP/1.1\nHost: evil.example\n\n", 421],
  ["GET / HTTP/1.1\nHost: evil.example\nX-Forwarded-Host: todo.example\n\n", 421],
  ["GET / HTTP/1.1\nHost: localhost\nX-Forwarded-Host: evil.example\n\n", 421],
  ["GET / HTTP/1.1\nHost: localhost\nX-Forwarded-Host: todo.example, a b\n\n", 400],
  ["GET / HTTP/1.1\nHost: localhost\nX-Forwarded-Proto: gopher\n\n", 400],
  ["GET / HTTP/1.1\nHost: localhost\nX-Forwarded-Proto: https, a b\n\n", 400],
  ["GET / HTTP/1.1\nHost: localhost\nContent-Length: 4\n\nbody", 400],
  ["HEAD / HTTP/1.1\nHost: localhost\nContent-Length: 4\n\nbody", 400],
  ["OPTIONS /api/x HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n\n0\n\n", 400],
  ["POST / HTTP/1.1\nHost: localhost\nTransfer-Encoding: gzip, chunked\n\n0\n\n", 400],
  ["POST / HTTP/1.1\nHost: localhost\nContent-Length: 1\nTransfer-Encoding: chunked\n\n0\n\n", 400],
  ["POST / HTTP/1.1\nHost: localhost\nExpect: a-miracle\nContent-Length: 0\n\n", 417],
  [`GET / HTTP/1.1\nHost: localhost\nX: ${"x".repeat(20_000)}\n\n`, 431],
  ["nonsense\n\n", 400],
])("%j is refused with %i as a problem", async (bytes, status) => {
  const { head, body } = await ask(bytes);
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("Content-Type: application/problem+json");
  if (!bytes.startsWith("HEAD")) expect(JSON.parse(body)).toMatchObject({ status, code: expect.any(String) });
});

test("https reported by a trusted proxy is required from then on, http requires nothing", async () => {
  const secure = await ask("GET / HTTP/1.1\nHost: todo.example\nX-Forwarded-Proto: https\n\n");
  expect(secure.head).toContain("Strict-Transport-Security: max-age=31536000");
  const plain = await ask("GET / HTTP/1.1\nHost: todo.example\n\n");
  expect(plain.head).not.toContain("Strict-Transport-Security");
});
