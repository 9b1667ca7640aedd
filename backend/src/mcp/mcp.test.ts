import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Task } from "@todo-chatbot/contracts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HttpPerson, signUp } from "../chat/testing/http-client.ts";
import { createLogger, type RunningServer, readConfig, startServer } from "../index.ts";
import { taskTools } from "../tools/registry.ts";

interface Answered {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent?: { tasks: Task[]; errors: { code: string }[]; confirm?: string };
}

describe("the Model Context Protocol, by the official client", () => {
  let folder: string;
  let server: RunningServer;
  let person: HttpPerson;
  let key: string;
  let client: Client;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "todo-mcp-"));
    const config = readConfig({
      BACKEND_PORT: "0",
      DATA_DIR: folder,
      SIGN_UPS_PER_ADDRESS: "1000",
      REQUESTS_PER_MINUTE: "100",
    });
    server = await startServer(config, createLogger("silent"));
    await server.ready;
  });
  beforeEach(async () => {
    person = await signUp(server.url);
    key = await person.apiKey();
    client = await connect(key);
  });
  afterEach(() => client.close());
  afterAll(async () => {
    await server.stop("test");
    rmSync(folder, { recursive: true });
  });

  async function connect(apiKey: string): Promise<Client> {
    const headers = { authorization: `Bearer ${apiKey}` };
    const next = new Client({ name: "test", version: "1.0.0" });
    await next.connect(
      new StreamableHTTPClientTransport(new URL("/mcp", server.url), { requestInit: { headers } }) as never,
    );
    return next;
  }

  const call = async (name: string, args: object) =>
    (await client.callTool({ name, arguments: args as Record<string, unknown> })) as unknown as Answered;
  const tasksOf = (answer: Answered) => answer.structuredContent?.tasks ?? [];

  it("lists the tools with their hints", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(Object.keys(taskTools));
    expect(tools.find(({ name }) => name === "delete_task")).toMatchObject({
      title: "Delete tasks",
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
      inputSchema: { type: "object", required: ["ids"] },
    });
    expect(client.getInstructions()).toContain("time zone is UTC");
  });

  it("adds, lists and completes", async () => {
    const added = await call("add_task", {
      tasks: [{ title: "Buy milk", due: { date: "2030-01-02" } }, { title: "Call mom" }],
    });
    expect(tasksOf(added)).toMatchObject([
      { title: "Buy milk", due: { date: "2030-01-02" } },
      { title: "Call mom" },
    ]);
    const listed = await call("list_tasks", { q: "milk" });
    const [milk] = tasksOf(listed);
    expect(listed.content[1]?.text).toContain(milk?.id);
    const done = await call("complete_task", { ids: [milk?.id] });
    expect(done).toMatchObject({
      isError: false,
      content: [{ text: "Completed “Buy milk” (due 2030-01-02, done)." }, {}],
    });
    expect((await person.tasks()).map(({ title }) => title)).toEqual(["Call mom"]);
    const { body } = await person.call<{ items: { actor: string }[] }>("GET", "/api/v1/activity?limit=1");
    expect(body.items).toMatchObject([{ actor: "mcp" }]);
  });

  it("answers bad arguments and unknown tools with words a model can act on", async () => {
    expect(await call("add_task", { tasks: [{ title: "" }] })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining("title") }],
    });
    expect(await call("add_task", { tasks: [{ title: "A" }], userId: "someone" })).toMatchObject({
      isError: true,
    });
    await expect(call("make_coffee", {})).rejects.toThrow(/no tool make_coffee/);
  });

  it("undoes a named change, and names the newest if none is given", async () => {
    await person.add("One");
    const told = await call("undo", {});
    expect(told).toMatchObject({ isError: true, structuredContent: { changeId: expect.any(String) } });
    expect(told.content[0]?.text).toContain("added “One”");
    await person.add("Two");
    const { changeId } = told.structuredContent as unknown as { changeId: string };
    expect(await call("undo", { changeId })).toMatchObject({ isError: false });
    expect((await person.tasks()).map(({ title }) => title)).toEqual(["Two"]);
  });

  it("deletes several only with the word it gave, for exactly those", async () => {
    const ids = (await person.add("One", "Two", "Three")).map(({ id }) => id);
    const refused = await call("delete_task", { ids });
    expect(refused).toMatchObject({
      isError: true,
      structuredContent: { tasks: [], confirm: expect.any(String) },
    });
    const confirm = refused.structuredContent?.confirm;
    expect(refused.content[0]?.text).toContain(`confirm: "${confirm}"`);
    expect((await call("delete_task", { ids: ids.slice(0, 2), confirm })).isError).toBe(true);
    expect((await call("complete_task", { ids, confirm })).isError).toBe(false); // Three may be completed unasked.
    expect(await person.tasks("all")).toHaveLength(3);
    expect((await call("delete_task", { ids, confirm })).isError).toBe(false);
    expect(await person.tasks("all")).toEqual([]);
  });

  it("counts over requests: thirty small deletions are one large one", async () => {
    const ids = (await person.add(...Array.from({ length: 30 }, (_, k) => `Task ${k}`))).map(({ id }) => id);
    const answers: Answered[] = [];
    for (const id of ids) answers.push(await call("delete_task", { ids: [id] }));
    expect(await person.tasks()).toHaveLength(29);
    const second = answers[1];
    expect(second).toMatchObject({ isError: true, structuredContent: { confirm: expect.any(String) } });
    expect(second?.content[0]?.text).toMatch(/Delete “Task 1”.*one other task was changed/s);

    // Another key of the same person is another client.
    const other = await connect(await person.apiKey());
    await other.callTool({ name: "delete_task", arguments: { ids: [ids[2]] } });
    await other.close();
    expect(await person.tasks()).toHaveLength(28);

    // After a yes it counts anew.
    const confirm = second?.structuredContent?.confirm;
    expect(await call("delete_task", { ids: [ids[1]], confirm })).toMatchObject({ isError: false });
    expect(await call("delete_task", { ids: [ids[3]] })).toMatchObject({ isError: false });
    expect(await call("delete_task", { ids: [ids[4]] })).toMatchObject({ isError: true });
    expect(await person.tasks()).toHaveLength(26);
  });

  it("counts requests that come all at once as well", async () => {
    const ids = (await person.add(...Array.from({ length: 10 }, (_, k) => `Task ${k}`))).map(({ id }) => id);
    await Promise.all(ids.map((id) => call("complete_task", { ids: [id] })));
    expect(await person.tasks()).toHaveLength(7);
  });

  it("offers a read-only key the reading tools, and refuses all others", async () => {
    const reading = await person.apiKey(["read"]);
    const reader = await connect(reading);
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["list_tasks", "find_activity"]);
    await person.add("Stays");
    expect(await reader.callTool({ name: "list_tasks", arguments: {} })).toMatchObject({ isError: false });
    await reader.close();
    const message = (name: string) => ({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name, arguments: name === "add_task" ? { tasks: [{ title: "New" }] } : {} },
    });
    const post = (body: unknown) =>
      fetch(new URL("/mcp", server.url), {
        method: "POST",
        headers: {
          authorization: `Bearer ${reading}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
        },
        body: JSON.stringify(body),
      });
    const changing = Object.values(taskTools).filter(({ hints }) => !hints.readOnlyHint);
    expect(changing.length).toBeGreaterThan(5);
    for (const body of [
      ...changing.map(({ name }) => message(name)),
      [message("list_tasks"), message("add_task")],
      message("no_such_tool"),
    ]) {
      const answer = await post(body);
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({
        status: 403,
        body: { code: "insufficient_scope" },
      });
    }
    expect((await post([message("list_tasks"), message("list_tasks")])).status).toBe(200);
    expect((await person.tasks("all")).map(({ title }) => title)).toEqual(["Stays"]);
  });

  it("counts a batch as its calls", async () => {
    const message = {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "list_tasks", arguments: {} },
    };
    const post = (calls: number) =>
      fetch(new URL("/mcp", server.url), {
        method: "POST",
        headers: {
          authorization: `Bearer ${key}`,
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
        },
        body: JSON.stringify(Array.from({ length: calls }, () => message)),
      });
    expect((await post(60)).status).toBe(200);
    const refused = await post(60);
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 429,
      body: { code: "rate_limited" },
    });
  });

  it("finds nothing of another person", async () => {
    const stranger = await signUp(server.url);
    const [theirs] = await stranger.add("Secret");
    for (const [name, args] of [
      ["complete_task", { ids: [theirs?.id] }],
      ["delete_task", { ids: [theirs?.id] }],
      ["list_tasks", { ids: [theirs?.id] }],
      ["update_task", { changes: [{ id: theirs?.id, title: "Mine" }] }],
    ] as const) {
      const answer = await call(name, args);
      expect(answer, name).toMatchObject({
        isError: true,
        structuredContent: { errors: [{ code: "not_found" }] },
      });
      expect(JSON.stringify(answer)).not.toContain("Secret");
    }
    expect(await stranger.tasks()).toEqual([theirs]);
  });

  it("wants an API key: neither nothing, nor a wrong one, nor a browser's session will do", async () => {
    const body = { jsonrpc: "2.0", id: 1, method: "tools/list" };
    const accept = { accept: "application/json, text/event-stream" };
    for (const caller of [
      new HttpPerson(server.url, {}),
      new HttpPerson(server.url, { authorization: "Bearer wrong" }),
      new HttpPerson(server.url, { authorization: "Basic abc" }),
      person,
    ]) {
      const answer = await caller.call("POST", "/mcp", body, accept);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      expect(answer.body).toMatchObject({ code: "unauthenticated" });
    }
    expect(
      (
        await new HttpPerson(server.url, { authorization: `Bearer ${key}` }).call(
          "POST",
          "/mcp",
          body,
          accept,
        )
      ).status,
    ).toBe(200);
  });

  it("refuses another site's page, whatever key it has", async () => {
    const keyed = new HttpPerson(server.url, { authorization: `Bearer ${key}` });
    const from = async (origin: string) => {
      const headers = { accept: "application/json, text/event-stream", origin };
      return (await keyed.call("POST", "/mcp", { jsonrpc: "2.0", id: 1, method: "ping" }, headers)).status;
    };
    expect(await from("https://evil.example")).toBe(403);
    expect(await from(server.url)).toBe(200);
  });

  it("has no sessions to open or end, and refuses what is not its protocol", async () => {
    const keyed = new HttpPerson(server.url, { authorization: `Bearer ${key}` });
    for (const method of ["GET", "DELETE"]) {
      const answer = await keyed.call(method, "/mcp");
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("POST");
    }
    const accept = { accept: "application/json, text/event-stream" };
    expect((await keyed.call("POST", "/mcp", { hello: "there" }, accept)).status).toBe(400);
    expect(
      (await keyed.call("POST", "/mcp", { jsonrpc: "2.0", id: 1, method: "no/such" }, accept)).body,
    ).toMatchObject({
      error: { code: -32601 },
    });
  });

  it("is limited in rate", async () => {
    const keyed = new HttpPerson(server.url, { authorization: `Bearer ${key}` });
    const statuses = new Set<number>();
    for (let request = 0; request < 110; request++) {
      const { status } = await keyed.call(
        "POST",
        "/mcp",
        { jsonrpc: "2.0", id: 1, method: "ping" },
        { accept: "application/json, text/event-stream" },
      );
      statuses.add(status);
    }
    expect(statuses).toEqual(new Set([200, 429]));
  });
});
