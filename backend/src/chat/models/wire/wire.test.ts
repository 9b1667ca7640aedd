import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { LanguageModelV4StreamPart } from "@ai-sdk/provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { classify } from "../failure.ts";
import { openAiCompatibleModel } from "../openai-compatible.ts";
import { Sieve } from "./sieve.ts";
import { toolNamed } from "./tool-name.ts";

type Part = object | string;

const call = (fields: object, made: object = { name: "add_task", arguments: '{"title":"A"}' }) => ({
  choices: [{ index: 0, delta: { tool_calls: [{ ...fields, function: made }] }, finish_reason: null }],
});
const words = (content: unknown) => ({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const end = (reason: string) => ({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
const done = "data: [DONE]\n\n";

describe("a stream as servers send it", () => {
  let server: Server;
  let parts: Part[] | { type: string; body: string };

  beforeAll(async () => {
    server = createServer((_, response) => {
      const isStream = Array.isArray(parts);
      response.writeHead(200, {
        "content-type": isStream ? "text/event-stream" : (parts as { type: string }).type,
      });
      const body = Array.isArray(parts)
        ? parts
            .map((part) => (typeof part === "string" ? part : `data: ${JSON.stringify(part)}\n\n`))
            .join("")
        : parts.body;
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.close();
  });

  async function read(sent: typeof parts) {
    parts = sent;
    const { port } = server.address() as AddressInfo;
    const model = openAiCompatibleModel({
      apiKey: null,
      baseUrl: `http://127.0.0.1:${port}/v1`,
      name: "test",
      fallback: false,
    });
    const tools = ["add_task", "list_tasks"].map((name) => ({
      type: "function" as const,
      name,
      inputSchema: { type: "object" as const },
    }));
    const prompt = [{ role: "user" as const, content: [{ type: "text" as const, text: "hello" }] }];
    const result = await model?.doStream({ prompt, tools });
    const seen: LanguageModelV4StreamPart[] = [];
    for await (const part of result?.stream ?? []) seen.push(part);
    const error = seen.find(({ type }) => type === "error");
    if (error?.type === "error") throw error.error;
    return {
      text: seen.map((part) => (part.type === "text-delta" ? part.delta : "")).join(""),
      calls: seen.flatMap((part) => (part.type === "tool-call" ? [[part.toolName, part.input]] : [])),
      finish: seen.flatMap((part) => (part.type === "finish" ? [part.finishReason.unified] : []))[0],
    };
  }

  const one = [["add_task", '{"title":"A"}']];

  it.each<[string, Part[]]>([
    ["a number as the id", [call({ index: 0, id: 19, type: "function" }), end("tool_calls"), done]],
    ["no id", [call({ index: 0, type: "function" }), end("tool_calls"), done]],
    [
      "arguments as an object",
      [call({ index: 0, id: "a" }, { name: "add_task", arguments: { title: "A" } }), end("tool_calls"), done],
    ],
    [
      "the old function_call",
      [
        {
          choices: [{ index: 0, delta: { function_call: { name: "add_task", arguments: '{"title":"A"}' } } }],
        },
        end("function_call"),
        done,
      ],
    ],
    [
      "a namespace before the name",
      [
        call({ index: 0, id: "a" }, { name: "functions.add_task", arguments: '{"title":"A"}' }),
        end("tool_calls"),
        done,
      ],
    ],
    ["no end but [DONE]", [call({ index: 0, id: "a", type: "function" }), done]],
    ["an end that says stop", [call({ index: 0, id: "a", type: "function" }), end("stop"), done]],
    [
      "usage without choices",
      [call({ index: 0, id: "a" }), end("tool_calls"), { usage: { prompt_tokens: 1 } }, done],
    ],
    [
      "twice the same arguments",
      [
        call({ index: 0, id: "a" }, { name: "add_task", arguments: '{"title":"A"}{"title":"A"}' }),
        end("tool_calls"),
        done,
      ],
    ],
    [
      "a call as JSON in the words",
      [words('{"name": "add_task", "parameters": {"title":"A"}}'), end("stop"), done],
    ],
    [
      "a call in a fence after words",
      [words('Sure!\n\n```json\n{"name":"add_task","arguments":{"title":"A"}}\n```'), end("stop"), done],
    ],
    [
      "a call in tags",
      [words('<tool_call>{"name":"add_task","arguments":{"title":"A"}}</tool_call>'), end("stop"), done],
    ],
    [
      "a call as Mistral writes it",
      [words('[TOOL_CALLS][{"name":"add_task","arguments":{"title":"A"}}]'), end("stop"), done],
    ],
    [
      "a call in a channel",
      [
        words('<|channel|>commentary to=functions.add_task<|message|>{"title":"A"}<|call|>'),
        end("stop"),
        done,
      ],
    ],
  ])("with %s is one call", async (_, sent) => {
    expect(await read(sent)).toMatchObject({ calls: one, finish: "tool-calls" });
  });

  it("makes two calls of two objects in one string", async () => {
    const merged = call({ index: 0, id: "a" }, { name: "add_task", arguments: '{"title":"A"}{"title":"B"}' });
    expect((await read([merged, end("tool_calls"), done])).calls).toEqual([
      ...one,
      ["add_task", '{"title":"B"}'],
    ]);
  });

  it("accepts a single document as a stream", async () => {
    const message = { role: "assistant", content: "Nothing to do." };
    const body = JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] });
    expect(await read({ type: "application/json", body })).toMatchObject({
      text: "Nothing to do.",
      finish: "stop",
    });
  });

  it.each<[string, Part[]]>([
    [
      "parts, thoughts among them",
      [
        words([
          { type: "thinking", thinking: "no" },
          { type: "text", text: "Nothing to do." },
        ]),
        end("stop"),
        done,
      ],
    ],
    ["NUL in it", [words("Nothing \0to do."), end("stop"), done]],
    ["thoughts in tags", [words("<thi"), words("nk>no</th"), words("ink>Nothing to do."), end("stop"), done]],
    ["thoughts without a beginning", [words("no, no\n</think>\n\nNothing to do."), end("stop"), done]],
    [
      "channels",
      [
        words(
          "<|channel|>analysis<|message|>no<|end|><|start|>assistant<|channel|>final<|message|>Nothing to do.",
        ),
        end("stop"),
        done,
      ],
    ],
    ["end tokens", [words("Nothing to do.<|im_end|>"), end("stop"), done]],
    ["comments between", [": wait\n\n", words("Nothing "), ": wait\n\n", words("to do."), end("stop"), done]],
    ["no [DONE]", [words("Nothing to do."), end("stop")]],
  ])("with %s is its words", async (_, sent) => {
    expect(await read(sent)).toMatchObject({ text: "Nothing to do.", calls: [] });
  });

  it.each<[string, typeof parts, string]>([
    ["a rate limit inside", [{ error: { message: "slow down", code: 429 } }, done], "rate_limited"],
    ["a mere string inside", [{ error: "unexpected end" }, done], "server_error"],
    [
      "a context too long inside",
      [{ error: { message: "the request exceeds the available context size", code: 400 } }, done],
      "context_too_long",
    ],
    ["a web page", { type: "text/html", body: "<!doctype html>" }, "not_an_endpoint"],
    [
      "an error with 200",
      { type: "application/json", body: '{"error":"Unexpected endpoint or method."}' },
      "not_an_endpoint",
    ],
  ])("with %s fails as what it is", async (_, sent, kind) => {
    const error = await read(sent).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(classify(error)).toBe(kind);
  });

  it("puts together what two chunks split", async () => {
    const halves = ["Done \ud83c", "\udf89"].map((half) => `data: ${JSON.stringify(words(half))}\n\n`);
    expect((await read([...halves, end("stop"), done])).text).toBe("Done 🎉");
  });
});

describe("text that arrives in pieces", () => {
  const tools = new Set(["add_task"]);
  const long = "You have nothing to do today, so take the afternoon off. ".repeat(5);

  it("is shown as it arrives, and completely, whatever it contains", () => {
    for (const text of [
      long,
      `${long}Say \`add\` or [this] {that} < or ~~~`,
      `${long}\`\`\`js\nlet a = 1;\n\`\`\` and so on.`,
    ]) {
      const sieve = new Sieve(tools);
      const shown = text.match(/[\s\S]{1,7}/gu)?.map((piece) => sieve.push(piece)) ?? [];
      expect(shown.join("").length).toBeGreaterThan(100);
      expect(shown.join("") + sieve.end().text).toBe(text);
    }
  });

  it("shows nothing of a call written in it", () => {
    const sieve = new Sieve(tools);
    const text =
      '{"name":"add_task","arguments":{"title":"A long title, so that it is more than is held back at first, and then some more of it"}}';
    expect(
      text
        .match(/.{1,7}/gu)
        ?.map((piece) => sieve.push(piece))
        .join(""),
    ).toBe("");
    expect(sieve.end().calls).toHaveLength(1);
  });

  it("is no answer if it is a call of an unknown tool", () => {
    const sieve = new Sieve(tools);
    const text = '{"name":"web_search","arguments":{}}';
    sieve.push(text);
    expect(sieve.end()).toEqual({ text: "", calls: [] });
  });
});

it.each([
  ["functions.add_task", "add_task"],
  ["add_task<|channel|>commentary", "add_task"],
  ["addTask", "add_task"],
  ["ADD-TASK", "add_task"],
  ["add_tasks", "add_task"],
  ["create_todo", "add_task"],
  ["add_task_to_calendar", null],
  ["web_search", null],
  ["", null],
])("the name %j means %j", (name, tool) => {
  expect(toolNamed(name, new Set(["add_task"]))).toBe(tool);
});
