import type { ServerResponse } from "node:http";
import type { Message } from "@todo-chatbot/contracts";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { connection } from "../api/connection.ts";
import { bodyOf, scriptedServer } from "../testing/scripted-server.ts";
import { newConversationName, type TurnListener, Turns } from "./turns.ts";

const ids = { conversationId: "c1", runId: "r1", messageId: "m1", userMessageId: "u1" };
const outcome = { id: "m1", role: "assistant", text: "Done", tasks: [] } as unknown as Message;
const turnPart = { type: "data-turn", data: ids };
const outcomePart = { type: "data-outcome", data: outcome };

let server: Awaited<ReturnType<typeof scriptedServer>>;
const kept = new Map<string, string>();

beforeEach(async () => {
  kept.clear();
  connection.set("ok");
  server = await scriptedServer((_, response) => stream(response, turnPart, outcomePart));
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => real(new URL(path, server.url), init));
  // Like the browser's: Object.keys returns the stored keys.
  vi.stubGlobal(
    "localStorage",
    new Proxy(
      {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      },
      {
        ownKeys: () => [...kept.keys()],
        getOwnPropertyDescriptor: (_, key) =>
          kept.has(String(key))
            ? { value: kept.get(String(key)), enumerable: true, configurable: true }
            : undefined,
      },
    ),
  );
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await server.close();
});

function stream(response: ServerResponse, ...parts: object[]) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const part of parts) response.write(`data: ${JSON.stringify(part)}\n\n`);
  response.end();
}

function problem(response: ServerResponse, status: number, code: string, detail = "") {
  response.writeHead(status, { "content-type": "application/problem+json" });
  response.end(JSON.stringify({ status, code, detail }));
}

function listener() {
  return {
    onConversation: vi.fn<TurnListener["onConversation"]>(),
    onOutcome: vi.fn<TurnListener["onOutcome"]>(),
    onLost: vi.fn<TurnListener["onLost"]>(async () => {}),
  };
}

const settled = (turns: Turns, condition: () => void) =>
  vi.waitFor(condition, { timeout: 20_000 }).then(() => turns);

