import { type ApiKey, type ApiKeyScope, apiKeyScope, limits } from "@todo-chatbot/contracts";
import { fastify } from "fastify";
import { describe, expect, it } from "vitest";
import { databaseKinds } from "../testing/database.ts";
import { useServer } from "../testing/server.ts";
import { enforceScopes } from "./scopes.ts";

const day = 86_400_000;
const someId = "01a1fb76-76d7-7656-9dee-d976feffe8c2";
type Method = "GET" | "POST";

describe.each(databaseKinds)("API keys on %s", (kind) => {
  const server = useServer(kind, { limits: { signInFailures: 3 } });
  const create = "/api/auth/api-key/create";

  it("are created only with the password, with limited attempts", async () => {
    const me = await server().signUp();
    const make = (password?: string) => me.post(create, { name: "backup", password });
    expect((await make()).status).toBe(400);
    expect(await make("not it at all")).toMatchObject({ status: 400, body: { code: "INVALID_PASSWORD" } });
    expect((await make(me.password)).status).toBe(200);
    for (let n = 0; n < 2; n++) expect((await make(`wrong ${n}`)).status).toBe(400);
    expect((await make(me.password)).status).toBe(429);
    expect((await me.get("/api/auth/api-key/list")).body).toMatchObject({ apiKeys: [{ name: "backup" }] });
  });

  it("expire after 90 days by default", async () => {
    const me = await server().signUp();
    const ends = async (more: object) => {
      const { body } = await me.post(create, { name: "x", password: me.password, ...more });
      const { expiresAt } = body as ApiKey;
      return expiresAt === null ? null : Math.round((Date.parse(expiresAt) - Date.now()) / day);
    };
    expect(await ends({})).toBe(90);
    expect(await ends({ expiresIn: (7 * day) / 1000 })).toBe(7);
    expect(await ends({ expiresIn: null })).toBeNull();
    expect((await me.post(create, { name: "x", password: me.password, expiresIn: 0 })).status).toBe(400);
  });

  it("are limited in number, even when created concurrently", async () => {
    const me = await server().signUp();
    for (let n = 0; n < limits.apiKeysPerUser - 2; n++) await me.withKey();
    const make = () => me.post(create, { name: "one more", password: me.password });
    const count = async () =>
      ((await me.get("/api/auth/api-key/list")).body as { apiKeys: ApiKey[] }).apiKeys.length;
    // Three, since as many tries of the password may be open at once.
    await Promise.all([make(), make(), make()]);
    expect(await count()).toBeLessThanOrEqual(limits.apiKeysPerUser);
    while ((await count()) < limits.apiKeysPerUser) expect((await make()).status).toBe(200);
    expect(await make()).toMatchObject({ status: 422, body: { code: "limit_exceeded" } });
    expect(await count()).toBe(limits.apiKeysPerUser);
  });

  it("show when they were used, and can be deleted", async () => {
    const me = await server().signUp();
    const { id, headers } = await me.withKey({ name: "calendar", scopes: ["read"] });
    const list = async () => ((await me.get("/api/auth/api-key/list")).body as { apiKeys: ApiKey[] }).apiKeys;
    expect(await list()).toMatchObject([{ id, name: "calendar", scopes: ["read"], lastUsedAt: null }]);
    expect((await me.get("/api/v1/tasks", { headers })).status).toBe(200);
    await expect.poll(async () => (await list())[0]?.lastUsedAt).toMatch(/^20/);
    expect((await me.post("/api/auth/api-key/delete", { keyId: id })).status).toBe(200);
    expect(await list()).toEqual([]);
    expect((await me.post("/api/auth/api-key/delete", { keyId: id })).status).toBe(404);
  });

  it.each([
    ["a password change", "/api/auth/change-password"],
    ["ending the other sessions", "/api/auth/revoke-other-sessions"],
    ["ending all sessions", "/api/auth/revoke-sessions"],
  ])("made in a stolen session end with %s when the person says so", async (_what, url) => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const change = (deleteApiKeys?: boolean) =>
      me.post(url, { currentPassword: me.password, newPassword: me.password, deleteApiKeys });
    if (!url.endsWith("revoke-sessions")) {
      expect((await change()).status).toBe(200);
      expect((await me.get("/api/v1/export", { headers })).status).toBe(200);
    }
    expect((await change(true)).status).toBe(200);
    expect((await me.get("/api/v1/export", { headers })).status).toBe(401);
  });

  it("stay if the password given to delete them was wrong", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const passwords = { currentPassword: "not it at all", newPassword: "another password" };
    expect((await me.post("/api/auth/change-password", { ...passwords, deleteApiKeys: true })).status).toBe(
      400,
    );
    expect((await me.get("/api/v1/export", { headers })).status).toBe(200);
  });

  it("cannot make, list or delete keys", async () => {
    const me = await server().signUp();
    const { id, headers } = await me.withKey();
    for (const [method, url, body] of [
      ["GET", "/api/auth/api-key/list", undefined],
      ["POST", create, { name: "more", password: me.password }],
      ["POST", "/api/auth/api-key/delete", { keyId: id }],
    ] as const) {
      const answer = await me.send(method, url, { headers, ...(body && { body }) });
      expect({ url, status: answer.status }).toEqual({ url, status: 401 });
    }
    expect((await me.get("/api/v1/tasks", { headers })).status).toBe(200);
  });
});

