import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * One answer of a scripted model. The first one that may still be given, and whose conditions hold, is given: once, or
 * with a condition any number of times.
 */
export interface ScriptedAnswer {
  /** The last user message contains this; not right after the result of a tool. */
  when?: string;
  /** The conversation ends with the result of a tool that contains this. */
  result?: string;
  /** How often it may be given. */
  times?: number;
  /** Milliseconds to wait first. */
  delay?: number;
  /** An HTTP error, with `message` and `headers`. */
  status?: number;
  message?: string;
  headers?: OutgoingHttpHeaders;
  text?: string;
  tool?: { name: string; arguments: unknown };
  /** Drops the connection after so many characters: of the text, or of the body if it is not streamed. */
  cut?: number;
  /** Leaves the connection open without ending the answer; without a text, it says nothing at all. */
  hang?: boolean;
}

export interface ScriptedModel {
  url: string;
  script(answers: ScriptedAnswer[]): void;
  /** Everything it was asked since the script was set, as text. */
  asked(): string[];
  close(): Promise<void>;
}

type Content = string | { text?: string }[] | null | undefined;
interface Question {
  model?: string;
  messages?: { role: string; content?: Content }[];
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
}

const NONE: ScriptedAnswer = { status: 400, message: "the script has no answer for this" };
const USAGE = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

/** An OpenAI-compatible endpoint on this machine that answers from a script. */
export async function scriptedModel(): Promise<ScriptedModel> {
  let answers: (ScriptedAnswer & { left: number })[] = [];
  let requests: string[] = [];

  const choose = (messages: NonNullable<Question["messages"]>): ScriptedAnswer => {
    const last = messages.at(-1);
    const user = textOf(messages.findLast(({ role }) => role === "user")?.content);
    const result = last?.role === "tool" ? textOf(last.content) : null;
    const found = answers.find(({ left, when, result: wanted }) => {
      if (left === 0 || !user.includes(when ?? "")) return false;
      if (wanted !== undefined) return result?.includes(wanted);
      return result === null || when === undefined;
    });
    if (found) found.left--;
    return found ?? NONE;
  };

  const server = createServer(async (request, response) => {
    const body = await textIn(request);
    if (request.url === "/v1/models") return send(response, { object: "list", data: [{ id: "scripted" }] });
    requests.push(`${request.url} ${body}`);
    if (request.url !== "/v1/chat/completions") return fail(response, { status: 404 });
    const question = JSON.parse(body) as Question;
    const answer = choose(question.messages ?? []);
    await sleep(answer.delay ?? 0);
    if (answer.status) return fail(response, answer);
    if (answer.hang && !answer.text) return;
    const id = String(requests.length);
    if (question.stream) stream(response, id, question, answer);
    else whole(response, id, question, answer);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    script(next) {
      answers = next.map((answer) => {
        const endless = answer.when !== undefined || answer.result !== undefined;
        return { ...answer, left: answer.times ?? (endless ? Number.POSITIVE_INFINITY : 1) };
      });
      requests = [];
    },
    asked: () => requests,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function stream(response: ServerResponse, id: string, question: Question, answer: ScriptedAnswer): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const event = (choices: object[], more: object = {}) => {
    const chunk = { ...headOf(id, question), object: "chat.completion.chunk", choices, ...more };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  const delta = (part: object, reason: string | null = null) =>
    event([{ index: 0, delta: part, finish_reason: reason }]);
  delta({ role: "assistant", content: "" });
  for (const [piece] of (answer.text ?? "").slice(0, answer.cut).matchAll(/.{1,40}/gsu))
    delta({ content: piece });
  if (answer.cut !== undefined) return void response.write("", () => response.destroy());
  if (answer.hang) return;
  const call = callOf(id, answer);
  if (call) delta({ tool_calls: [{ index: 0, ...call }] });
  delta({}, call ? "tool_calls" : "stop");
  if (question.stream_options?.include_usage) event([], { usage: USAGE });
  response.end("data: [DONE]\n\n");
}

function whole(response: ServerResponse, id: string, question: Question, answer: ScriptedAnswer): void {
  const call = callOf(id, answer);
  const content = answer.text?.slice(0, answer.cut) ?? null;
  const message = { role: "assistant", content, ...(call && { tool_calls: [call] }) };
  const choices = [{ index: 0, message, finish_reason: call ? "tool_calls" : "stop" }];
  const body = JSON.stringify({
    ...headOf(id, question),
    object: "chat.completion",
    choices,
    usage: USAGE,
  });
  response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  if (answer.cut !== undefined)
    return void response.write(body.slice(0, answer.cut), () => response.destroy());
  if (answer.hang) return void response.write(body.slice(0, 1));
  response.end(body);
}

function headOf(id: string, { model }: Question): object {
  return { id: `chatcmpl-${id}`, created: Math.floor(Date.now() / 1000), model };
}

function callOf(id: string, { tool }: ScriptedAnswer): object | undefined {
  return (
    tool && {
      id: `call_${id}`,
      type: "function",
      function: { name: tool.name, arguments: JSON.stringify(tool.arguments) },
    }
  );
}

function textOf(content: Content): string {
  return typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("");
}

async function textIn(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

function send(response: ServerResponse, value: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

function fail(
  response: ServerResponse,
  { status = 500, message = "scripted error", headers }: ScriptedAnswer,
) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message, type: "scripted", code: status } }));
}
