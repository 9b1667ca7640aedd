import type { Session } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../database/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { startTestServer, useServer } from "../testing/server.ts";

const day = 86_400_000;

describe.each(databaseKinds)("accounts on %s", (kind) => {
  const server = useServer(kind);

  it("sign up with their settings, sign out, and sign in again", async () => {
    const me = server().client();
    const { email, password } = me;
    const details = {
      name: "Ada",
      email,
      password,
      timeZone: "Europe/Berlin",
      locale: "en-GB",
      weekStart: 7,
    };
    expect((await me.post("/api/auth/sign-up/email", details)).status).toBe(200);
    const profile = {
      id: expect.any(String),
      name: "Ada",
      email,
      timeZone: "Europe/Berlin",
      locale: "en-GB",
      weekStart: 7,
    };
    expect((await me.get("/api/v1/profile")).body).toEqual(profile);
    expect((await me.post("/api/auth/sign-out", {})).status).toBe(200);
    expect((await me.get("/api/v1/profile")).status).toBe(401);
    expect((await me.get("/api/auth/get-session")).body).toBeNull();
    expect((await me.signIn()).status).toBe(200);
    expect((await me.get("/api/v1/profile")).body).toEqual(profile);
    expect((await me.send("PATCH", "/api/v1/profile", { body: { timeZone: "Asia/Tokyo" } })).body).toEqual({
      ...profile,
      timeZone: "Asia/Tokyo",
    });
    expect((await me.get("/api/v1/profile")).body).toEqual({ ...profile, timeZone: "Asia/Tokyo" });
  });

  it("refuse a wrong password, a weak one and an invalid address, the same on every database", async () => {
    const me = await server().signUp();
    const other = server().client();
    const up = (details: object) =>
      other.post("/api/auth/sign-up/email", {
        name: "x",
        email: other.email,
        password: other.password,
        ...details,
      });
    expect(await up({ password: "short" })).toMatchObject({
      status: 400,
      body: { code: "PASSWORD_TOO_SHORT" },
    });
    expect(await up({ password: "x".repeat(200) })).toMatchObject({
      status: 400,
      body: { code: "PASSWORD_TOO_LONG" },
    });
    expect((await up({ email: "nobody" })).status).toBe(400);
    expect((await up({ timeZone: "Mars/Olympus" })).status).toBe(400);
    expect((await up({ name: "a\u0000b" })).status).toBe(400);
    expect((await other.signIn("wrong password", me.email)).status).toBe(401);
    expect((await other.signIn("wrong password", "nobody@example.org")).body).toMatchObject({
      code: "INVALID_EMAIL_OR_PASSWORD",
    });
    expect((await other.get("/api/v1/profile")).status).toBe(401);
  });

  it("list their sessions and end one, or all others", async () => {
    const me = await server().signUp();
    const phone = server().client();
    expect((await phone.signIn(me.password, me.email)).status).toBe(200);
    const laptop = server().client();
    await laptop.signIn(me.password, me.email);
    const sessions = (await me.get("/api/auth/list-sessions")).body as Session[];
    expect(sessions.map(({ ipAddress }) => ipAddress)).toEqual(Array(3).fill("203.0.113.7"));
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, false, true]);
    const ofPhone = ((await phone.get("/api/auth/list-sessions")).body as Session[]).find(
      ({ current }) => current,
    );
    expect(sessions.map(({ id }) => id)).toContain(ofPhone?.id);
    const other = await server().signUp();
    for (const who of [other, me]) {
      expect((await phone.get("/api/v1/profile")).status).toBe(200);
      expect((await who.post("/api/auth/revoke-session", { id: ofPhone?.id })).status).toBe(200);
    }
    expect((await phone.get("/api/v1/profile")).status).toBe(401);
    expect((await laptop.get("/api/v1/profile")).status).toBe(200);
    await me.post("/api/auth/revoke-other-sessions", {});
    expect((await laptop.get("/api/v1/profile")).status).toBe(401);
    expect((await me.get("/api/v1/profile")).status).toBe(200);
  });

  it("change the password, which needs the old one and ends other sessions", async () => {
    const me = await server().signUp();
    const other = server().client();
    await other.signIn(me.password, me.email);
    const change = (currentPassword: string) =>
      me.post("/api/auth/change-password", {
        currentPassword,
        newPassword: "another password",
        revokeOtherSessions: true,
      });
    expect((await change("not it at all")).status).toBe(400);
    expect((await change(me.password)).status).toBe(200);
    expect((await other.get("/api/v1/profile")).status).toBe(401);
    expect((await me.get("/api/v1/profile")).status).toBe(200);
    expect((await other.signIn(me.password, me.email)).status).toBe(401);
    expect((await other.signIn("another password", me.email)).status).toBe(200);
  });

  it("delete themselves with everything they have", async () => {
    const me = await server().signUp();
    const key = await me.withKey();
    await me.post("/api/v1/tasks", { title: "mine" }, { "idempotency-key": "k" });
    const tables = await rowsOf<{ name: string; column: string }>(
      server().database.queries,
      sql`SELECT table_name AS name, column_name AS column FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name IN ('owner_id', 'user_id', 'reference_id')`,
    );
    const [{ id } = { id: "" }] = await rowsOf<{ id: string }>(
      server().database.queries,
      sql`SELECT id FROM "user" WHERE email = ${me.email}`,
    );
    const left = async () => {
      let rows = 0;
      for (const { name, column } of tables) {
        const [found] = await rowsOf<{ n: number }>(
          server().database.queries,
          sql`SELECT count(*)::int AS n FROM ${sql.identifier(name)} WHERE ${sql.identifier(column)} = ${id}`,
        );
        rows += found?.n ?? 0;
      }
      return rows;
    };
    expect(await left()).toBeGreaterThanOrEqual(6);
    expect((await me.post("/api/auth/delete-user", {})).status).toBe(400);
    expect((await me.post("/api/auth/delete-user", { password: "not it at all" })).status).toBe(400);
    expect((await me.get("/api/v1/tasks")).status).toBe(200);
    expect((await me.post("/api/auth/delete-user", { password: me.password })).status).toBe(200);
    expect(await left()).toBe(0);
    expect((await me.get("/api/v1/tasks")).status).toBe(401);
    expect((await me.get("/api/v1/tasks", { headers: key.headers })).status).toBe(401);
    expect((await me.signIn()).status).toBe(401);
  });

  it("have keys for programs, which act for them and can be revoked", async () => {
    const me = await server().signUp();
    const { headers, key, id } = await me.withKey();
    const program = server().client();
    program.origin = "http://todo.example";
    const made = await program.post("/api/v1/tasks", { title: "by a program" }, headers);
    expect(made.status).toBe(201);
    expect((await me.get("/api/v1/activity")).body).toMatchObject({ items: [{ actor: "api" }] });
    expect((await me.get("/api/auth/api-key/list")).text).not.toContain(key);
    for (const authorization of ["Bearer nonsense", "Basic abc", `Bearer ${key}x`, "Bearer", "Bearer a b"]) {
      expect((await program.get("/api/v1/tasks", { headers: { authorization } })).status).toBe(401);
    }
    expect((await me.post("/api/auth/api-key/delete", { keyId: id })).status).toBe(200);
    expect((await program.get("/api/v1/tasks", { headers })).status).toBe(401);
    const soon = (
      await me.post("/api/auth/api-key/create", { name: "short", password: me.password, expiresIn: 1 })
    ).body as {
      key: string;
    };
    await server().database.queries.execute(
      sql`UPDATE apikey SET expires_at = now() - interval '1 second' WHERE name = 'short'`,
    );
    expect(
      (await program.get("/api/v1/tasks", { headers: { authorization: `Bearer ${soon.key}` } })).status,
    ).toBe(401);
  });

  it("stay signed in when concurrent requests extend the session", async () => {
    const me = await server().signUp();
    const { database } = server();
    await database.queries.execute(
      sql`UPDATE session SET expires_at = now() + interval '5 days', updated_at = now() - interval '25 days'
        WHERE user_id = (SELECT id FROM "user" WHERE email = ${me.email})`,
    );
    const answers = await Promise.all(Array.from({ length: 12 }, () => me.get("/api/v1/profile")));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(answers.some(({ cookies }) => cookies.length > 0)).toBe(true);
    for (const { cookies } of answers) expect(cookies.join()).not.toMatch(/max-age=0/i);
    expect((await me.get("/api/v1/profile")).status).toBe(200);
    const [row] = await rowsOf<{ days: number }>(
      database.queries,
      sql`SELECT extract(day FROM expires_at - now())::int AS days FROM session s JOIN "user" u ON u.id = s.user_id
        WHERE u.email = ${me.email}`,
    );
    expect(row?.days).toBeGreaterThan(25);
  });

  it("are not signed out by a response to an old cookie", async () => {
    const me = await server().signUp();
    const old = new Map(me.jar);
    await me.post("/api/auth/sign-out", {});
    await me.signIn();
    const fresh = new Map(me.jar);
    me.jar.clear();
    for (const [name, value] of old) me.jar.set(name, value);
    for (const url of ["/api/v1/profile", "/api/auth/get-session", "/api/auth/list-sessions"]) {
      const late = await me.get(url);
      expect({ url, cookies: late.cookies }).toEqual({ url, cookies: [] });
    }
    me.jar.clear();
    for (const [name, value] of fresh) me.jar.set(name, value);
    expect((await me.get("/api/v1/profile")).status).toBe(200);
  });
});

