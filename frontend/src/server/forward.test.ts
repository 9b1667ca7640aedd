import { spawn } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { bodyOf, scriptedServer } from "../testing/scripted-server.ts";
import { createFrontend } from "./server.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function backend(...args: Parameters<typeof scriptedServer>) {
  const server = await scriptedServer(...args);
  closers.push(server.close);
  return server;
}

/** A frontend in front of a backend, without pages. */
async function frontend(url: URL, draining = new AbortController().signal) {
  const pages = () => {
    throw new Error("No page is asked for here.");
  };
  const server = createFrontend({ backend: url, hosts: ["todo.example"], trusted: true, pages, draining });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Resolves with a response once its headers arrive; fetch would set and hide headers. */
async function ask(url: string, options: RequestOptions, body?: string): Promise<IncomingMessage> {
  const outgoing = httpRequest(url, options);
  outgoing.end(body);
  const [answer] = (await once(outgoing, "response")) as [IncomingMessage];
  return answer;
}

test("passes method, path, query, body and headers on, and drops what concerns one connection", async () => {
  let seen = "";
  const server = await backend(async (request, response) => {
    seen = await bodyOf(request);
    response.end("{}");
  });
  const site = await frontend(server.url);
  await ask(
    `${site}/api/v1/tasks/a%2Fb?q=x%20y`,
    {
      method: "POST",
      headers: {
        authorization: "Bearer k",
        connection: "close, x-hop",
        "content-type": "application/json",
        "idempotency-key": "1",
        "keep-alive": "timeout=1",
        "proxy-authorization": "Basic eDp5",
        te: "trailers",
        upgrade: "h2c",
        "x-forwarded-host": "todo.example",
        "x-hop": "1",
      },
    },
    '{"title":"é"}',
  );
  const [request] = server.requests;
  expect(request?.method).toBe("POST");
  expect(request?.url).toBe("/api/v1/tasks/a%2Fb?q=x%20y");
  expect(seen).toBe('{"title":"é"}');
  expect(request?.headers).toMatchObject({
    authorization: "Bearer k",
    connection: "keep-alive",
    host: server.url.host,
    "idempotency-key": "1",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "todo.example",
    "x-forwarded-proto": "http",
  });
  for (const name of ["x-hop", "keep-alive", "proxy-authorization", "te", "upgrade"])
    expect(request?.headers[name]).toBeUndefined();
});

test("keeps every cookie of a response separate, and its status and type", async () => {
  const server = await backend((_, response) => {
    response.writeHead(201, {
      "set-cookie": ["a=1; Path=/", "b=2; Path=/"],
      "content-type": "application/json",
    });
    response.end('{"id":1}');
  });
  const answer = await fetch(`${await frontend(server.url)}/api/v1/tasks`);
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  expect(await answer.json()).toEqual({ id: 1 });
});

test.each([204, 304])("an answer without a body (%i) has none", async (status) => {
  const server = await backend((_, response) => {
    response.writeHead(status).end();
  });
  const answer = await fetch(`${await frontend(server.url)}/api/x`);
  expect(answer.status).toBe(status);
  expect(await answer.text()).toBe("");
});

test("a redirect never names the backend's own address", async () => {
  const server = await backend((_, response) => {
    response.writeHead(302, { location: `${server.url.origin}/api/next?a=1` }).end();
  });
  const site = await frontend(server.url);
  const location = async () => (await fetch(`${site}/api/x`, { redirect: "manual" })).headers.get("location");
  expect(await location()).toBe("/api/next?a=1");
  server.answer((_, response) => {
    response.writeHead(302, { location: "https://elsewhere.example/a" }).end();
  });
  expect(await location()).toBe("https://elsewhere.example/a");
});

test("long responses are compressed for clients that accept it", async () => {
  const text = JSON.stringify({ title: "milk ".repeat(1000) });
  const server = await backend((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  });
  const answer = await fetch(`${await frontend(server.url)}/api/x`);
  expect(server.requests[0]?.headers["accept-encoding"]).toBe("identity");
  expect(answer.headers.get("content-encoding")).not.toBeNull();
  expect(await answer.text()).toBe(text);
});

describe("streams", () => {
  test("each event arrives before the next is sent, neither compressed nor buffered", async () => {
    let sendSecond: () => void = () => {};
    const server = await backend((_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      sendSecond = () => void response.end("data: 2\n\n");
    });
    const answer = await fetch(`${await frontend(server.url)}/api/v1/events`);
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
    const answer = fetch(`${await frontend(server.url)}/api/v1/import`, init);
    expect(await first).toBe("first");
    finish();
    expect(await (await answer).text()).toBe("done");
  });

  test.each(["before", "after"])(
    "a client that disconnects %s the response ends the request at the backend",
    async (when) => {
      const asked = Promise.withResolvers<void>();
      const closed = Promise.withResolvers<void>();
      const server = await backend((_, response) => {
        response.on("close", closed.resolve);
        if (when === "after")
          response.writeHead(200, { "content-type": "text/event-stream" }).write(": hi\n\n");
        asked.resolve();
      });
      const reader = new AbortController();
      const answer = fetch(`${await frontend(server.url)}/api/v1/events`, { signal: reader.signal });
      answer.catch(() => {});
      await (when === "after" ? answer : asked.promise);
      reader.abort();
      await closed.promise;
    },
  );

  test("they end when this server stops, other answers do not", async () => {
    const stopping = new AbortController();
    const server = await backend((request, response) => {
      const type = request.url === "/api/events" ? "text/event-stream" : "text/plain";
      response.writeHead(200, { "content-type": type }).write("begun ");
      if (type === "text/plain") setTimeout(() => response.end("finished"), 50);
    });
    const site = await frontend(server.url, stopping.signal);
    const events = await fetch(`${site}/api/events`);
    const plain = await fetch(`${site}/api/plain`);
    stopping.abort();
    await expect(events.text()).rejects.toThrow();
    expect(await plain.text()).toBe("begun finished");
  });

  test("one that is opened while this server stops ends soon, unless its client would not open it again", async () => {
    const stopping = new AbortController();
    const server = await backend((request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" }).write("begun ");
      if (request.method === "POST") setTimeout(() => response.end("finished"), 1500);
    });
    const site = await frontend(server.url, stopping.signal);
    stopping.abort();
    const events = await fetch(`${site}/api/events`);
    const chat = await fetch(`${site}/api/chat`, { method: "POST" });
    await expect(events.text()).rejects.toThrow();
    expect(await chat.text()).toBe("begun finished");
  });

  test("a response that breaks off does not look complete", async () => {
    const server = await backend((_, response) => {
      response.writeHead(200, { "content-type": "text/plain" }).write("half");
      setTimeout(() => response.destroy(), 50);
    });
    const answer = await fetch(`${await frontend(server.url)}/api/x`);
    await expect(answer.text()).rejects.toThrow();
  });
});

describe("an answer before the request was sent whole", () => {
  test("arrives, the rest is dropped, and its connection to the backend is not used again", async () => {
    const sockets = new Set<unknown>();
    const server = await backend((request, response) => {
      sockets.add(request.socket);
      if (request.url === "/api/early") return void response.writeHead(413).end("too large");
      response.end("mine");
    });
    const site = await frontend(server.url);
    const connection = connect(Number(new URL(site).port), "127.0.0.1").setEncoding("utf8");
    closers.push(() => void connection.destroy());
    let received = "";
    connection.on("data", (part) => {
      received += part;
    });
    const total = 3_000_000;
    connection.write(`POST /api/early HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${total}\r\n\r\n`);
    connection.write("x".repeat(100_000));
    await expect.poll(() => received, { timeout: 5000 }).toContain("too large");
    expect(await (await fetch(`${site}/api/other`)).text()).toBe("mine");
    expect(sockets.size).toBe(2);
    // The rest is still part of the first request's body, although it looks like a request.
    const smuggled = "GET /api/smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    connection.write(smuggled.padEnd(total - 100_000, " "));
    connection.write("GET /api/next HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    await expect.poll(() => received, { timeout: 5000 }).toContain("mine");
    expect(server.requests.map(({ url }) => url)).toEqual(["/api/early", "/api/other", "/api/next"]);
  });
});

describe("when the backend is away", () => {
  test("it says so as a problem the pages understand", async () => {
    const server = await backend(() => {});
    await server.close();
    closers.pop();
    const answer = await fetch(`${await frontend(server.url)}/api/v1/tasks`);
    expect(answer.status).toBe(503);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 503, code: "backend_unavailable" });
  });

  test("it says so too when connections are not even refused", async () => {
    const port = await silentPort();
    const answer = await fetch(`${await frontend(new URL(`http://127.0.0.1:${port}`))}/api/v1/tasks`);
    expect(answer.status).toBe(503);
  }, 20_000);

  test.each([
    ["GET", {}, 2],
    ["POST", { "idempotency-key": "1" }, 2],
    ["POST", {}, 1],
  ] as [string, Record<string, string>, number][])(
    "a broken connection: %s with %j is tried %i times",
    async (method, headers, tries) => {
      const server = await backend((request, response) => {
        if (server.requests.length === 1) return void request.socket.destroy();
        response.end("ok");
      });
      const body = method === "POST" ? { body: "{}" } : {};
      const answer = await fetch(`${await frontend(server.url)}/api/x`, { method, headers, ...body });
      expect(server.requests).toHaveLength(tries);
      expect(answer.status).toBe(tries === 2 ? 200 : 503);
    },
  );
});

/** A port where connections are neither accepted nor refused: the program is stopped and its queue is full. */
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
