import type { Change } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ScriptedModel, startScriptedModel } from "../chat/testing/scripted-model.ts";
import { openEmbedded } from "../database/embedded.ts";
import type { Client } from "../testing/client.ts";
import { databaseKinds } from "../testing/database.ts";
import { type OpenEventSource, openEventSource } from "../testing/event-source.ts";
import { startTestServer, type TestServer, useServer } from "../testing/server.ts";
import { useServerPair } from "../testing/server-pair.ts";
import { embeddedTemplate } from "../testing/templates.ts";

async function address({ app }: TestServer): Promise<string> {
  const { port } = (app.server.address() ?? {}) as { port?: number };
  return port ? `http://127.0.0.1:${port}` : app.listen({ host: "127.0.0.1", port: 0 });
}

/** A started event stream. */
async function follow(server: TestServer, headers: Record<string, string>): Promise<OpenEventSource> {
  const events = await openEventSource(`${await address(server)}/api/v1/events`, headers);
  await events.wait("ready");
  return events;
}

const withCookies = (client: Client) => ({
  cookie: [...client.jar].map(([name, value]) => `${name}=${value}`).join("; "),
});

const heard = (events: OpenEventSource) =>
  events.events.filter(({ event }) => event === "change").map(({ data }) => (data as Change).after?.title);

/** The person in a second browser. */
async function elsewhere(server: TestServer, me: Client): Promise<Client> {
  const other = server.client();
  await other.signIn(me.password, me.email);
  return other;
}

interface Ending {
  what: string;
  /** Ends the session of `thief`, or the key. */
  end: (parts: {
    owner: Client;
    thief: Client;
    sessionId: string;
    keyId: string;
    server: TestServer;
  }) => Promise<unknown>;
  /** Whose stream must end. */
  of: "session" | "key";
}

const endings: Ending[] = [
  { of: "session", what: "signing out", end: ({ thief }) => thief.post("/api/auth/sign-out", {}) },
  {
    of: "session",
    what: "ending all other sessions",
    end: ({ owner }) => owner.post("/api/auth/revoke-other-sessions", {}),
  },
  {
    of: "session",
    what: "ending all sessions",
    end: ({ owner }) => owner.post("/api/auth/revoke-sessions", {}),
  },
  {
    of: "session",
    what: "another password",
    end: ({ owner }) =>
      owner.post("/api/auth/change-password", {
        currentPassword: owner.password,
        newPassword: "another good one",
        revokeOtherSessions: true,
      }),
  },
  {
    of: "session",
    what: "deleting the account",
    end: ({ owner }) => owner.post("/api/auth/delete-user", { password: owner.password }),
  },
  {
    of: "key",
    what: "deleting the account",
    end: ({ owner }) => owner.post("/api/auth/delete-user", { password: owner.password }),
  },
  {
    of: "key",
    what: "deleting the key",
    end: ({ owner, keyId }) => owner.post("/api/auth/api-key/delete", { keyId }),
  },
  {
    of: "session",
    what: "an operator's hand",
    end: ({ server, sessionId }) =>
      server.database.queries.execute(sql`DELETE FROM session WHERE id = ${sessionId}`),
  },
  {
    of: "key",
    what: "an operator's hand",
    end: ({ server, keyId }) =>
      server.database.queries.execute(sql`UPDATE apikey SET enabled = false WHERE id = ${keyId}`),
  },
];

describe.each(databaseKinds)("an open event stream on %s", (kind) => {
  const server = useServer(kind);

  it.each(endings)("of a $of ends at once by $what", async ({ end, of }) => {
    const owner = await server().signUp();
    const thief = await elsewhere(server(), owner);
    const { body } = await thief.get("/api/auth/get-session");
    const { id: keyId, headers } = await owner.withKey();
    const stream = await follow(server(), of === "key" ? headers : withCookies(thief));
    await owner.post("/api/v1/tasks", { title: "before" });
    await stream.wait("change");

    const sessionId = (body as { session: { id: string } }).session.id;
    await end({ owner, thief, sessionId, keyId, server: server() });
    await stream.ended;
    await owner.post("/api/v1/tasks", { title: "after" });
    expect(heard(stream)).toEqual(["before"]);
    await expect.poll(() => server().hub.size(), { timeout: 20_000 }).toBe(0);
  });

  it("continues for sessions and keys that were not revoked", async () => {
    const owner = await server().signUp();
    const other = await elsewhere(server(), owner);
    const stranger = await server().signUp();
    const [mine, theirs] = [
      await follow(server(), withCookies(owner)),
      await follow(server(), withCookies(stranger)),
    ];
    await other.post("/api/auth/sign-out", {});
    const { id } = await owner.withKey();
    await owner.post("/api/auth/api-key/delete", { keyId: id });
    await owner.post("/api/v1/tasks", { title: "mine" });
    await stranger.post("/api/v1/tasks", { title: "theirs" });
    await Promise.all([mine.wait("change"), theirs.wait("change")]);
    expect([heard(mine), heard(theirs)]).toEqual([["mine"], ["theirs"]]);
    mine.close();
    theirs.close();
  });

  it("ends when its key expires", async () => {
    const owner = await server().signUp();
    const { id, headers } = await owner.withKey();
    await server().database.queries.execute(
      sql`UPDATE apikey SET expires_at = now() + interval '2 seconds' WHERE id = ${id}`,
    );
    const stream = await follow(server(), headers);
    await stream.ended;
  });
});

