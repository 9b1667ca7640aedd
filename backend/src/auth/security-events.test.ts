import type { SecurityEventKind } from "@todo-chatbot/contracts";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { securityEvent, user } from "../database/schema/index.ts";
import type { Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { type TestServer, useServer } from "../testing/server.ts";
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

const logged = ({ log }: TestServer, kind: SecurityEventKind) =>
  log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ event }) => event === kind);

describe.each(databaseKinds)("security events on %s", (kind) => {
  const server = useServer(kind);

  it("tell of a wrong password, for a person with the account, without telling the address or the password", async () => {
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
  ])("of %.20s… is told", (userAgent, browser, system) => {
    expect(deviceOf(userAgent)).toEqual({ browser, system });
  });
});
