import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Conversation,
  conversationList,
  type Message,
  type ModelCheck,
  messageList,
  modelCheck,
  modelStatus,
  type Turn,
} from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger, type RunningServer, readConfig, startServer } from "../index.ts";
import { HttpPerson, readStream, signUp } from "./testing/http-client.ts";
import { type ScriptedModel, startScriptedModel } from "./testing/scripted-model.ts";

const key = "sk-test-0e8d5a6b41";

/** The text, without what the server added. */
const wordsOf = ({ text, notice }: Pick<Message, "text" | "notice">) =>
  notice ? text.slice(0, -notice.length).trimEnd() : text;

describe("the chat over HTTP, answered by a language model", () => {
  let folder: string;
  let model: ScriptedModel;
  let server: RunningServer;
  let person: HttpPerson;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "todo-http-"));
    model = await startScriptedModel({ key });
    const config = readConfig({
      BACKEND_PORT: "0",
      DATA_DIR: folder,
      SIGN_UPS_PER_ADDRESS: "1000",
      OPENAI_API_KEY: key,
      OPENAI_BASE_URL: model.baseUrl,
      OPENAI_MODEL: "scripted",
    });
    server = await startServer(config, createLogger("silent"));
    await server.ready;
  });
  beforeEach(async () => {
    model.play({ type: "text", text: "Hello." });
    person = await signUp(server.url);
  });
  afterAll(async () => {
    await server.stop("test");
    await model.close();
    rmSync(folder, { recursive: true });
  });

  const get = async <Body>(path: string) => (await person.call<Body>("GET", path)).body;

  it("reports which model answers and its state, and never its key", async () => {
    const host = new URL(model.baseUrl).host;
    const sent = expect.stringContaining(`go to ${host}, with this server’s key; nothing else`);
    const status = { kind: "model", model: "scripted", endpoint: host, fallback: true, sent };
    model.play({ type: "status", status: 401, message: `Incorrect API key provided: ${key}` });
    const turn = await person.say("hello");
    const failing = await get("/api/v1/model");
    expect(modelStatus.parse(failing)).toEqual({
      ...status,
      state: "failing",
      message: expect.stringContaining("Check OPENAI_API_KEY"),
    });
    const health = await get("/health");
    expect(health).toMatchObject({ status: "ok", assistant: { kind: "model", state: "failing" } });
    expect(JSON.stringify([turn, failing, health])).not.toContain(key);

    model.play({ type: "text", text: "Hello." });
    await person.say("hello");
    expect(await get("/api/v1/model")).toEqual({ ...status, state: "ready", message: null });
  });

  it("checks the endpoint for signed-in people, with a rate limit", async () => {
    model.play(
      { type: "tools", calls: [{ name: "add_task", arguments: { tasks: [{ title: "Buy milk" }] } }] },
      { type: "text", text: "One, two, three, four, five." },
      { type: "text", text: "I cannot do that." },
    );
    const check = () => person.call<ModelCheck>("POST", "/api/v1/model/check");
    const [first, together] = await Promise.all([check(), check()]);
    expect(first.status).toBe(200);
    expect(modelCheck.parse(first.body)).toEqual(together.body);
    expect(first.body.rows.find(({ subject }) => subject === "tools")).toMatchObject({ state: "ok" });
    expect(JSON.stringify(first.body)).not.toContain(key);
    expect(await person.tasks()).toEqual([]);

    const bearer = { authorization: `Bearer ${await person.apiKey()}` };
    const program = new HttpPerson(server.url, bearer);
    expect(await program.call("POST", "/api/v1/model/check")).toMatchObject({
      status: 401,
      body: { code: "unauthenticated" },
    });
    const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await check()).status));
    expect(statuses).toContain(429);
    // Neither an address nor anything else can be given along.
    const other = await signUp(server.url);
    const seen = model.requests.length;
    const { status } = await other.call("POST", "/api/v1/model/check?baseUrl=http://127.0.0.1:9/v1", {
      baseUrl: "http://127.0.0.1:9/v1",
    });
    expect(status).toBe(200);
    expect(model.requests.length).toBeGreaterThan(seen);
  });

  it("lists, finds, renames and deletes conversations, and pages their messages by 50", async () => {
    const first = await person.say("Plan the summer party");
    for (let turn = 0; turn < 26; turn++)
      await person.say(`More ${turn}`, { conversationId: first.conversationId });
    const second = await person.say("Something else");

    const list = await get<{ items: Conversation[] }>("/api/v1/conversations");
    expect(conversationList.parse(list)).toEqual(list);
    expect(list.items.map(({ title }) => title)).toEqual(["Something else", "Plan the summer party"]);
    const found = await get<{ items: Conversation[] }>("/api/v1/conversations?q=summer");
    expect(found.items.map(({ id }) => id)).toEqual([first.conversationId]);

    const path = `/api/v1/conversations/${first.conversationId}`;
    const newest = await get<{ items: Message[]; nextCursor: string }>(`${path}/messages`);
    expect(messageList.parse(newest)).toEqual(newest);
    expect(newest.items).toHaveLength(50);
    const oldest = await get<{ items: Message[]; nextCursor: null }>(
      `${path}/messages?cursor=${newest.nextCursor}`,
    );
    expect(oldest.items.map(wordsOf).slice(0, 2)).toEqual(["Plan the summer party", "Hello."]);
    expect(oldest).toMatchObject({ nextCursor: null });
    expect(oldest.items).toHaveLength(4);

    const renamed = await person.call("PATCH", path, { title: "  Party  " });
    expect(renamed).toMatchObject({ status: 200, body: { title: "Party" } });
    expect((await person.call("DELETE", path)).status).toBe(204);
    expect((await person.call("GET", `${path}/messages`)).status).toBe(404);
    expect((await get<{ items: Conversation[] }>("/api/v1/conversations")).items.map(({ id }) => id)).toEqual(
      [second.conversationId],
    );
  });

  it("gives nobody another person's conversation", async () => {
    const { conversationId } = await person.say("My secret plan");
    const stranger = await signUp(server.url);
    const path = `/api/v1/conversations/${conversationId}`;
    const attempts: [string, string, unknown?][] = [
      ["GET", `${path}/messages`],
      ["GET", `${path}/stream`],
      ["PATCH", path, { title: "Mine" }],
      ["DELETE", path],
      ["POST", `${path}/stop`],
      ["POST", `${path}/retry`],
      ["POST", "/api/v1/chat", { message: "let me in", conversationId }],
    ];
    for (const [method, url, body] of attempts) {
      const answer = await stranger.call(method, url, body);
      expect([method, url, answer.status]).toEqual([method, url, 404]);
      expect(JSON.stringify(answer.body)).not.toContain("secret");
    }
    expect((await person.messages(conversationId)).map(wordsOf)).toEqual(["My secret plan", "Hello."]);
    const anyone = await fetch(new URL(`${path}/messages`, server.url));
    expect(anyone.status).toBe(401);
  });

  it("retracts the text of a model that fails midway, before the built-in assistant answers", async () => {
    model.play({ type: "unfinished", text: "You have seventeen urgent" });
    const chunks = [];
    for await (const { chunk } of readStream(await person.stream("add buy milk"))) chunks.push(chunk?.type);
    expect(chunks.indexOf("reset-step")).toBeGreaterThan(chunks.indexOf("text-delta"));
    expect(chunks.lastIndexOf("text-delta")).toBeGreaterThan(chunks.indexOf("reset-step"));
    expect(await person.tasks()).toHaveLength(1);
  });

  it("retries a stopped answer in place", async () => {
    model.play({ type: "hang", afterText: "Let me" });
    const stream = await person.stream("hello");
    let conversationId = "";
    for await (const { chunk } of readStream(stream)) {
      if (chunk?.type === "data-turn")
        conversationId = (chunk.data as { conversationId: string }).conversationId;
      if (chunk?.type === "text-delta")
        await person.call("POST", `/api/v1/conversations/${conversationId}/stop`);
    }
    const [, stopped] = await person.messages(conversationId);
    expect(stopped?.status).toBe("stopped");
    model.play({ type: "text", text: "Here I am." });
    const retried = await person.call<Turn>("POST", `/api/v1/conversations/${conversationId}/retry`);
    expect(retried.body.message).toEqual({ id: stopped?.id, role: "assistant", text: "Here I am." });
    const again = await person.call("POST", `/api/v1/conversations/${conversationId}/retry`);
    expect(again).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});
