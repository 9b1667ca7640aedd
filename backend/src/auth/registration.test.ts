import { randomUUID } from "node:crypto";
import type { Invitation } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../database/client.ts";
import type { Answer, Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { useServer } from "../testing/server.ts";

function up(client: Client, more: object = {}): Promise<Answer> {
  const { email, password } = client;
  return client.post("/api/auth/sign-up/email", { name: "Test", email, password, ...more });
}

/** What an answer gives away: everything but what is different in each. */
function shape({ status, body, cookies, headers }: Answer) {
  const fields = (value: unknown): unknown =>
    value !== null && typeof value === "object"
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fields(inner)]))
      : typeof value;
  return {
    status,
    body: fields(body),
    names: Object.keys(headers).sort(),
    cookies: cookies.map((line) => line.replace(/=[^;]+/, "=…").replace(/%3D/g, "")).sort(),
    // Some signs of a token take three letters in a cookie, so it is its own length that tells nothing.
    lengths: cookies.map((line) => decodeURIComponent(line).length).sort(),
  };
}

describe.each(databaseKinds)("a taken address, on %s", (kind) => {
  const server = useServer(kind, { limits: { signInFailures: 3 } });

  it("is answered like a new one, and gives no way in", async () => {
    const owner = await server().signUp();
    const stranger = server().client();
    const free = await up(server().client());
    for (const email of [owner.email, owner.email.toUpperCase()]) {
      stranger.jar.clear();
      const taken = await up(stranger, { email, password: "a stranger's password" });
      expect(shape(taken)).toEqual(shape(free));
      expect(taken.text).toContain(owner.email);
      expect((await stranger.get("/api/v1/profile")).status).toBe(401);
      expect((await stranger.get("/api/auth/get-session")).body).toBeNull();
    }
    expect((await stranger.signIn("a stranger's password", owner.email)).status).toBe(401);
    expect((await owner.signIn()).status).toBe(200);
    const rows = await rowsOf<{ n: number }>(
      server().database.queries,
      sql`SELECT count(*)::int AS n FROM "user" WHERE email = ${owner.email} OR email LIKE '%example.invalid'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it("does not make an unknown device known to the account", async () => {
    const owner = await server().signUp();
    const stranger = server().client();
    stranger.address = "198.51.100.4";
    await up(stranger, { email: owner.email });
    for (let n = 0; n < 3; n++) await stranger.signIn(`wrong ${n} password`, owner.email);
    expect((await stranger.signIn("wrong again", owner.email)).status).toBe(429);
    await up(stranger, { email: owner.email });
    expect((await stranger.signIn("wrong again", owner.email)).status).toBe(429);
  });

  it("becomes one account when two people sign up with it concurrently", async () => {
    const [one, two] = [server().client(), server().client()];
    const answers = await Promise.all([up(one), up(two, { email: one.email })]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const inside = await Promise.all(
      [one, two].map(async (who) => (await who.get("/api/v1/profile")).status),
    );
    expect(inside.toSorted()).toEqual([200, 401]);
  });
});

describe.each(databaseKinds)("registration by invitation, on %s", (kind) => {
  const server = useServer(kind, { registration: "invite" });
  const mode = async () => (await server().client().get("/api/auth/registration")).body;

  it("lets one person in first, and then the invited, each invitation once", async () => {
    expect(await mode()).toEqual({ mode: "open" });
    const rush = Array.from({ length: 4 }, () => server().client());
    const answers = await Promise.all(rush.map((client) => up(client)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => [403, 429].includes(status))).toHaveLength(3);
    const first = rush[answers.findIndex(({ status }) => status === 200)] as Client;
    expect(await mode()).toEqual({ mode: "invite" });

    expect(await up(server().client())).toMatchObject({ status: 403, body: { code: "invitation_needed" } });
    expect(await up(server().client(), { invitation: randomUUID() })).toMatchObject({
      status: 403,
      body: { code: "invitation_invalid" },
    });

    const invite = async (name: string) =>
      (await first.post("/api/auth/invitations", { name })).body as Invitation & { token: string };
    const { token, ...shown } = await invite("Grandma");
    expect((await first.get("/api/auth/invitations")).body).toEqual({ invitations: [shown] });
    expect(Math.round((Date.parse(shown.expiresAt) - Date.now()) / 86_400_000)).toBe(7);

    // A sign-up that is refused does not use it up.
    expect((await up(server().client(), { invitation: token, password: "password" })).status).toBe(400);
    expect((await up(server().client(), { invitation: token, email: "nobody" })).status).toBe(400);
    const guests = Array.from({ length: 4 }, () => server().client());
    const arrivals = await Promise.all(guests.map((guest) => up(guest, { invitation: token })));
    expect(arrivals.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403]);
    expect((await first.get("/api/auth/invitations")).body).toEqual({ invitations: [] });

    const revoked = await invite("Nobody after all");
    expect((await first.post("/api/auth/invitations/revoke", { id: revoked.id })).status).toBe(200);
    const over = await invite("Too late");
    await server().database.queries.execute(
      sql`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = ${over.id}`,
    );
    for (const { token: used } of [revoked, over]) {
      expect((await up(server().client(), { invitation: used })).status).toBe(403);
    }
    expect((await first.get("/api/auth/invitations")).body).toEqual({ invitations: [] });
  });

  it("is used up by a taken address too, with the same response", async () => {
    const [{ email: known } = { email: "" }] = await rowsOf<{ email: string }>(
      server().database.queries,
      sql`SELECT email FROM "user" ORDER BY created_at LIMIT 1`,
    );
    const first = server().client();
    expect((await first.signIn(first.password, known)).status).toBe(200);
    const invite = async () =>
      ((await first.post("/api/auth/invitations", { name: "x" })).body as { token: string }).token;
    const [one, two] = [await invite(), await invite()];
    const free = await up(server().client(), { invitation: one });
    expect(shape(await up(server().client(), { invitation: two, email: known }))).toEqual(shape(free));
    for (const invitation of [one, two]) {
      expect((await up(server().client(), { invitation })).status).toBe(403);
    }
  });

  it("keeps a person's invitations their own", async () => {
    const [{ email: known } = { email: "" }] = await rowsOf<{ email: string }>(
      server().database.queries,
      sql`SELECT email FROM "user" ORDER BY created_at LIMIT 1`,
    );
    const first = server().client();
    await first.signIn(first.password, known);
    const { token } = (await first.post("/api/auth/invitations", { name: "x" })).body as { token: string };
    const guest = server().client();
    await up(guest, { invitation: token });
    const { id } = (await first.post("/api/auth/invitations", { name: "y" })).body as { id: string };
    expect((await guest.get("/api/auth/invitations")).body).toEqual({ invitations: [] });
    expect((await guest.post("/api/auth/invitations/revoke", { id })).status).toBe(404);
    const { headers } = await first.withKey();
    expect((await guest.get("/api/auth/invitations", { headers })).status).toBe(401);
    expect((await server().client().post("/api/auth/invitations", { name: "z" })).status).toBe(401);
  });
});

describe("registration that is closed", () => {
  const server = useServer("embedded", { registration: "closed" });

  it("lets only the first person in", async () => {
    const first = server().client();
    // A failed sign-up does not close registration.
    expect((await up(first, { email: "nobody" })).status).toBe(400);
    expect((await up(first)).status).toBe(200);
    expect((await server().client().get("/api/auth/registration")).body).toEqual({ mode: "closed" });
    const { token } = (await first.post("/api/auth/invitations", { name: "x" })).body as { token: string };
    for (const more of [{}, { invitation: token }, { email: first.email }]) {
      expect(await up(server().client(), more)).toMatchObject({
        status: 403,
        body: { code: "registration_closed" },
      });
    }
    expect((await first.signIn()).status).toBe(200);
    expect(server().log.join("")).toContain("sign_up_refused");
    expect(server().log.join("")).not.toContain(first.email);
  });
});
