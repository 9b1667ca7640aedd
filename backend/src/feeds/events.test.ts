import type { Change } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Client } from "../testing/client.ts";
import { databaseKinds, useDatabase } from "../testing/database.ts";
import { openEventSource } from "../testing/event-source.ts";
import { startTestServer, type TestServer, useServer } from "../testing/server.ts";
import { useServerPair } from "../testing/server-pair.ts";

async function listen(server: TestServer): Promise<string> {
  const { port } = (server.app.server.address() ?? {}) as { port?: number };
  if (port) return `http://127.0.0.1:${port}`;
  return server.app.listen({ host: "127.0.0.1", port: 0 });
}

async function follow(server: TestServer, headers: Record<string, string>, lastEventId?: string) {
  return openEventSource(`${await listen(server)}/api/v1/events`, {
    ...headers,
    ...(lastEventId !== undefined && { "last-event-id": lastEventId }),
  });
}

const titles = (events: { data: unknown }[]) => events.map(({ data }) => (data as Change).after?.title);

async function add(me: Client, ...names: string[]) {
  for (const title of names) await me.post("/api/v1/tasks", { title });
}

describe.each(databaseKinds)("events on %s", (kind) => {
  const server = useServer(kind);

  it("tell changes as they happen, to their owner only", async () => {
    const [me, other] = [await server().signUp(), await server().signUp()];
    const mine = await follow(server(), (await me.withKey()).headers);
    const theirs = await follow(server(), (await other.withKey()).headers);
    await Promise.all([mine.wait("ready"), theirs.wait("ready")]);
    await add(me, "one", "two");
    const [first, second] = await mine.wait("change", 2);
    expect(titles([first, second].filter((event) => event !== undefined))).toEqual(["one", "two"]);
    expect(first).toMatchObject({
      id: "1",
      data: { sequence: 1, action: "create", actor: "user", before: null },
    });
    await add(other, "theirs");
    expect(titles(await theirs.wait("change"))).toEqual(["theirs"]);
    expect(mine.events).toHaveLength(3);
    mine.close();
    theirs.close();
  });

  it("resume where a connection was lost, even at ready, without gap or repetition", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    await add(me, "before");
    const first = await follow(server(), headers);
    const [ready] = await first.wait("ready");
    expect(ready?.id).toBe("1");
    first.close();
    await first.ended;
    await add(me, "a", "b");
    const second = await follow(server(), headers, ready?.id);
    const caught = await second.wait("change", 2);
    second.close();
    await add(me, "c");
    const third = await follow(server(), headers, caught.at(-1)?.id);
    await add(me, "d");
    expect(titles([...caught, ...(await third.wait("change", 2))])).toEqual(["a", "b", "c", "d"]);
    expect(third.events).toHaveLength(2);
    third.close();
  });

  it("say so when too much was missed, or the number is unknown", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    await server().database.queries.execute(
      sql`UPDATE "user" SET change_sequence = 5000 WHERE email = ${me.email}`,
    );
    for (const id of ["3", "9999"]) {
      const events = await follow(server(), headers, id);
      expect(await events.wait("reset")).toMatchObject([{ id: "5000" }]);
      await add(me, "after");
      expect(titles(await events.wait("change"))).toEqual(["after"]);
      events.close();
      await server().database.queries.execute(
        sql`UPDATE "user" SET change_sequence = 5000 WHERE email = ${me.email}`,
      );
      await server().database.queries.execute(sql`DELETE FROM changes WHERE sequence > 5000`);
    }
  });

  it("carry many changes made at once, in order", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const events = await follow(server(), headers);
    await events.wait("ready");
    const operations = (from: number) =>
      Array.from({ length: 100 }, (_, index) => ({ type: "create", task: { title: `${from + index}` } }));
    await Promise.all(
      [0, 100, 200].map((from) => me.post("/api/v1/tasks/batch", { operations: operations(from) })),
    );
    const ids = (await events.wait("change", 300)).map(({ id }) => Number(id));
    expect(ids).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
    events.close();
  });

  it("pass on news of conversations", async () => {
    const me = await server().signUp();
    const events = await follow(server(), (await me.withKey()).headers);
    await events.wait("ready");
    await server().database.queries.execute(
      sql`SELECT pg_notify('conversations', json_build_object('ownerId', id, 'id', 'c', 'activeRunId', null)::text)
        FROM "user" WHERE email = ${me.email}`,
    );
    expect(await events.wait("conversation")).toMatchObject([{ data: { id: "c", activeRunId: null } }]);
    events.close();
  });
});

describe("the end of a stream", () => {
  const server = useServer();

  it("comes at once when the server drains, while requests are still answered", async () => {
    const draining = await startTestServer(server().database);
    try {
      const me = await draining.signUp();
      const events = await follow(draining, (await me.withKey()).headers);
      await events.wait("ready");
      draining.drain();
      await events.ended;
      const answer = await me.get("/api/v1/tasks");
      expect(answer).toMatchObject({ status: 200, headers: { connection: "close" } });
      expect(await me.get("/health")).toMatchObject({ status: 503, body: { status: "draining" } });
      expect(draining.hub.size()).toBe(0);
    } finally {
      await draining.close();
    }
  });

  it("leaves nothing behind when the client disconnects", async () => {
    const me = await server().signUp();
    const { headers } = await me.withKey();
    const open = await Promise.all(Array.from({ length: 5 }, () => follow(server(), headers)));
    await Promise.all(open.map((events) => events.wait("ready")));
    expect(server().hub.size()).toBe(5);
    for (const events of open) events.close();
    await expect.poll(() => server().hub.size(), { timeout: 20_000 }).toBe(0);
  });
});

describe("changes that were never announced", () => {
  const database = useDatabase("postgresql");

  it("are still delivered, soon after", async () => {
    const server = await startTestServer({ ...database(), announce: () => {} });
    const me = await server.signUp();
    const events = await follow(server, (await me.withKey()).headers);
    await events.wait("ready");
    await add(me, "of a server that died");
    expect(titles(await events.wait("change"))).toEqual(["of a server that died"]);
    events.close();
    await server.close();
  });
});

describe("two servers on one PostgreSQL", () => {
  const servers = useServerPair();

  it("deliver each other's changes, even around a database outage", async () => {
    const me = await servers().here.signUp();
    const { headers } = await me.withKey();
    const events = await follow(servers().there, headers);
    await events.wait("ready");
    await add(me, "from the other server");
    expect(titles(await events.wait("change"))).toEqual(["from the other server"]);

    await servers().postgres.halt();
    await expect.poll(() => servers().there.database.state(), { timeout: 20_000 }).toBe("unavailable");
    const refused = await me.post("/api/v1/tasks", { title: "lost" });
    expect(refused).toMatchObject({ status: 503, body: { code: "database_unavailable" } });
    expect(await me.get("/api/v1/tasks")).toMatchObject({ status: 503 });
    expect(await me.signIn()).toMatchObject({ status: 503 });
    expect(await me.get("/health")).toMatchObject({
      status: 200,
      body: { database: { state: "unavailable" } },
    });
    await servers().postgres.resume();
    await expect.poll(() => servers().here.database.state(), { timeout: 20_000 }).toBe("ready");
    await add(me, "after the outage");
    expect(titles(await events.wait("change", 2))).toEqual(["from the other server", "after the outage"]);
    events.close();
  }, 30_000);
});