describe("behind proxies", () => {
  const server = useServer();

  it.each([
    ["http://127.0.0.1:59906", false],
    ["http://192.168.49.2:30080", false],
    ["https://todo.example.org", true],
    ["https://todo.example.org:8443", true],
    ["http://[::1]:3000", false],
  ])("works at %s, with Secure exactly when it is TLS", async (origin, secure) => {
    const me = server().client();
    me.origin = origin;
    const { cookies } = await me.signUp();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) {
      expect(/; *secure/i.test(cookie)).toBe(secure);
      expect(cookie.startsWith("__Host-")).toBe(secure);
      expect(cookie).toMatch(/; *Path=\/(;|$)/);
      expect(cookie).toMatch(/; *HttpOnly/i);
      expect(cookie).toMatch(/; *SameSite=Lax/i);
      expect(cookie).not.toMatch(/domain=/i);
    }
    const made = await me.post("/api/v1/tasks", { title: "x" });
    expect(made.status).toBe(201);
    expect(made.headers.location).toMatch(/^\/api/);
    expect((await me.post("/api/auth/sign-out", {})).status).toBe(200);
    expect((await me.get("/api/v1/profile")).status).toBe(401);
    expect((await me.signIn()).status).toBe(200);
  });

  it("refuses cross-site requests", async () => {
    const me = await server().signUp();
    const foreign: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: "https://127.0.0.1:3000" },
      { origin: "http://127.0.0.1:3001" },
      { origin: "http://127.0.0.1:3000.evil.example" },
    ];
    for (const headers of foreign) {
      for (const [method, url] of [
        ["POST", "/api/v1/tasks"],
        ["PATCH", "/api/v1/profile"],
        ["POST", "/api/auth/sign-out"],
        ["POST", "/api/auth/sign-in/email"],
        ["POST", "/api/v1/undo"],
      ] as const) {
        const answer = await me.send(method, url, {
          body: { title: "x", email: me.email, password: me.password },
          headers,
        });
        expect({ url, headers, status: answer.status }).toEqual({ url, headers, status: 403 });
        expect(answer.cookies).toEqual([]);
      }
    }
    const silent = await server().app.inject({
      method: "POST",
      url: "/api/v1/tasks",
      payload: { title: "x" },
      headers: {
        host: "127.0.0.1:3000",
        "sec-fetch-site": "cross-site",
        cookie: [...me.jar].map(([n, v]) => `${n}=${v}`).join("; "),
      },
    });
    expect(silent.statusCode).toBe(403);
    expect((await me.get("/api/v1/tasks")).body).toMatchObject({ items: [] });
  });

  it("refuses a forged session, or one with the cookie name of the other scheme", async () => {
    const me = await server().signUp();
    const name = "todo.session_token";
    const value = me.jar.get(name) ?? "";
    for (const forged of [
      "",
      "x",
      `${value.slice(0, -6)}AAAA%3D`,
      value.replace(/^./, (c) => (c === "a" ? "b" : "a")),
      "%00",
      "%E0%A4%A",
    ]) {
      me.jar.set(name, forged);
      expect({ forged, status: (await me.get("/api/v1/profile")).status }).toEqual({ forged, status: 401 });
    }
  });
});

