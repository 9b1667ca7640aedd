import { once } from "node:events";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPages } from "./pages.ts";
import { nonceOf } from "./security-headers.ts";

// Renders the requested path and the nonce of the response.
const server = createServer(
  createPages((request, response) => response.end(JSON.stringify([request.url, nonceOf(response)]))),
);
const session = { cookie: "theme=dark; todo.session_token=abc" };
let site: string;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(site + path, { headers, redirect: "manual" });
const drawn = async (path: string, headers?: Record<string, string>) =>
  (await (await ask(path, headers)).json())[0];

test("serves the app at each of its addresses to requests with a session, and to no others", async () => {
  expect(await drawn("/", session)).toBe("/");
  expect(await drawn("/c/5d0c", session)).toBe("/?stored");
  expect(await drawn("/settings", session)).toBe("/settings");
  expect(await drawn("/?x=1")).toBe("/enter?x=1");
  expect(await drawn("/", { cookie: "todo.session_token=" })).toBe("/enter");
});

test.each(["/c/5d0c", "/settings", "/settings/"])(
  "%s redirects to the sign-in page, and from there back",
  async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe(
      `/sign-in?next=${encodeURIComponent(path.replace(/\/$/, ""))}`,
    );
  },
);

test.each(["//", "/\\", "//example.org/settings", "/\\example.org"])(
  "%s is not taken for another host, and is answered",
  async (path) => {
    const { hostname, port } = new URL(site);
    const [answer] = (await once(get({ hostname, port, path }), "response")) as [IncomingMessage];
    expect(answer.statusCode).toBe(200);
    expect(await json(answer)).toHaveLength(2);
  },
);

test("each response has its own nonce, which its page uses, and is not cached", async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const answer = await ask("/sign-in");
      const [, nonce] = await answer.json();
      expect(nonce).not.toBe("");
      expect(answer.headers.get("content-security-policy")).toContain(`'nonce-${nonce}'`);
      expect(answer.headers.get("cache-control")).toBe("private, no-store");
      return nonce;
    }),
  );
  expect(new Set(nonces).size).toBe(2);
});

test("static files may be cached", async () => {
  const answer = await ask("/_next/static/chunks/a.js");
  expect(answer.headers.get("cache-control")).toBeNull();
  expect(answer.headers.get("content-security-policy")).toBeNull();
});

test.each([
  ["dark", "dark"],
  ["x".repeat(100_000), "system"],
])("a theme is stored in a cookie", async (sent, kept) => {
  const answer = await fetch(`${site}/theme`, { method: "PUT", body: sent });
  expect(answer.status).toBe(204);
  expect(answer.headers.get("set-cookie")).toMatch(new RegExp(`^theme=${kept}; Path=/; .*HttpOnly$`));
});
