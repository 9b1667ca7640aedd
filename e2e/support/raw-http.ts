import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A raw connection for tests that control every byte. */
export interface RawConnection {
  /** What was received so far. */
  received: () => string;
  /** Sends bytes; a string goes as Latin-1, so that each character is a byte. Nothing is sent once it is closed. */
  send: (bytes: string) => void;
  /** Resolves when nothing was received for this long, or the other side has closed. */
  quiet: (quietMs: number, limitMs: number) => Promise<void>;
  /** Resolves when the head of a response was received, or the other side has closed. */
  answered: (limitMs: number) => Promise<void>;
  /** Resets the connection (RST). */
  abort: () => void;
}

export async function rawConnection(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url);
  const socket: Socket = connect(Number(port), hostname).setNoDelay();
  socket.on("error", () => {});
  await once(socket, "connect");
  let received = "";
  let last = performance.now();
  let closed = false;
  socket.on("data", (bytes) => {
    received += bytes.toString("latin1");
    last = performance.now();
  });
  for (const event of ["end", "close"])
    socket.on(event, () => {
      closed = true;
    });
  return {
    received: () => received,
    send: (bytes) => {
      if (socket.writable) socket.write(bytes, "latin1");
    },
    quiet: async (quietMs, limitMs) => {
      const begin = performance.now();
      last = begin;
      while (!closed && performance.now() - last < quietMs && performance.now() - begin < limitMs)
        await sleep(5);
    },
    answered: async (limitMs) => {
      const begin = performance.now();
      while (!closed && !received.includes("\r\n\r\n") && performance.now() - begin < limitMs) await sleep(2);
    },
    abort: () => socket.resetAndDestroy(),
  };
}
