import { personHeader, type SecurityEvent, type SecurityEventKind } from "@todo-chatbot/contracts";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { securityEvent, user } from "../database/schema/index.ts";
import { createLogger } from "../http/logger.ts";
import type { Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { startTestServer, type TestServer, useServer } from "../testing/server.ts";
import { deviceOf } from "./device.ts";

/** The kinds kept for a person, the first first, once there are `count`. */
async function kept({ database }: TestServer, { email }: Client, count: number) {
  const read = () =>
    database.queries
      .select({ kind: securityEvent.kind, address: securityEvent.address })
      .from(securityEvent)
      .innerJoin(user, eq(user.id, securityEvent.userId))
      .where(eq(user.email, email))
      .orderBy(securityEvent.id);
  await expect.poll(async () => (await read()).length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  return read();
}

const logged = ({ log }: TestServer, kind: string) =>
  log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ event }) => event === kind);

describe.each(databaseKinds)("security events on %s", (kind) => {
  const server = useServer(kind);

  it("report a wrong password to the person with the account, without the address or the password", async () => {
    const me = await server().signUp();
    const other = server().client();
    other.address = "198.51.100.3";
    await other.signIn("not my password", me.email);
    await other.signIn("not my password", "stranger@example.org");
    expect(await kept(server(), me, 1)).toContainEqual({ kind: "sign_in_failed", address: "198.51.100.3" });
    const lines = logged(server(), "sign_in_failed");
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatchObject({ level: 40, ip: "198.51.100.3", reqId: expect.any(String) });
      expect(line.account).toMatch(/^[\w-]{43}$/);
      expect(JSON.stringify(line)).not.toMatch(/not my password|@example/);
    }
  });
});

describe("a person's security events", () => {
  const server = useServer("embedded", { limits: { signInFailures: 3 } });

  it("report what happened to the account, in order and from where, only to that person", async () => {
    const me = await server().signUp();
    const other = await server().signUp();
    const firefox = {
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    };
    const phone = server().client();
    phone.address = "198.51.100.7";
    const { email, password } = me;
    const steps: [SecurityEventKind, () => Promise<unknown>][] = [
      ["sign_in_new_device", () => phone.post("/api/auth/sign-in/email", { email, password }, firefox)],
      ["sign_in", () => me.signIn()],
      ["sign_in_failed", () => me.signIn("not my password")],
      ["password_check_failed", () => me.post("/api/auth/delete-user", { password: "not my password" })],
      ["api_key_created", () => me.withKey({ name: "calendar" })],
      ["sessions_ended", () => me.post("/api/auth/revoke-other-sessions", {})],
      [
        "password_changed",
        () =>
          me.post("/api/auth/change-password", {
            currentPassword: password,
            newPassword: "quite another one",
          }),
      ],
      ["sign_out", () => me.post("/api/auth/sign-out", {})],
      ["sign_in", () => me.signIn("quite another one")],
    ];
    // Waits for each, since they are stored in the background.
    for (const [index, [, step]] of steps.entries()) {
      await step();
      await kept(server(), me, index + 2);
    }
    const { items } = (await me.get("/api/auth/security-events")).body as { items: SecurityEvent[] };
    expect(items.map(({ kind }) => kind)).toEqual(["sign_up", ...steps.map(([kind]) => kind)].reverse());
    expect(items.at(-2)).toMatchObject({
      address: "198.51.100.7",
      device: { browser: "Firefox", system: "Linux" },
    });
    expect(items.find(({ kind }) => kind === "api_key_created")).toMatchObject({ subject: "calendar" });
    const theirs = (await other.get("/api/auth/security-events")).body as { items: SecurityEvent[] };
    expect(theirs.items.map(({ kind }) => kind)).toEqual(["sign_up"]);
  });

  it("report a lockout once, however many attempts follow", async () => {
    const me = await server().signUp();
    const thief = server().client();
    thief.address = "198.51.100.8";
    for (let n = 0; n < 7; n++) await thief.signIn(`wrong ${n}`, me.email);
    const events = await kept(server(), me, 5);
    expect(events.map(({ kind }) => kind)).toEqual([
      "sign_up",
      ...Array(3).fill("sign_in_failed"),
      "sign_in_locked",
    ]);
  });
});

describe("the log", () => {
  const server = useServer("embedded", { limits: { requestsPerMinute: 30 } });

  it("has a line for every refusal and for the deletion of an account, with person and address", async () => {
    const [me, leaving] = [await server().signUp(), await server().signUp()];
    const [{ id } = { id: "" }] = await server()
      .database.queries.select({ id: user.id })
      .from(user)
      .where(eq(user.email, me.email));
    await me.post(
      "/api/auth/sign-in/email",
      { email: me.email, password: me.password },
      { origin: "http://evil.example" },
    );
    await me.get("/api/v1/tasks", { headers: { authorization: "Bearer todo_nonsense" } });
    await me.get("/api/v1/tasks", { headers: { [personHeader]: "01a1fb76-76d7-7656-9dee-d976feffe8c2" } });
    await leaving.post("/api/auth/delete-user", { password: leaving.password });
    while ((await me.get("/api/v1/tasks")).status !== 429);
    for (const kind of [
      "origin_refused",
      "api_key_refused",
      "person_mismatch",
      "rate_limited",
      "account_deleted",
    ] as const) {
      const [line, ...more] = logged(server(), kind);
      expect({ kind, more }).toEqual({ kind, more: [] });
      expect(line).toMatchObject({ ip: me.address, reqId: expect.any(String) });
      if (kind === "rate_limited") expect(line).toMatchObject({ userId: id });
      if (kind === "account_deleted") expect(line).toMatchObject({ userId: expect.any(String) });
    }
    const everything = server().log.join("\n");
    for (const secret of [me.password, me.email, "todo_nonsense"]) expect(everything).not.toContain(secret);
  });

  it("contains them even at the highest level, but not when silent", async () => {
    for (const [level, lines] of [
      ["error", 1],
      ["silent", 0],
    ] as const) {
      const log: string[] = [];
      const logger = createLogger(level, { write: (line: string) => void log.push(line) });
      const parts = { logger };
      const quiet = await startTestServer(server().database, { parts });
      await quiet.client().signIn("wrong", "nobody@example.org");
      expect({ level, lines: log.length }).toEqual({ level, lines });
      await quiet.close();
    }
  });
});

describe("a device", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
      "Microsoft Edge",
      "Windows",
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
      "Safari",
      "macOS",
    ],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"],
    [
      "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
      "Chrome",
      "Android",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
      "Chrome",
      "iOS",
    ],
    ["curl/8.5.0", "curl", null],
    ["\u0000(((".repeat(200), null, null],
    [undefined, null, null],
  ])("of %.20s… is recognised", (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });
});