describe.each(databaseKinds)("guessing passwords on %s", (kind) => {
  const clock = { now: new Date("2026-11-20T10:00:00Z") };
  const limits = { signInFailures: 3, signInFailuresPerAddress: 8, signUpsPerAddress: 100 };
  const server = useServer(kind, { limits, now: () => clock.now });

  it("temporarily locks unknown devices out of the account, but not its owner's", async () => {
    const owner = await server().signUp();
    const thief = server().client();
    thief.address = "198.51.100.1";
    const guess = (password: string) => thief.signIn(password, owner.email);
    for (let n = 0; n < 3; n++) expect((await guess(`wrong ${n} password`)).status).toBe(401);
    const refused = await guess(owner.password);
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(800);
    thief.address = "198.51.100.99";
    expect((await guess(owner.password)).status).toBe(429);

    await owner.post("/api/auth/sign-out", {});
    owner.address = "198.51.100.1";
    expect((await owner.signIn()).status).toBe(200);
    expect((await owner.signIn("mistyped password")).status).toBe(401);

    clock.now = new Date(clock.now.getTime() + 16 * 60_000);
    expect((await guess(owner.password)).status).toBe(200);
  });

  it("counts concurrent guesses, and those on other servers of the same database", async () => {
    const owner = await server().signUp();
    const second = await startTestServer(server().database, { limits, now: () => clock.now });
    try {
      const thieves = Array.from({ length: 10 }, (_, index) => (index % 2 ? server() : second).client());
      const statuses = await Promise.all(
        thieves.map(async (thief, index) => {
          thief.address = `192.0.2.${index}`;
          return (await thief.signIn(`wrong ${index}`, owner.email)).status;
        }),
      );
      expect(statuses.filter((status) => status === 401)).toHaveLength(3);
      expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    } finally {
      await second.close();
    }
  });

  it("slows down one address that tries many accounts", async () => {
    const thief = server().client();
    thief.address = "203.0.113.200";
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++)
      statuses.push((await thief.signIn("a common password", `victim${n}@example.org`)).status);
    expect(statuses).toEqual([...Array(8).fill(401), 429, 429]);
    const elsewhere = await server().signUp();
    expect((await elsewhere.signIn()).status).toBe(200);
  });

  it("limits how often a stolen session can try the password", async () => {
    const me = await server().signUp();
    const guess = (password: string) => me.post("/api/auth/delete-user", { password });
    for (let n = 0; n < 3; n++) expect((await guess(`wrong ${n}`)).status).toBe(400);
    expect((await guess(me.password)).status).toBe(429);
    clock.now = new Date(clock.now.getTime() + day / 24);
    expect((await guess(me.password)).status).toBe(200);
  });
});

describe("new accounts", () => {
  const server = useServer("embedded", { limits: { signUpsPerAddress: 2 } });

  it("are limited per address", async () => {
    const at = (address: string) => {
      const client = server().client();
      client.address = address;
      return client.post("/api/auth/sign-up/email", {
        name: "x",
        email: client.email,
        password: client.password,
      });
    };
    const statuses = [
      await at("192.0.2.1"),
      await at("192.0.2.1"),
      await at("192.0.2.1"),
      await at("192.0.2.2"),
    ];
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});
