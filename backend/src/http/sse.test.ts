import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { fastify } from "fastify";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type ServerSentEvent, sendEvents } from "./sse.ts";

/** Each fills much of what a connection holds. */
const large = "x".repeat(200_000);

/** A server whose only answer are these events, and a client that takes them only when it is told to. */
async function stream(
  events: (gone: AbortSignal, response: ServerResponse) => AsyncIterable<ServerSentEvent | null>,
) {
  const app = fastify();
  const answers: ServerResponse[] = [];
  app.get("/", (_request, reply) => {
    answers.push(reply.raw);
    return sendEvents(reply, (gone) => events(gone, reply.raw));
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const client = connect(port, "127.0.0.1");
  await once(client, "connect");
  client.pause();
  client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const response = await vi.waitFor(() => {
    const [answer] = answers;
    if (!answer) throw new Error("The request has not come.");
    return answer;
  });
  return {
    client,
    response,
    close: async () => {
      client.destroy();
      await app.close();
    },
  };
}

/** What a client is sent until it has seen `end`. */
async function readUntil(client: Socket, end: string): Promise<string> {
  const pieces: string[] = [];
  for await (const bytes of client) {
    pieces.push(String(bytes));
    if (pieces.slice(-2).join("").includes(end)) break;
  }
  return pieces.join("");
}

describe("an event stream", () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });

  it("writes events as the standard has them", async () => {
    const { client, ...rest } = await stream(async function* () {
      yield { retry: 2000 };
      yield null;
      yield { id: "7", event: "change", data: "{}" };
      yield { id: null, data: "last" };
    });
    open.push(rest);
    const text = await readUntil(client, "last");
    expect(text).toContain("content-type: text/event-stream\r\n");
    for (const part of ["retry: 2000\n\n", ": alive\n\n", "id: 7\nevent: change\ndata: {}\n\n"])
      expect(text).toContain(part);
  });

  it("requests no more than a slow client takes, and accumulates no listeners", async () => {
    let asked = 0;
    const listeners: number[] = [];
    const count = (response: ServerResponse) =>
      response.eventNames().reduce((sum, event) => sum + response.listenerCount(event), 0);
    const { client, response, ...rest } = await stream(async function* (_gone, response) {
      for (; asked < 150; asked++) {
        if (asked > 0) listeners.push(count(response));
        yield { data: large };
      }
      yield { data: "last" };
    });
    open.push(rest);
    await vi.waitFor(() => expect(response.writableNeedDrain).toBe(true), { timeout: 20_000 });
    expect(asked).toBeLessThan(100);
    await readUntil(client, "last");
    expect(asked).toBe(150);
    expect(Math.max(...listeners)).toBeLessThanOrEqual((listeners[0] ?? 0) + 1);
  });

  it("tells the source of events when the client has gone, and requests no more", async () => {
    const left = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<void>();
    const { client, ...rest } = await stream(async function* (gone) {
      gone.addEventListener("abort", () => left.resolve());
      try {
        yield { data: "first" };
        await left.promise;
        yield { data: "for nobody" };
        throw new Error("Nobody listens.");
      } finally {
        ended.resolve();
      }
    });
    open.push(rest);
    await readUntil(client, "first");
    client.destroy();
    await left.promise;
    await ended.promise;
  });
});