test("a message is sent with its time and time zone, and its answer is received", async () => {
  const seen = listener();
  const name = newConversationName();
  let body = "";
  server.answer(async (request, response) => {
    body = await bodyOf(request);
    stream(response, turnPart, outcomePart);
  });
  const turns = new Turns("outbox:", seen);
  const before = Date.now();
  turns.say(name, "buy milk", "Pacific/Kiritimati");
  await settled(turns, () => expect(seen.onOutcome).toHaveBeenCalledOnce());
  const sent = JSON.parse(body);
  expect(sent).toEqual({ message: "buy milk", timeZone: "Pacific/Kiritimati", sentAt: expect.any(String) });
  expect(Date.parse(sent.sentAt)).toBeGreaterThanOrEqual(before);
  expect(server.requests[0]?.headers["idempotency-key"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen.onConversation).toHaveBeenCalledExactlyOnceWith(name, "c1");
  expect(seen.onOutcome.mock.calls[0]?.[1]).toEqual(outcome);
  expect(turns.get()).toEqual([]);
  expect(kept.size).toBe(0);
});

describe("an outage", () => {
  test("keeps the message, even across a reload, and sends it once with its original time when it is over", async () => {
    server.answer((_, response) => problem(response, 503, "backend_unavailable"));
    const turns = new Turns("outbox:", listener());
    turns.say("c1", "call mom tomorrow", "UTC");
    await settled(turns, () => expect(turns.get()[0]?.state).toBe("waiting"));
    expect(connection.get()).toBe("away");
    const sentAt = turns.get()[0]?.sentAt;

    const seen = listener();
    const reloaded = new Turns("outbox:", seen);
    expect(reloaded.get()).toMatchObject([{ text: "call mom tomorrow", sentAt, state: "waiting" }]);
    const bodies: string[] = [];
    server.answer(async (request, response) => {
      bodies.push(await bodyOf(request));
      stream(response, turnPart, outcomePart);
    });
    await reloaded.pump();
    expect(seen.onOutcome).toHaveBeenCalledOnce();
    expect(bodies.map((body) => JSON.parse(body))).toEqual([
      { message: "call mom tomorrow", sentAt, timeZone: "UTC", conversationId: "c1" },
    ]);
    const keys = server.requests.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(1);
    expect(kept.size).toBe(0);
  });

  test("messages are sent in order, the later ones into the conversation the first one started", async () => {
    server.answer((_, response) => problem(response, 503, "backend_unavailable"));
    const turns = new Turns("outbox:", listener());
    const name = newConversationName();
    turns.say(name, "first", "UTC");
    turns.say(name, "second", "UTC");
    await settled(turns, () => expect(turns.get().map(({ state }) => state)).toEqual(["waiting", "waiting"]));
    const bodies: { message: string; conversationId?: string }[] = [];
    server.answer(async (request, response) => {
      bodies.push(JSON.parse(await bodyOf(request)));
      stream(response, turnPart, outcomePart);
    });
    await turns.pump();
    expect(bodies.map(({ message, conversationId }) => [message, conversationId])).toEqual([
      ["first", undefined],
      ["second", "c1"],
    ]);
  });

  test("another tab's waiting messages are left alone", async () => {
    server.answer((_, response) => problem(response, 503, "backend_unavailable"));
    const one = new Turns("outbox:", listener());
    const other = new Turns("outbox:", listener());
    one.say("c1", "from one", "UTC");
    other.say("c1", "from the other", "UTC");
    await settled(one, () => expect(other.get()[0]?.state).toBe("waiting"));
    other.discard(other.get()[0]?.id ?? "");
    expect(new Turns("outbox:", listener()).get()).toMatchObject([{ text: "from one" }]);
  });
});

test("a refused message stays with its reason, and those after it are sent", async () => {
  server.answer(async (request, response) => {
    const { message } = JSON.parse(await bodyOf(request));
    if (message === "bad") problem(response, 400, "validation_failed", "That cannot be.");
    else stream(response, turnPart, outcomePart);
  });
  const seen = listener();
  const turns = new Turns("outbox:", seen);
  turns.say("c1", "bad", "UTC");
  turns.say("c1", "good", "UTC");
  await settled(turns, () => expect(seen.onOutcome).toHaveBeenCalledOnce());
  expect(turns.get()).toMatchObject([{ text: "bad", state: "failed", problem: "That cannot be." }]);
});

test("while another tab's answer runs, the message waits and is sent after it", async () => {
  let busy = 2;
  server.answer((_, response) => {
    busy -= 1;
    if (busy >= 0) problem(response, 409, "run_active");
    else stream(response, turnPart, outcomePart);
  });
  const seen = listener();
  const turns = new Turns("outbox:", seen);
  turns.say("c1", "later", "UTC");
  await settled(turns, () => expect(seen.onOutcome).toHaveBeenCalledOnce());
});

describe("a cut answer", () => {
  test("is read again from its beginning, wherever it is running now", async () => {
    server.answer((request, response) => {
      if (request.method === "POST")
        stream(
          response,
          turnPart,
          { type: "text-start", id: "t" },
          { type: "text-delta", id: "t", delta: "Do" },
        );
      else
        stream(
          response,
          turnPart,
          { type: "text-start", id: "t" },
          { type: "text-delta", id: "t", delta: "Done" },
          outcomePart,
        );
    });
    const seen = listener();
    const turns = new Turns("outbox:", seen);
    turns.say("c1", "go", "UTC");
    await settled(turns, () => expect(seen.onOutcome).toHaveBeenCalledOnce());
    expect(seen.onOutcome.mock.calls[0]?.[0].reply.text).toBe("Done");
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /api/v1/chat",
      "GET /api/v1/conversations/c1/stream",
    ]);
  });

  test("that is no longer running is looked up in the stored messages", async () => {
    server.answer((request, response) => {
      if (request.method === "POST") stream(response, turnPart);
      else response.writeHead(204).end();
    });
    const seen = listener();
    const turns = new Turns("outbox:", seen);
    turns.say("c1", "go", "UTC");
    await settled(turns, () => expect(seen.onLost).toHaveBeenCalledExactlyOnceWith("c1"));
    await settled(turns, () => expect(turns.get()).toEqual([]));
  });

  test("that was never accepted is sent again under the same key", async () => {
    server.answer((_, response) => {
      if (server.requests.length === 1)
        response.writeHead(200, { "content-type": "text/event-stream" }).end();
      else stream(response, turnPart, outcomePart);
    });
    const seen = listener();
    const turns = new Turns("outbox:", seen);
    turns.say("c1", "go", "UTC");
    await settled(turns, () => expect(seen.onOutcome).toHaveBeenCalledOnce());
    expect(new Set(server.requests.map(({ headers }) => headers["idempotency-key"])).size).toBe(1);
  });
});

test("an answer already in progress is followed once, without being requested again", async () => {
  const seen = listener();
  const turns = new Turns("outbox:", seen);
  await Promise.all([turns.resume("c1"), turns.resume("c1")]);
  expect(seen.onOutcome).toHaveBeenCalledOnce();
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "GET /api/v1/conversations/c1/stream",
  ]);
  expect(kept.size).toBe(0);
});

test("a retry has the stored message answered again", async () => {
  const seen = listener();
  const turns = new Turns("outbox:", seen);
  await turns.retry("c1");
  expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
    "POST /api/v1/conversations/c1/retry",
  ]);
  expect(seen.onOutcome).toHaveBeenCalledOnce();
  server.answer((_, response) => problem(response, 404, "not_found", "There is no such chat."));
  await expect(turns.retry("c1")).rejects.toThrow("There is no such chat.");
  expect(turns.get()).toEqual([]);
});
