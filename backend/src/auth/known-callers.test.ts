import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServerProcess, startServerProcess } from "../chat/testing/server-process.ts";
import { openPostgres } from "../database/postgres.ts";
import type { Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { startPostgres, type TestPostgres } from "../testing/postgres.ts";
import { startTestServer, type TestServer, useServer } from "../testing/server.ts";

const cookieOf = (client: Client) => [...client.jar].map(([name, value]) => `${name}=${value}`).join("; ");

const statusOf = async (client: Client, headers = {}) =>
  (await client.get("/api/v1/profile", { headers })).status;

describe.each(databaseKinds)("a recently known caller on %s", (kind) => {
  const server = useServer(kind);

  it("costs no round trip, with a session or a key, and one when it was not", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const other = server().client();
    for (const [who, what] of [
      [me, {}],
      [other, headers],
    ] as const) {
      await statusOf(who, what);
      const before = server().database.roundTrips();
      expect(await statusOf(who, what)).toBe(200);
      expect(server().database.roundTrips() - before).toBeLessThanOrEqual(1);
    }
  });

  it("is refused at once when the session or key was revoked here", async () => {
    const owner = await server().signUp();
    const thief = server().client();
    await thief.signIn(owner.password, owner.email);
    const { id, headers } = await owner.withKey();
    const copy = server().client();
    for (const [name, value] of thief.jar) copy.jar.set(name, value);
    expect([await statusOf(copy), await statusOf(server().client(), headers)]).toEqual([200, 200]);
    await thief.post("/api/auth/sign-out", {});
    await owner.post("/api/auth/api-key/delete", { keyId: id });
    expect([await statusOf(copy), await statusOf(server().client(), headers)]).toEqual([401, 401]);
  });

  it("has the latest profile", async () => {
    const me = await server().signUp();
    await statusOf(me);
    await me.send("PATCH", "/api/v1/profile", { body: { timeZone: "Pacific/Kiritimati" } });
    expect((await me.get("/api/v1/profile")).body).toMatchObject({ timeZone: "Pacific/Kiritimati" });
  });

  it("must have a signature of this server", async () => {
    const me = await server().signUp();
    const [[name = "", value = ""] = []] = [...me.jar].filter(([name]) => name.endsWith("session_token"));
    expect(await statusOf(me)).toBe(200);
    const forged = decodeURIComponent(value).replace(/\..*/, `.${Buffer.alloc(32).toString("base64")}`);
    me.jar.set(name, encodeURIComponent(forged));
    expect(await statusOf(me)).toBe(401);
  });
});

describe("two servers on one PostgreSQL", () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres.stop());

  /** Two servers with a clock that only moves on request. */
  async function startTwo(
    hears: boolean,
  ): Promise<{ servers: [TestServer, TestServer]; move(ms: number): void }> {
    let at = Date.now();
    const start = async () => {
      const database = openPostgres({ url: postgres.url, poolSize: 3 });
      await database.ready();
      const deaf = { ...database, listen: async () => ({ close: async () => {} }) };
      return startTestServer(hears ? database : deaf, { now: () => new Date(at) });
    };
    return {
      servers: [await start(), await start()],
      move: (ms) => {
        at += ms;
      },
    };
  }

  async function stop(servers: readonly TestServer[]) {
    for (const server of servers) {
      await server.close();
      await server.database.close();
    }
  }

  /** A session and a key that the second server knows, and the first one ends. */
  async function endElsewhere([here, there]: [TestServer, TestServer]) {
    const owner = await here.signUp();
    const thief = here.client();
    await thief.signIn(owner.password, owner.email);
    const { id, headers } = await owner.withKey();
    const seen = () =>
      Promise.all([statusOf(there.client(), { cookie: cookieOf(thief) }), statusOf(there.client(), headers)]);
    expect(await seen()).toEqual([200, 200]);
    await owner.post("/api/auth/revoke-other-sessions", {});
    await owner.post("/api/auth/api-key/delete", { keyId: id });
    return seen;
  }

  it("tell each other about revocations, regardless of the time", async () => {
    const { servers } = await startTwo(true);
    const seen = await endElsewhere(servers);
    await expect.poll(seen, { timeout: 20_000 }).toEqual([401, 401]);
    await stop(servers);
  });

  it("notice revocations within a second without announcements", async () => {
    const { servers, move } = await startTwo(false);
    const seen = await endElsewhere(servers);
    move(1000);
    expect(await seen()).toEqual([401, 401]);
    await stop(servers);
  });

  it("tell each other of changed profiles", async () => {
    const { servers } = await startTwo(true);
    const [here, there] = servers;
    const me = await here.signUp();
    const zone = async () =>
      (await there.client().get("/api/v1/profile", { headers: { cookie: cookieOf(me) } })).body;
    expect(await zone()).toMatchObject({ timeZone: "UTC" });
    await me.send("PATCH", "/api/v1/profile", { body: { timeZone: "Asia/Tokyo" } });
    await expect.poll(zone, { timeout: 20_000 }).toMatchObject({ timeZone: "Asia/Tokyo" });
    await stop(servers);
  });
});

describe("two processes on one PostgreSQL", () => {
  let postgres: TestPostgres;
  let processes: ServerProcess[];
  beforeAll(async () => {
    postgres = await startPostgres();
    const settings = {
      DATABASE_URL: postgres.url,
      BETTER_AUTH_SECRET: "a secret that is only for tests, 32+",
    };
    processes = [await startServerProcess(settings), await startServerProcess(settings)];
  }, 120_000);
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.end("SIGKILL")));
    await postgres.stop();
  });

  it("refuse anyone the other has signed out", async () => {
    const [here = "", there = ""] = processes.map(({ url }) => url);
    const account = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };
    const post = (path: string, body: object, headers = {}) =>
      fetch(here + path, {
        method: "POST",
        headers: { "content-type": "application/json", origin: here, ...headers },
        body: JSON.stringify(body),
      });
    const signedUp = await post("/api/auth/sign-up/email", account);
    const cookie = signedUp.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    const seen = async () => (await fetch(`${there}/api/v1/profile`, { headers: { cookie } })).status;
    expect(await seen()).toBe(200);
    expect((await post("/api/auth/sign-out", {}, { cookie })).status).toBe(200);
    await expect.poll(seen, { timeout: 20_000 }).toBe(401);
  });
});
