import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What the server does with one request for a completion. */
export type ScriptedAnswer =
  | { type: "text"; text: string }
  | { type: "tools"; calls: readonly ScriptedCall[]; text?: string; finish?: "tool_calls" | "length" }
  /** An HTTP error with the body OpenAI sends. */
  | { type: "status"; status: number; message?: string; headers?: Record<string, string> }
  /** Streams `text`, then drops the connection without an end. */
  | { type: "cut"; text: string }
  /** Streams `text` and ends the response properly, but never says that it finished. */
  | { type: "unfinished"; text: string }
  /** Accepts the request and says nothing, until the client goes away. */
  | { type: "hang"; afterText?: string }
  /** Drops the connection before any response. */
  | { type: "drop" }
  | { type: "refusal"; text: string }
  | { type: "filtered"; text: string }
  | { type: "reasoning"; thought: string; text?: string }
  | { type: "empty" }
  /** An error object inside the stream, as some gateways send it. */
  | { type: "stream-error"; message: string }
  /** 200 with a web page instead of a stream. */
  | { type: "html" };

export interface ScriptedCall {
  name: string;
  /** A string is sent as it stands, well formed or not. */
  arguments: unknown;
}

/** A request as it arrived. */
export interface ScriptedRequest {
  authorization: string | undefined;
  body: {
    model: string;
    stream?: boolean;
    messages: { role: string; content: unknown; tool_calls?: unknown[]; tool_call_id?: string }[];
    tools?: { type: "function"; function: { name: string; description?: string; parameters: object } }[];
  };
}

export type Script = (request: ScriptedRequest, index: number) => ScriptedAnswer | Promise<ScriptedAnswer>;

export interface ScriptedModel {
  /** For OPENAI_BASE_URL. */
  baseUrl: string;
  requests: ScriptedRequest[];
  /** Answers the next requests in turn; after the last one, that one again. */
  play(...answers: ScriptedAnswer[]): void;
  /** Answers by what the request says. */
  script(script: Script): void;
  close(): Promise<void>;
}

/**
 * A server that speaks the OpenAI chat completions protocol, streaming as the real one does (pieces of text,
 * tool calls in fragments, usage, `[DONE]`), and every way of failing. It says what the script says.
 * With `key`, other keys get 401. `pauseMs` lies between the pieces. `models` are what `GET /v1/models` lists.
 */
export async function startScriptedModel(
  options: { key?: string; pauseMs?: number; port?: number; models?: readonly object[] } = {},
): Promise<ScriptedModel> {
  const requests: ScriptedRequest[] = [];
  let script: Script = () => ({ type: "text", text: "Hello." });

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(incoming: IncomingMessage, response: ServerResponse) {
    if (options.models && incoming.method === "GET" && incoming.url === "/v1/models") {
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify({ object: "list", data: options.models }));
    }
    if (incoming.method !== "POST" || incoming.url !== "/v1/chat/completions") {
      return sendError(response, 404, `Unknown request URL: ${incoming.method} ${incoming.url}`);
    }
    const request: ScriptedRequest = {
      authorization: incoming.headers.authorization,
      body: JSON.parse(await readBody(incoming)),
    };
    requests.push(request);
    if (options.key !== undefined && request.authorization !== `Bearer ${options.key}`) {
      // The real one repeats part of the key it was given.
      return sendError(response, 401, `Incorrect API key provided: ${request.authorization?.slice(7)}.`);
    }
    await send(
      response,
      await script(request, requests.length - 1),
      request.body.model,
      options.pauseMs ?? 0,
    );
  }

  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    play: (...answers) => {
      let next = 0;
      script = () => answers[Math.min(next++, answers.length - 1)] ?? { type: "empty" };
    },
    script: (next) => {
      script = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

function sendError(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(
    JSON.stringify({ error: { message, type: "invalid_request_error", param: null, code: null } }),
  );
}

async function send(
  response: ServerResponse,
  answer: ScriptedAnswer,
  model: string,
  pauseMs: number,
): Promise<void> {
  if (answer.type === "drop") return void response.destroy();
  if (answer.type === "status") {
    return sendError(response, answer.status, answer.message ?? `Status ${answer.status}`, answer.headers);
  }
  if (answer.type === "html") {
    response.writeHead(200, { "content-type": "text/html" });
    return void response.end("<!doctype html><title>Welcome to nginx</title>");
  }
  if (answer.type === "hang" && answer.afterText === undefined) return;

  response.writeHead(200, { "content-type": "text/event-stream" });
  const head = { id: "chatcmpl-scripted", object: "chat.completion.chunk", created: 1_700_000_000, model };
  const chunk = async (delta: object, finish: string | null = null) => {
    write(response, { ...head, choices: [{ index: 0, delta, finish_reason: finish }] });
    if (pauseMs > 0) await sleep(pauseMs);
  };
  const texts = async (text: string, field = "content") => {
    for (const piece of pieces(text)) await chunk({ [field]: piece });
  };
  const finish = async (reason: string) => {
    await chunk({}, reason);
    write(response, {
      ...head,
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    });
    response.end("data: [DONE]\n\n");
  };

  await chunk({ role: "assistant", content: "" });
  switch (answer.type) {
    case "text":
      await texts(answer.text);
      return finish("stop");
    case "tools":
      if (answer.text) await texts(answer.text);
      for (const [index, call] of answer.calls.entries()) await toolCall(chunk, index, call);
      return finish(answer.finish ?? "tool_calls");
    case "cut":
      await texts(answer.text);
      return void response.destroy();
    case "unfinished":
      await texts(answer.text);
      return void response.end();
    case "hang":
      return texts(answer.afterText ?? "");
    case "refusal":
      await texts(answer.text, "refusal");
      return finish("stop");
    case "filtered":
      await texts(answer.text);
      return finish("content_filter");
    case "reasoning":
      await texts(answer.thought, "reasoning_content");
      if (answer.text) await texts(answer.text);
      return finish("stop");
    case "empty":
      return finish("stop");
    case "stream-error":
      write(response, { error: { message: answer.message, type: "server_error", param: null, code: null } });
      return void response.end("data: [DONE]\n\n");
  }
}

/** As the real server: name first, then the arguments in fragments that break anywhere. */
async function toolCall(
  chunk: (delta: object) => Promise<void>,
  index: number,
  call: ScriptedCall,
): Promise<void> {
  const id = `call_${index}_${Math.random().toString(36).slice(2, 10)}`;
  const start = { index, id, type: "function", function: { name: call.name, arguments: "" } };
  await chunk({ tool_calls: [start] });
  const text = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
  for (const piece of pieces(text)) await chunk({ tool_calls: [{ index, function: { arguments: piece } }] });
}

function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,7}/gu) ?? [];
}

function write(response: ServerResponse, event: object): void {
  response.write(`data: ${JSON.stringify(event)}\n\n`);
}
