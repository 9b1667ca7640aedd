/**
 * What one chat turn costs a language model: the tokens of everything the built server sends for "the plumber is done",
 * which takes one tool call and a closing sentence, with 10, 100 and 1,000 open tasks. From 100 on it must not grow. Tokens are
 * estimated from characters (`backend/src/chat/models/tokens.ts`). Run: `node bench/src/turn-tokens.ts`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { limits } from "@todo-chatbot/contracts";
import { tokensOf } from "../../backend/src/chat/models/tokens.ts";
import { type ScriptedRequest, startScriptedModel } from "../../backend/src/chat/testing/scripted-model.ts";
import { startBackend } from "./backend.ts";
import { json, send, signUp } from "./chaos/person.ts";
import { table } from "./eval/table.ts";

const LIMITS = { turn: 12_000, growth: 1.05 };
const sizes = [10, 100, 1000];

const folder = mkdtempSync(path.join(tmpdir(), "todo-tokens-"));
const model = await startScriptedModel();
const backend = await startBackend(folder, undefined, {
  OPENAI_BASE_URL: model.baseUrl,
  OPENAI_MODEL: "counted",
  REQUESTS_PER_MINUTE: "100000",
});
try {
  const rows = [];
  for (const size of sizes) rows.push(await measure(size));
  const [, hundred = 0, thousand = 0] = rows.map(({ turn }) => turn);
  console.log(
    table(
      ["open tasks", "one turn, in tokens", "of it tools", "instructions", "tasks", "100 of them over REST"],
      rows.map(({ size, turn, tools, told, tasks, rest }) =>
        [size, turn, tools, told, tasks, rest].map(String),
      ),
    ),
  );
  console.log(
    `  limit: a turn ≤ ${LIMITS.turn}, at 1,000 tasks ≤ ${LIMITS.growth} times that at 100; it is ${(thousand / hundred).toFixed(2)} times`,
  );
  if (Math.max(hundred, thousand) > LIMITS.turn || thousand / hundred > LIMITS.growth) process.exitCode = 1;
} finally {
  await backend.stop();
  await model.close();
  rmSync(folder, { recursive: true });
}

async function measure(size: number) {
  const person = await signUp(backend.url);
  const titles = Array.from({ length: size - 1 }, (_, k) => `Sort the papers of box ${k}, room ${k % 7}`);
  titles.splice(Math.floor(size / 2), 0, "Ring the plumber about the kitchen tap");
  for (let from = 0; from < size; from += limits.batchSize) {
    const some = titles.slice(from, from + limits.batchSize);
    const operations = some.map((title) => ({
      type: "create",
      task: { title, due: { date: "2030-01-02" } },
    }));
    const { status, text } = await send(person, "POST", "/api/v1/tasks/batch", json({ operations }));
    if (status !== 200) throw new Error(`The tasks were answered ${status}: ${text}`);
  }
  const rest = await send(person, "GET", `/api/v1/tasks?limit=${limits.pageSize}`);
  const requests = await turnOf(person);
  const [first] = requests;
  if (!first) throw new Error("The model was not asked.");
  const told = String(first.body.messages[0]?.content);
  const data = told.slice(told.indexOf("<data>", told.indexOf("\n<data>")));
  const tools = tokensOf(JSON.stringify(first.body.tools)) * requests.length;
  const messages = requests.map(({ body }) => tokensOf(JSON.stringify(body.messages)));
  return {
    size,
    turn: tools + messages.reduce((sum, count) => sum + count, 0),
    tools,
    told: tokensOf(told.slice(0, -data.length)) * requests.length,
    tasks: tokensOf(data) * requests.length,
    rest: tokensOf(rest.text),
  };
}

/** The requests of one turn. */
async function turnOf(person: Awaited<ReturnType<typeof signUp>>): Promise<ScriptedRequest[]> {
  const from = model.requests.length;
  model.script(({ body }) => {
    if (body.messages.at(-1)?.role === "tool") return { type: "text", text: "The plumber is done." };
    const handle = /"id":"(t\d+)","title":"Ring the plumber/.exec(String(body.messages[0]?.content))?.[1];
    return { type: "tools", calls: [{ name: "complete_task", arguments: { ids: [handle] } }] };
  });
  const { text } = await send(person, "POST", "/api/v1/chat", json({ message: "the plumber is done" }));
  const { toolCalls } = JSON.parse(text) as { toolCalls: { status: string }[] };
  if (toolCalls.length !== 1 || toolCalls[0]?.status !== "ok") throw new Error(`It was not done: ${text}`);
  return model.requests.slice(from);
}
