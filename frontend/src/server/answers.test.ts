import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFrontend } from "./server.ts";

// A malformed response must never reach anyone but the client that caused it. The backend here sends raw
// bytes: the response the path names, or otherwise the path itself.

const crlf = (text: string) => text.replaceAll("\n", "\r\n");
const poison = crlf("HTTP/1.1 200 OK\nContent-Length: 6\n\npoison");

const wrong: Record<string, string> = {
  "two answers": crlf("HTTP/1.1 200 OK\nContent-Length: 2\n\nok") + poison,
  "an answer after 204": crlf("HTTP/1.1 204 No Content\n\n") + poison,
  "a body after 204": crlf("HTTP/1.1 204 No Content\nContent-Length: 64\n\n") + poison,
  "a body after 304": crlf("HTTP/1.1 304 Not Modified\nContent-Length: 64\n\n") + poison,
  "chunks after 304":
    crlf("HTTP/1.1 304 Not Modified\nTransfer-Encoding: chunked\n\n6\npoison\n0\n\n") + poison,
  "length and coding":
    crlf("HTTP/1.1 200 OK\nContent-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n") + poison,
  "two lengths": crlf("HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 80\n\nok") + poison,
  "a length too short": crlf("HTTP/1.1 200 OK\nContent-Length: 2\n\nok and more"),
  "a length too long": crlf("HTTP/1.1 200 OK\nContent-Length: 20\n\nok"),
  "a length that is none": crlf("HTTP/1.1 200 OK\nContent-Length: -1\n\nok") + poison,
  "a coding that is none": crlf("HTTP/1.1 200 OK\nTransfer-Encoding: xchunked\n\nok") + poison,
  "chunks that are none": crlf("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\nzz\nok\n0\n\n") + poison,
  "100 unasked": crlf("HTTP/1.1 100 Continue\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok") + poison,
  "early hints": crlf("HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\nContent-Length: 2\n\nok") + poison,
  "101 unasked": crlf("HTTP/1.1 101 Switching Protocols\nConnection: upgrade\nUpgrade: x\n\n") + poison,
  "a folded header": crlf("HTTP/1.1 200 OK\nX: a\n Content-Length: 80\nContent-Length: 2\n\nok") + poison,
  "bare line feeds": `HTTP/1.1 200 OK\nContent-Length: 2\n\nok\n${poison}`,
  "no HTTP": "SSH-2.0-OpenSSH_9\r\n",
  "an answer of HTTP/1.0": crlf("HTTP/1.0 200 OK\n\nok") + poison,
};

/** Responses that end with the connection, or break off. */
const ending = new Set(["a length too long", "a coding that is none", "an answer of HTTP/1.0"]);

const sockets = new Set<Socket>();
const backend = createServer((socket) => {
  sockets.add(socket);
  let read = "";
  socket.on("error", () => {});
  socket.on("data", (part) => {
    read += part;
    if (!read.includes("\r\n\r\n")) return;
    const path = decodeURI(/^\S+ (\S+)/.exec(read)?.[1] ?? "");
    read = "";
    const name = path.replace("/api/", "");
    const mine = crlf(`HTTP/1.1 200 OK\nContent-Length: ${path.length}\n\n${path}`);
    socket.write(wrong[name] ?? mine);
    if (ending.has(name)) socket.end();
  });
});
const { signal } = new AbortController();
let frontend: ReturnType<typeof createFrontend>;
let site: string;

beforeAll(async () => {
  backend.listen(0, "127.0.0.1");
  await once(backend, "listening");
  const url = new URL(`http://127.0.0.1:${(backend.address() as AddressInfo).port}`);
  frontend = createFrontend({ backend: url, hosts: [], trusted: false, pages: () => {}, draining: signal });
  frontend.listen(0, "127.0.0.1");
  await once(frontend, "listening");
  site = `http://127.0.0.1:${(frontend.address() as AddressInfo).port}`;
});

afterAll(() => {
  frontend.closeAllConnections();
  frontend.close();
  for (const socket of sockets) socket.destroy();
  backend.close();
});

test.each(Object.keys(wrong))("%s: the next person gets their own response", async (name) => {
  for (const method of ["GET", "HEAD", "POST"]) {
    const asked = fetch(`${site}/api/${encodeURI(name)}`, { method, signal: AbortSignal.timeout(5000) });
    const body = await asked.then((answer) => answer.text()).catch(() => "");
    if (!ending.has(name)) expect(body).not.toContain("poison");
    for (const mine of ["/api/a", "/api/b", "/api/c"]) {
      const answer = await fetch(site + mine, { signal: AbortSignal.timeout(5000) });
      expect([name, method, answer.status, await answer.text()]).toEqual([name, method, 200, mine]);
    }
  }
});
