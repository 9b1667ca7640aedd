import { randomUUID } from "node:crypto";
import type { Change, Conversation, Session, Turn } from "@todo-chatbot/contracts";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, Client } from "../testing/client.ts";
import { type Ids, type Operation, operationsOf } from "../testing/operations.ts";
import { useServer } from "../testing/server.ts";
import { taskTools } from "../tools/registry.ts";

const secret = "a secret of mine";
const sessionCookie = "todo.session_token";
const hour = 3_600_000;

/** A person with one of everything. */
interface Owner {
  client: Client;
  ids: Ids;
  headers: Record<string, string>;
}

const unknownIds = (): Ids => ({
  task: randomUUID(),
  change: randomUUID(),
  conversation: randomUUID(),
  session: randomUUID(),
  key: randomUUID(),
  invitation: randomUUID(),
});

describe("nobody sees or changes another person's data", () => {
  const server = useServer("embedded", {
    withChat: true,
    limits: { signInFailures: 100_000, signInFailuresPerAddress: 100_000 },
  });
  let owner: Owner;
  let other: Client;
  let operations: Operation[];

  beforeAll(async () => {
    const client = await server().signUp();
    const { body: task } = await client.post("/api/v1/tasks", { title: secret });
    const { body: turn } = await client.post("/api/v1/chat", { message: `add ${secret} too` });
    const { items: changes } = (await client.get("/api/v1/activity")).body as { items: Change[] };
    const [session] = (await client.get("/api/auth/list-sessions")).body as Session[];
    const { id: key, headers } = await client.withKey({ name: secret });
    const { body: invitation } = await client.post("/api/auth/invitations", { name: secret, days: 1 });
    const ids = {
      task: (task as { id: string }).id,
      change: changes.at(-1)?.id ?? "",
      conversation: (turn as Turn).conversationId,
      session: session?.id ?? "",
      key,
      invitation: (invitation as { id: string }).id,
    };
    for (const [name, id] of Object.entries(ids)) if (!id) throw new Error(`The owner has no ${name}.`);
    owner = { client, ids, headers };
    other = await server().signUp();
    operations = operationsOf((await client.get("/api/v1/openapi.json")).body);
  }, 120_000);

  /** All data of the owner, as they see them. */
  async function everything(): Promise<unknown> {
    const read = async (url: string) => (await owner.client.get(url)).body;
    const sessions = ((await read("/api/auth/list-sessions")) as Session[]).map(({ id }) => id);
    const { exportedAt: _, ...exported } = (await read("/api/v1/export")) as { exportedAt?: string };
    const keys = (await read("/api/auth/api-key/list")) as { apiKeys: { id: string }[] };
    const chats = (await read("/api/v1/conversations")) as { items: Conversation[] };
    return {
      exported,
      sessions,
      keys: keys.apiKeys.map(({ id }) => id),
      chats,
      invitations: await read("/api/auth/invitations"),
      profile: await read("/api/v1/profile"),
    };
  }

  const ask = (who: Client, { method, url, body }: Operation, ids: Ids, headers = {}) =>
    who.send(method, url(ids), { ...(body && { body: body(ids) }), headers });

  /** An answer without what differs between any two of the same kind. */
  const shape = ({ status, text }: Answer, ids: Ids) => ({
    status,
    text: Object.entries(ids)
      .reduce((all, [name, id]) => all.replaceAll(id, name), text)
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "moment")
      .replaceAll(/"token":"[^"]+"/g, "token")
      .replaceAll(/"(sequence|position|count)":[^,}]+/g, "$1"),
  });

  it("with credentials of their own: another person's id is treated as unknown", async () => {
    const before = await everything();
    for (const caller of ["cookie", "key"]) {
      const headers = caller === "key" ? (await other.withKey()).headers : {};
      const who = caller === "key" ? server().client() : other;
      for (const operation of operations.filter(({ endless }) => !endless)) {
        const { method, path } = operation;
        const nobodys = unknownIds();
        const [theirs, none] = [
          await ask(who, operation, owner.ids, headers),
          await restored(() => ask(who, operation, nobodys, headers)),
        ];
        await restored(async () => none);
        const place = { caller, method, path };
        expect(theirs.text).not.toContain(secret);
        if (operation.names) expect({ ...place, status: theirs.status }).toEqual({ ...place, status: 404 });
        if (method !== "GET" || operation.names || operation.query) {
          expect({ ...place, ...shape(theirs, owner.ids) }).toEqual({ ...place, ...shape(none, nobodys) });
        }
      }
    }
    expect(await everything()).toEqual(before);
  }, 600_000);

  /** Some operations end the session of whoever asks. */
  async function restored<T>(work: () => Promise<T>): Promise<T> {
    if ((await other.get("/api/v1/profile")).status === 401) await other.signIn();
    return work();
  }

  it("without credentials, or with invalid ones", async () => {
    const before = await everything();
    const cookie = owner.client.jar.get(sessionCookie) ?? "";
    const token = decodeURIComponent(cookie).split(".")[0] ?? "";
    const othersCookie = other.jar.get(sessionCookie) ?? "";
    const [deleted, expired] = [await owner.client.withKey(), await owner.client.withKey()];
    await owner.client.post("/api/auth/api-key/delete", { keyId: deleted.id });
    await server().database.queries.execute(
      sql`UPDATE apikey SET expires_at = ${new Date(Date.now() - hour).toISOString()}::timestamptz
        WHERE id = ${expired.id}`,
    );
    const withCookie = (value: string) => ({ cookie: `${sessionCookie}=${value}` });
    const callers: Record<string, Record<string, string>> = {
      nobody: {},
      "a deleted key": deleted.headers,
      "a key that ran out": expired.headers,
      "no key at all": { authorization: "Bearer todo_nonsense" },
      "an unsigned cookie": withCookie(token),
      "a tampered cookie": withCookie(`${cookie.slice(0, -8)}AAAAAA%3D`),
      "a cookie with another's signature": withCookie(
        encodeURIComponent(`${token}.${decodeURIComponent(othersCookie).split(".")[1]}`),
      ),
      "the owner's cookie beside a bad key": { ...withCookie(cookie), authorization: "Bearer todo_nonsense" },
      "the owner's cookie beside a login of a proxy": { ...withCookie(cookie), authorization: "Basic eDp5" },
      "the owner's cookie beside an empty login": { ...withCookie(cookie), authorization: "" },
    };
    const stranger = server().client();
    for (const [caller, headers] of Object.entries(callers)) {
      for (const operation of operations) {
        stranger.jar.clear();
        const answer = await ask(stranger, operation, owner.ids, headers);
        const { method, path } = operation;
        const place = { caller, method, path };
        expect(answer.text).not.toContain(secret);
        // Whoever may ask without a session gets nothing of anyone's, and no 2xx by a bad login.
        const asks = operation.open || /get-session|sign-out/.test(path);
        const refused = !asks || (headers.authorization !== undefined && path.startsWith("/api/auth/"));
        if (refused) expect({ ...place, status: answer.status }).toEqual({ ...place, status: 401 });
        else expect(answer.text).not.toContain(owner.client.email);
      }
    }
    await owner.client.send("POST", "/api/auth/api-key/delete", { body: { keyId: expired.id } });
    expect(await everything()).toEqual(before);
  }, 600_000);

  it("with a key of theirs beside the owner's cookie: they are themselves", async () => {
    const { headers } = await other.withKey();
    const both = { ...headers, cookie: `${sessionCookie}=${owner.client.jar.get(sessionCookie)}` };
    const stranger = server().client();
    expect((await stranger.get("/api/v1/profile", { headers: both })).body).toMatchObject({
      email: other.email,
    });
    const before = await everything();
    for (const operation of operations.filter(({ endless }) => !endless)) {
      const { method, path } = operation;
      const answer = await ask(stranger, operation, owner.ids, both);
      expect(answer.text).not.toContain(secret);
      if (path.startsWith("/api/auth/")) {
        expect({ method, path, status: answer.status }).toEqual({ method, path, status: 401 });
      }
    }
    expect(await everything()).toEqual(before);
  }, 600_000);

  it("through the page of another site", async () => {
    const before = await everything();
    const foreign: Record<string, string>[] = [
      { origin: "http://evil.example" },
      { origin: "null" },
      { origin: "https://127.0.0.1:3000" },
      { origin: "http://127.0.0.1:3001" },
      { origin: "http://localhost:3000" },
      { origin: "http://127.0.0.1:3000.evil.example" },
      { origin: "http://evil.example", "content-type": "text/plain" },
      { origin: "http://evil.example", "content-type": "application/x-www-form-urlencoded" },
      { origin: "http://evil.example", "content-type": "multipart/form-data; boundary=x" },
      { origin: "http://evil.example", forwarded: "host=evil.example" },
      { origin: "http://evil.example", "x-http-method-override": "GET" },
      { origin: "", "sec-fetch-site": "cross-site" },
      { origin: "", "sec-fetch-site": "same-site" },
    ];
    for (const operation of operations.filter(({ method }) => method !== "GET")) {
      for (const headers of foreign) {
        const { method, path } = operation;
        const answer = await ask(owner.client, operation, owner.ids, headers);
        expect({ headers, method, path, status: answer.status }).toEqual({
          headers,
          method,
          path,
          status: 403,
        });
        expect(answer.cookies).toEqual([]);
      }
    }
    expect(await everything()).toEqual(before);
  }, 600_000);

  it("through a tool of the Model Context Protocol", async () => {
    const inputs: Record<keyof typeof taskTools, (ids: Ids) => object> = {
      add_task: ({ task }) => ({ tasks: [{ title: "a part", parentId: task }] }),
      list_tasks: ({ task }) => ({ ids: [task] }),
      complete_task: ({ task }) => ({ ids: [task] }),
      reopen_task: ({ task }) => ({ ids: [task] }),
      update_task: ({ task }) => ({ changes: [{ id: task, title: "taken" }] }),
      reschedule_task: ({ task }) => ({ changes: [{ id: task, due: null }] }),
      delete_task: ({ task }) => ({ ids: [task] }),
      undo: ({ change }) => ({ changeId: change }),
      find_activity: () => ({}),
    };
    expect(Object.keys(inputs).sort()).toEqual(Object.keys(taskTools).sort());
    const before = await everything();
    const { headers } = await other.withKey();
    const call = async (name: string, input: object) => {
      const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: input } };
      const accept = "application/json, text/event-stream";
      return other.send("POST", "/mcp", { body, headers: { ...headers, accept } });
    };
    for (const [name, input] of Object.entries(inputs)) {
      const nobodys = unknownIds();
      const [theirs, none] = [await call(name, input(owner.ids)), await call(name, input(nobodys))];
      expect({ name, status: theirs.status }).toEqual({ name, status: 200 });
      expect({ name, text: theirs.text }).not.toMatchObject({ text: expect.stringContaining("do not fit") });
      expect(theirs.text).not.toContain(secret);
      expect({ name, ...shape(theirs, owner.ids) }).toEqual({ name, ...shape(none, nobodys) });
    }
    expect(await everything()).toEqual(before);
  }, 600_000);
});