describe("the scopes of API keys", () => {
  const server = useServer("embedded", { withChat: true });

  /** Every route that takes a key, from the document. */
  async function routes(): Promise<{ method: Method; url: string; needs: ApiKeyScope }[]> {
    const { paths } = (await server().client().get("/api/v1/openapi.json")).body as {
      paths: Record<string, Record<string, unknown>>;
    };
    return Object.entries(paths)
      .filter(([path]) => path.startsWith("/api/v1/") && path !== "/api/v1/events")
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => ({
          method: method.toUpperCase() as Method,
          url: path.replaceAll(/\{\w+\}/g, someId),
          needs: /\/(export|import)$/.test(path) ? "transfer" : method === "get" ? "read" : "write",
        })),
      );
  }

  it.each([
    [["read"], ["read"]],
    [["write"], ["read", "write"]],
    [["transfer"], ["transfer"]],
    [
      ["read", "transfer"],
      ["read", "transfer"],
    ],
  ] as [ApiKeyScope[], ApiKeyScope[]][])(
    "%j reach the routes that need %j, and no others",
    async (scopes, reached) => {
      const me = await server().signUp();
      const { headers } = await me.withKey({ scopes });
      const all = await routes();
      expect(all.length).toBeGreaterThan(20);
      for (const { method, url, needs } of all) {
        const answer = await me.send(method, url, { headers });
        const allowed = reached.includes(needs);
        expect({ method, url, refused: answer.status === 403 }).toEqual({ method, url, refused: !allowed });
        if (allowed) continue;
        expect(answer.body).toMatchObject({ code: "insufficient_scope" });
        expect(answer.headers["www-authenticate"]).toBe(
          `Bearer error="insufficient_scope", scope="${needs}"`,
        );
      }
    },
  );

  it("change nothing when they are refused", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey({ scopes: ["read", "transfer"] });
    const made = (await me.post("/api/v1/tasks", { title: "stays" })).body as { id: string };
    for (const [method, url, body] of [
      ["POST", "/api/v1/tasks", { title: "new" }],
      ["PATCH", `/api/v1/tasks/${made.id}`, { title: "other" }],
      ["DELETE", `/api/v1/tasks/${made.id}`, undefined],
      ["POST", "/api/v1/undo", undefined],
      ["POST", "/api/v1/chat", { message: "delete stays" }],
    ] as const) {
      const answer = await me.send(method, url, { headers, ...(body && { body }) });
      expect({ url, status: answer.status }).toEqual({ url, status: 403 });
    }
    expect((await me.get("/api/v1/tasks")).body).toMatchObject({ items: [{ title: "stays" }] });
  });

  it("must be known", async () => {
    const me = await server().signUp();
    for (const scopes of [[], ["admin"], "read"]) {
      const answer = await me.post("/api/auth/api-key/create", { name: "x", password: me.password, scopes });
      expect({ scopes, status: answer.status }).toEqual({ scopes, status: 400 });
    }
  });

  it("must be named by every route", async () => {
    const app = fastify();
    enforceScopes(app);
    expect(() => app.get("/forgotten", async () => "x")).toThrow("GET /forgotten names no scope");
    for (const scope of apiKeyScope.options) app.get(`/${scope}`, { config: { scope } }, async () => "x");
    await app.close();
  });
});

describe("the rate limit of API keys", () => {
  const server = useServer("embedded", { limits: { requestsPerMinute: 3 } });

  it("is separate for each key: a runaway script locks out neither its owner nor other scripts", async () => {
    const me = await server().signUp();
    const [wild, calm] = [await me.withKey(), await me.withKey()];
    const statuses: number[] = [];
    for (let n = 0; n < 5; n++) statuses.push((await me.get("/api/v1/profile", wild)).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect((await me.get("/api/v1/profile", calm)).status).toBe(200);
    expect((await me.get("/api/v1/tasks")).status).toBe(200);
  });
});
