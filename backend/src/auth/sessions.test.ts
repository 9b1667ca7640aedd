import { type Profile, personHeader, type Session } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../database/client.ts";
import type { Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { type TestServer, useServer } from "../testing/server.ts";
import { sessionDays } from "./session-days.ts";

const profileOf = async (client: Client) => (await client.get("/api/v1/profile")).body as Profile;

/** A browser with the cookies another has now. */
function copyOf(server: TestServer, client: Client): Client {
  const copy = server.client();
  for (const [name, value] of client.jar) copy.jar.set(name, value);
  return copy;
}

describe.each(databaseKinds)("a session on %s", (kind) => {
  const server = useServer(kind);

  it.each(["the same person", "another person"])("ends when %s signs in to the same browser", async (who) => {
    const me = await server().signUp();
    const old = copyOf(server(), me);
    const next = who === "another person" ? await server().signUp() : me;
    expect((await me.signIn(next.password, next.email)).status).toBe(200);
    expect((await old.get("/api/v1/profile")).status).toBe(401);
    expect((await profileOf(me)).email).toBe(next.email);
  });

  it("stays when a sign-in fails, and ends when a new account is created in its browser", async () => {
    const me = await server().signUp();
    const old = copyOf(server(), me);
    await me.signIn("not the password");
    expect((await old.get("/api/v1/profile")).status).toBe(200);
    const { email, password } = server().client();
    await me.post("/api/auth/sign-up/email", { name: "New", email, password });
    expect((await old.get("/api/v1/profile")).status).toBe(401);
    expect((await profileOf(me)).email).toBe(email);
  });

  it("ends at its maximum age, regardless of use", async () => {
    const me = await server().signUp();
    const age = (days: number) =>
      server().database.queries.execute(
        sql`UPDATE session SET created_at = now() - make_interval(days => ${days})
          WHERE user_id = (SELECT id FROM "user" WHERE email = ${me.email})`,
      );
    await age(sessionDays.total - 1);
    expect((await me.get("/api/v1/profile")).status).toBe(200);
    await age(sessionDays.total);
    expect((await me.get("/api/auth/get-session")).body).toBeNull();
    expect((await me.get("/api/auth/list-sessions")).status).toBe(401);
    expect((await me.get("/api/v1/profile")).status).toBe(401);
    expect((await me.signIn()).status).toBe(200);
  });

  it("has its token only in the cookie", async () => {
    const me = server().client();
    const answers = [await me.signUp(), await me.signIn()];
    answers.push(
      await me.get("/api/auth/get-session"),
      await me.get("/api/auth/list-sessions"),
      await me.post("/api/auth/change-password", {
        currentPassword: me.password,
        newPassword: "quite another sentence",
        revokeOtherSessions: true,
      }),
    );
    const tokens = await rowsOf<{ token: string }>(
      server().database.queries,
      sql`SELECT token FROM session WHERE user_id = (SELECT id FROM "user" WHERE email = ${me.email})`,
    );
    expect(tokens).toHaveLength(1);
    for (const { status, text } of answers) {
      expect(status).toBe(200);
      expect(text).not.toMatch(/token/i);
      for (const { token } of tokens) expect(text).not.toContain(token);
    }
  });

  it("names the device it is used on", async () => {
    const me = await server().signUp();
    const headers = {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    };
    const { email, password } = me;
    await me.post("/api/auth/sign-in/email", { email, password }, headers);
    const [found, ...rest] = (await me.get("/api/auth/list-sessions")).body as Session[];
    expect(rest).toEqual([]);
    expect(found).toMatchObject({ current: true, device: { browser: "Firefox", system: "Linux" } });
  });
});

describe("a page that shows somebody", () => {
  const server = useServer("embedded", { limits: { signInFailures: 3 } });

  it("acts for nobody else, with any request", async () => {
    const [me, other] = [await server().signUp(), await server().signUp()];
    const { id } = await profileOf(me);
    const asMine = { [personHeader]: id };
    for (const [method, url, body] of [
      ["POST", "/api/v1/tasks", { title: "written in a stale tab" }],
      ["GET", "/api/v1/tasks", undefined],
      ["GET", "/api/v1/events", undefined],
      ["PATCH", "/api/v1/profile", { name: "Somebody" }],
      ["POST", "/api/auth/sign-out", {}],
      ["POST", "/api/auth/revoke-sessions", {}],
      ["POST", "/api/auth/delete-user", { password: other.password }],
      ["GET", "/api/auth/list-sessions", undefined],
    ] as const) {
      const answer = await other.send(method, url, { body, headers: asMine });
      expect({ url, answer }).toMatchObject({
        url,
        answer: { status: 409, body: { code: "person_changed" } },
      });
    }
    expect((await other.get("/api/v1/tasks")).body).toMatchObject({ items: [] });
    expect((await other.get("/api/v1/profile")).body).toMatchObject({ name: "Test" });
    expect((await me.post("/api/v1/tasks", { title: "mine" }, asMine)).status).toBe(201);
  });

  it("is told to sign in when nobody is signed in", async () => {
    const me = await server().signUp();
    const asMine = { [personHeader]: (await profileOf(me)).id };
    await me.post("/api/auth/sign-out", {}, asMine);
    expect(await me.post("/api/v1/tasks", { title: "x" }, asMine)).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
  });
});

describe("the current password, guessed in a borrowed session", () => {
  const server = useServer("embedded", { limits: { signInFailures: 3 } });

  it("counts for the session's person, whatever key comes with it", async () => {
    const victim = await server().signUp();
    const thief = await server().signUp();
    const keys = [await thief.withKey(), await thief.withKey(), await victim.withKey()];
    const guess = (password: string, headers: Record<string, string> = {}) =>
      victim.post(
        "/api/auth/change-password",
        { currentPassword: password, newPassword: "taken over by me" },
        headers,
      );
    for (let n = 0; n < 3; n++) expect((await guess(`wrong ${n}`)).status).toBe(400);
    expect((await guess(victim.password)).status).toBe(429);
    const others = [
      ...keys.map(({ headers }) => headers),
      { authorization: "Basic eDp5" },
      { authorization: "" },
    ];
    for (const headers of others) {
      for (const url of ["/api/auth/change-password", "/api/auth/delete-user", "/api/auth/api-key/create"]) {
        const body = {
          name: "x",
          password: victim.password,
          currentPassword: victim.password,
          newPassword: "taken over by me",
        };
        expect((await victim.post(url, body, headers)).status).toBe(401);
      }
    }
    expect((await victim.signIn()).status).toBe(200);
  });

  it("has nothing to do with keys: none is accepted below /api/auth, not even with a valid session", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const { paths } = (await me.get("/api/v1/openapi.json")).body as { paths: Record<string, object> };
    const own = Object.entries(paths).filter(([path]) => path.startsWith("/api/auth/"));
    expect(own.length).toBeGreaterThan(10);
    for (const [path, methods] of own) {
      for (const method of Object.keys(methods)) {
        const answer = await me.send(method.toUpperCase() as "GET", path, {
          ...(method === "post" && { body: {} }),
          headers,
        });
        expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      }
    }
    expect((await me.get("/api/v1/profile")).status).toBe(200);
  });
});
