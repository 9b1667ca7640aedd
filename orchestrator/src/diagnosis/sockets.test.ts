import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import type { Kubectl } from "../cluster/kubectl.ts";
import { listenersIn, listenersOf } from "./sockets.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1
   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 2 1
   2: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 3 1
  sl  local_address                         remote_address                        st tx_queue rx_queue
   0: 00000000000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
   1: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000
`;

describe("the sockets of a pod", () => {
  it("are those that listen, with whether others can reach them", () => {
    expect(listenersIn(table)).toEqual([
      { port: 3000, loopback: false },
      { port: 8080, loopback: false },
      { port: 80, loopback: true },
    ]);
  });

  it.skipIf(process.platform !== "linux")("are read as this kernel writes them [needs Linux]", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((done) => server.once("listening", done));
    const { port } = server.address() as AddressInfo;
    const found = listenersIn(readFileSync("/proc/net/tcp", "utf8"));
    server.close();
    expect(found).toContainEqual({ port, loopback: true });
  });

  it("are read with a program in the image, and unknown if it has none", async () => {
    const having = (...programs: string[]) =>
      ({
        try: async (args: string[]) => ({
          exitCode: programs.includes(args[5] ?? "") ? 0 : 127,
          stdout: table,
        }),
      }) as unknown as Kubectl;
    expect(await listenersOf(having("node"), "web-1", "web")).toHaveLength(3);
    expect(await listenersOf(having(), "web-1", "web")).toBeNull();
  });
});
