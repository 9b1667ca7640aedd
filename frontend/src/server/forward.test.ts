import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { bodyOf, scriptedServer } from "../testing/scripted-server.ts";
import { forward } from "./forward.ts";

const page = "http://192.168.49.2:30080";
const running = new AbortController().signal;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function backend(...args: Parameters<typeof scriptedServer>) {
  const server = await scriptedServer(...args);
  closers.push(server.close);
  return server;
}

test("passes method, path, query, body and headers on, and drops what concerns one connection", async () => {
  let seen = "";
  const server = await backend(async (request, response) => {
    seen = await bodyOf(request);
    response.end("{}");
  });
  await forward(
    new Request(`${page}/api/v1/tasks/a%2Fb?q=x%20y`, {
      method: "POST",
      body: '{"title":"é"}',
      headers: {
        authorization: "Bearer k",
        connection: "close, x-hop",
        "content-type": "application/json",
        "idempotency-key": "1",
        "x-forwarded-host": "192.168.49.2:30080",
        "x-hop": "1",
      },
    }),
    server.url,
    running,
  );
  const [request] = server.requests;
  expect(request?.method).toBe("POST");
  expect(request?.url).toBe("/api/v1/tasks/a%2Fb?q=x%20y");
  expect(seen).toBe('{"title":"é"}');
  expect(request?.headers).toMatchObject({
    authorization: "Bearer k",
    host: server.url.host,
    "idempotency-key": "1",
    "x-forwarded-host": "192.168.49.2:30080",
  });
  expect(request?.headers["x-hop"]).toBeUndefined();
});

test("keeps every cookie of an answer apart, its status and its type", async () => {
  const server = await backend((_, response) => {
    response.writeHead(201, {
      "set-cookie": ["a=1; Path=/", "b=2; Path=/"],
      "content-type": "application/json",
    });
    response.end('{"id":1}');
  });
  const answer = await forward(new Request(`${page}/api/v1/tasks`), server.url, running);
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  expect(await answer.json()).toEqual({ id: 1 });
});

test.each([204, 304])("an answer without a body (%i) has none", async (status) => {
  const server = await backend((_, response) => {
    response.writeHead(status).end();
  });
  const answer = await forward(new Request(`${page}/api/x`), server.url, running);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe("");
});

test("a redirect never names the backend's own address", async () => {
  const server = await backend((_, response) => {
    response.writeHead(302, { location: `${server.url.origin}/api/next?a=1` }).end();
  });
  const answer = await forward(new Request(`${page}/api/x`), server.url, running);
  expect(answer.headers.get("location")).toBe("/api/next?a=1");
  server.answer((_, response) => {
    response.writeHead(302, { location: "https://elsewhere.example/a" }).end();
  });
  const away = await forward(new Request(`${page}/api/x`), server.url, running);
  expect(away.headers.get("location")).toBe("https://elsewhere.example/a");
});

describe("streams", () => {
  test("each event arrives before the next is sent, and is neither compressed nor collected", async () => {
    let sendSecond: () => void = () => {};
    const server = await backend((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      sendSecond = () => void response.end("data: 2\n\n");
    });
    const answer = await forward(new Request(`${page}/api/v1/events`), server.url, running);
    expect(answer.headers.get("cache-control")).toContain("no-transform");
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    const read = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await read()).toBe("data: 1\n\n");
    sendSecond();
    expect(await read()).toBe("data: 2\n\n");
  });

  test("a large body reaches the backend while it is still being sent", async () => {
    let arrived: (text: string) => void = () => {};
    const first = new Promise<string>((resolve) => {
      arrived = resolve;
    });
    const server = await backend(async (request, response) => {
      request.once("data", (part) => arrived(String(part)));
      await once(request, "end");
      response.end("done");
    });
    let finish: () => void = () => {};
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
        finish = () => controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const answer = forward(new Request(`${page}/api/v1/import`, init), server.url, running);
    expect(await first).toBe("first");
    finish();
    expect(await (await answer).text()).toBe("done");
  });

  test("a reader who leaves ends the request at the backend", async () => {
    let left: () => void = () => {};
    const closed = new Promise<void>((resolve) => {
      left = resolve;
    });
    const server = await backend((_, response) => {
      response.on("close", left);
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": hello\n\n");
    });
    const reader = new AbortController();
    await forward(new Request(`${page}/api/v1/events`, { signal: reader.signal }), server.url, running);
    reader.abort();
    await closed;
  });

  test("they end when this server stops, other answers do not", async () => {
    const stopping = new AbortController();
    const server = await backend((request, response) => {
      const type = request.url === "/api/events" ? "text/event-stream" : "text/plain";
      response.writeHead(200, { "content-type": type }).write("begun ");
      if (type === "text/plain") setTimeout(() => response.end("finished"), 50);
    });
    const events = await forward(new Request(`${page}/api/events`), server.url, stopping.signal);
    const plain = await forward(new Request(`${page}/api/plain`), server.url, stopping.signal);
    stopping.abort();
    await expect(events.text()).rejects.toThrow();
    expect(await plain.text()).toBe("begun finished");
  });
});

describe("when the backend is away", () => {
  test("it says so as a problem the pages understand", async () => {
    const server = await backend(() => {});
    await server.close();
    closers.pop();
    const answer = await forward(new Request(`${page}/api/v1/tasks`), server.url, running);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 503, code: "backend_unavailable" });
  });

  test("it says so too when connections are not even refused", async () => {
    const port = await silentPort();
    const answer = await forward(
      new Request(`${page}/api/v1/tasks`),
      new URL(`http://127.0.0.1:${port}`),
      running,
    );
    expect(answer.status).toBe(503);
  }, 20_000);

  test.each([
    ["GET", {}, 2],
    ["POST", { "idempotency-key": "1", "content-length": "2" }, 2],
    ["POST", { "content-length": "2" }, 1],
  ] as const)("a broken connection: %s with %j is tried %i times", async (method, headers, tries) => {
    const server = await backend((request, response) => {
      if (server.requests.length === 1) return void request.socket.destroy();
      response.end("ok");
    });
    const body = method === "POST" ? { body: "{}" } : {};
    const answer = await forward(
      new Request(`${page}/api/x`, { method, headers, ...body }),
      server.url,
      running,
    );
    expect(server.requests).toHaveLength(tries);
    expect(answer.status).toBe(tries === 2 ? 200 : 503);
  });
});

/** A port where the system neither takes nor refuses connections: its program stands still, its queue is full. */
async function silentPort(): Promise<number> {
  const script =
    'require("net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, function () { console.log(this.address().port) })';
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(child.stdout, "data");
  child.kill("SIGSTOP");
  const waiting = Array.from({ length: 8 }, () => connect(Number(line), "127.0.0.1").on("error", () => {}));
  closers.push(async () => {
    for (const socket of waiting) socket.destroy();
    child.kill("SIGKILL");
    await once(child, "exit");
  });
  return Number(line);
}
