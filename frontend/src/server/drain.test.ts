import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { Drain } from "./drain.ts";

test("incomplete requests do not delay a stop, slow responses do", async () => {
  const drain = new Drain();
  const server = createServer((request, response) => {
    request.on("error", () => {}).resume();
    request.once("end", () => setTimeout(() => response.end("at last"), 6000));
  });
  drain.watch(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const started = ["POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf", "GET / HT", ""].map(
    (bytes) => {
      const socket = connect(port, "127.0.0.1");
      if (bytes) socket.write(bytes);
      return once(socket.resume(), "close");
    },
  );
  const asked = once(server, "request");
  const slow = fetch(`http://127.0.0.1:${port}/`);
  await asked;
  await sleep(100);
  const stopped = new Promise<void>((done) => drain.begin(0, done));
  expect(await (await slow).text()).toBe("at last");
  await Promise.all([...started, stopped]);
}, 20_000);
