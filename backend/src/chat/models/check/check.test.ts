import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ModelCheck, ModelCheckSubject } from "@todo-chatbot/contracts";
import { afterEach, describe, expect, it } from "vitest";
import {
  type Script,
  type ScriptedAnswer,
  type ScriptedModel,
  startScriptedModel,
} from "../../testing/scripted-model.ts";
import { checkModel } from "./check.ts";
import { localServers } from "./local-servers.ts";
import { rowsOf } from "./rows.ts";
import { checkText } from "./text.ts";

const key = "sk-test-0d9b73c1aa";

describe("a check of the language model", () => {
  let server: ScriptedModel | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  const call = (name: string, args: unknown): ScriptedAnswer => ({
    type: "tools",
    calls: [{ name, arguments: args }],
  });
  const milk = { tasks: [{ title: "Buy milk" }] };
  const numbers = "one, two, three, four, five, six, seven";

  /** What a model does with each of the three questions. */
  const behaving = (answers: Partial<Record<"milk" | "count" | "coffee", ScriptedAnswer>> = {}): Script => {
    const all = {
      milk: call("add_task", milk),
      count: { type: "text", text: numbers } as const,
      coffee: { type: "text", text: "I cannot do that." } as const,
      ...answers,
    };
    return ({ body }) => {
      const said = String(body.messages.at(-1)?.content);
      return said.includes("milk") ? all.milk : said.includes("Count") ? all.count : all.coffee;
    };
  };

  async function check(script: Script, options: Parameters<typeof startScriptedModel>[0] = {}) {
    server = await startScriptedModel({ key, ...options });
    server.script(script);
    return checkModel({ apiKey: key, baseUrl: server.baseUrl, name: "scripted", fallback: true }, 10_000);
  }
  const row = ({ rows }: ModelCheck, subject: ModelCheckSubject) =>
    rows.find((one) => one.subject === subject);

  it("passes a good model, with one call, one stream and one refusal", async () => {
    const found = await check(behaving(), { models: [{ id: "scripted", context_length: 32_768 }] });
    expect(found.rows.map(({ subject, state, advice }) => [subject, state, advice])).toEqual([
      ["reachable", "ok", null],
      ["model", "ok", null],
      ["tools", "ok", null],
      ["stream", "ok", null],
      ["refusal", "ok", null],
      ["reasoning", "ok", null],
      ["context", "ok", null],
      ["firstWord", "ok", null],
    ]);
    expect(row(found, "context")?.finding).toBe("32768 tokens.");
    expect(server?.requests).toHaveLength(3);
    expect(found.sent).toContain(new URL(server?.baseUrl ?? "").host);
  });

  it("sends no personal data, and never reveals the key", async () => {
    const found = await check(behaving());
    expect(JSON.stringify(found)).not.toContain(key);
    expect(checkText(found)).not.toContain(key);
    for (const { body } of server?.requests ?? []) expect(body.messages).toHaveLength(2);
  });

  it.each<[string, Script, ModelCheckSubject, string, RegExp]>([
    [
      "talks in place of calling",
      behaving({ milk: { type: "text", text: "Done! I added it." } }),
      "tools",
      "failed",
      /it called no tool.*better at calling/s,
    ],
    ["calls another tool", behaving({ milk: call("list_tasks", {}) }), "tools", "failed", /another tool/],
    [
      "gives arguments that must be repaired",
      behaving({ milk: call("add_task", { title: "Buy milk" }) }),
      "tools",
      "ok",
      /had to be repaired/,
    ],
    [
      "gives invalid arguments",
      behaving({ milk: call("add_task", { milk: true }) }),
      "tools",
      "failed",
      /invalid arguments/,
    ],
    [
      "calls a tool for something no tool can do",
      behaving({ coffee: call("add_task", milk) }),
      "refusal",
      "warning",
      /called one anyway/,
    ],
    [
      "only thinks",
      behaving({ count: { type: "reasoning", thought: "hm" } }),
      "reasoning",
      "ok",
      /reasons before it answers/,
    ],
    ["says nothing", behaving({ count: { type: "empty" } }), "stream", "failed", /no text/],
    [
      "is not there",
      () => ({ type: "status", status: 404, message: "model 'scripted' not found" }),
      "model",
      "failed",
      /Set OPENAI_MODEL to one that is there, such as other-7b\./,
    ],
    [
      "cannot call tools",
      () => ({ type: "status", status: 400, message: "scripted does not support tools" }),
      "tools",
      "failed",
      /cannot call tools/,
    ],
    [
      "takes no more requests",
      () => ({ type: "status", status: 429, headers: { "retry-after": "7" } }),
      "tools",
      "failed",
      /in 7 seconds/,
    ],
    [
      "takes in too little",
      () => ({ type: "status", status: 400, message: "maximum context length is 2048 tokens" }),
      "context",
      "failed",
      /larger context/,
    ],
    ["is a web page", () => ({ type: "html" }), "reachable", "failed", /usually ends in \/v1/],
    [
      "does not know the key, and repeats it",
      () => ({ type: "status", status: 401, message: `Incorrect API key provided: ${key}` }),
      "reachable",
      "failed",
      /OPENAI_API_KEY/,
    ],
  ])("says what to change when a model %s", async (_, script, subject, state, words) => {
    const found = await check(script, { models: [{ id: "other-7b" }, { id: `<b>${key}` }] });
    expect(row(found, subject)?.state).toBe(state);
    expect(`${row(found, subject)?.finding} ${row(found, subject)?.advice}`).toMatch(words);
    expect(JSON.stringify(found)).not.toContain(key);
  });

  it("warns of a small context, and detects a server that truncates its input", async () => {
    const small = await check(behaving(), { models: [{ id: "scripted", max_model_len: 4096 }] });
    expect(row(small, "context")).toMatchObject({
      state: "warning",
      finding: expect.stringContaining("4096 tokens"),
      advice: expect.stringContaining("Raise the context length"),
    });
    const heard = { words: "", calls: [], hasThought: false, pieces: 1, firstMs: 1, tokensRead: 2048 };
    const found = { modelName: "x", catalog: null, failure: null, stream: null, refusal: null };
    const cut = rowsOf({ ...found, call: heard, tokensSent: 3600 });
    expect(cut.find(({ subject }) => subject === "context")).toMatchObject({
      state: "failed",
      finding: "It read 2048 of about 3600 tokens: the input is truncated.",
    });
  });

  it("says that nothing answers, and what was not tried", async () => {
    const found = await checkModel(
      { apiKey: null, baseUrl: "http://127.0.0.1:9/v1", name: "scripted", fallback: true },
      10_000,
    );
    expect(row(found, "reachable")).toMatchObject({ state: "failed" });
    expect(row(found, "tools")).toEqual({
      subject: "tools",
      state: "unknown",
      finding: "Not tried.",
      advice: null,
    });
  });

  it("ends in time even if the model never does", async () => {
    server = await startScriptedModel();
    server.play({ type: "hang" });
    const found = await checkModel(
      { apiKey: null, baseUrl: server.baseUrl, name: "scripted", fallback: true },
      300,
    );
    expect(row(found, "tools")).toMatchObject({ state: "failed" });
  });

  it("can be printed in a terminal, with the settings for a server that was found", () => {
    const lines = checkText({
      endpoint: null,
      model: null,
      sent: "Nothing is sent anywhere.",
      rows: [{ subject: "context", state: "warning", finding: "4096 tokens.", advice: "Raise it." }],
      found: [{ name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1", models: ["qwen3:1.7b"] }],
    });
    expect(lines).toMatch(/Context length +Could be better +4096 tokens\.\n +→ Raise it\./);
    expect(lines).toContain("OPENAI_BASE_URL=http://127.0.0.1:11434/v1 OPENAI_MODEL=qwen3:1.7b");
  });

  it("sends nothing when the built-in assistant answers", async () => {
    const found = await checkModel({ apiKey: null, baseUrl: null, name: "x", fallback: true }, 1000);
    expect(found).toMatchObject({ endpoint: null, model: null, rows: [] });
    expect(found.sent).toMatch(/^Nothing is sent anywhere/);
  });
});

describe("servers for language models on this machine", () => {
  it("are offered with their models, but not the one in use", async () => {
    const server = await startScriptedModel({ models: [{ id: "llama3.2:3b" }] });
    const there = { name: "Ollama", baseUrl: server.baseUrl } as const;
    const nobody = { name: "LM Studio", baseUrl: "http://127.0.0.1:9/v1" } as const;
    expect(await localServers(null, [there, nobody])).toEqual([{ ...there, models: ["llama3.2:3b"] }]);
    const { port } = new URL(server.baseUrl);
    expect(await localServers(`localhost:${port}`, [there, nobody])).toEqual([]);
    await server.close();
  });

  it("are not redirected, and ignored if they are something else", async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end("{}");
    });
    await new Promise<void>((done) => elsewhere.listen(0, "127.0.0.1", done));
    const { port } = elsewhere.address() as AddressInfo;
    const page = createServer((request, response) => {
      if (request.url?.startsWith("/moved"))
        response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` });
      response.end("<!doctype html>");
    });
    await new Promise<void>((done) => page.listen(0, "127.0.0.1", done));
    const url = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
    const found = await localServers(null, [
      { name: "Ollama", baseUrl: `${url}/moved` },
      { name: "LM Studio", baseUrl: `${url}/v1` },
    ]);
    expect(found).toEqual([]);
    expect(asked).toEqual([]);
    page.close();
    elsewhere.close();
  });
});