describe("an answer that is being streamed", () => {
  let model: ScriptedModel;
  let server: TestServer;
  beforeAll(async () => {
    model = await startScriptedModel();
    const database = openEmbedded(null, await embeddedTemplate());
    await database.ready();
    server = await startTestServer(database, {
      withChat: true,
      settings: { OPENAI_BASE_URL: model.baseUrl },
    });
  }, 60_000);
  afterAll(async () => {
    await model.close();
    await server.close();
    await server.database.close();
  });

  /** Reads on until `what` was streamed; throws when the stream ends before. */
  async function readTo(what: string, reader: ReadableStreamDefaultReader<string>): Promise<string> {
    let text = "";
    while (!text.includes(what)) {
      const next = await reader.read();
      if (next.done) throw new Error(`The stream ended with: ${text}`);
      text += next.value;
    }
    return text;
  }

  it.each(["begun", "resumed"])("and was %s in a session ends with it", async (how) => {
    const owner = await server.signUp();
    const thief = await elsewhere(server, owner);
    const open = async (who: Client, path: string, body?: object) => {
      const response = await fetch((await address(server)) + path, {
        headers: {
          ...withCookies(who),
          accept: "text/event-stream",
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { method: "POST", body: JSON.stringify(body) }),
      });
      if (!response.body) throw new Error(`No stream: ${response.status}`);
      return response.body.pipeThrough(new TextDecoderStream()).getReader();
    };
    model.play({ type: "hang", afterText: "Let me think" });
    let stream = await open(how === "begun" ? thief : owner, "/api/v1/chat", { message: "what first?" });
    const text = await readTo("text-delta", stream);
    if (how === "resumed") {
      const id = /"conversationId":"([\w-]+)"/.exec(text)?.[1];
      stream = await open(thief, `/api/v1/conversations/${id}/stream`);
      await readTo("text-delta", stream);
    }
    await owner.post("/api/auth/revoke-other-sessions", {});
    await expect(readTo("[DONE]", stream)).rejects.toThrow(/terminated/);
  });
});

describe("two servers on one PostgreSQL", () => {
  const servers = useServerPair();

  it("end each other's streams", async () => {
    const owner = await servers().here.signUp();
    const thief = await elsewhere(servers().here, owner);
    const stream = await follow(servers().there, withCookies(thief));
    await owner.post("/api/auth/revoke-other-sessions", {});
    await stream.ended;
    await owner.post("/api/v1/tasks", { title: "after" });
    expect(heard(stream)).toEqual([]);
  });

  it("find out what was revoked while disconnected", async () => {
    const owner = await servers().here.signUp();
    const thief = await elsewhere(servers().here, owner);
    const mine = await follow(servers().there, withCookies(owner));
    const stolen = await follow(servers().there, withCookies(thief));
    // Only the listening connection is lost, so revocations are not announced there.
    const revokeUnheard = sql`
      WITH revoked AS (
        DELETE FROM session WHERE id = (SELECT max(id) FROM session WHERE user_id =
          (SELECT id FROM "user" WHERE email = ${owner.email})) RETURNING id)
      SELECT pg_terminate_backend(pid), (SELECT count(*) FROM revoked) FROM pg_stat_activity
        WHERE query LIKE 'LISTEN %'`;
    await servers().here.database.queries.execute(revokeUnheard);
    await stolen.ended;
    await owner.post("/api/v1/tasks", { title: "after" });
    expect(heard(stolen)).toEqual([]);
    expect((await mine.wait("change")).length).toBe(1);
    mine.close();
  });
});
