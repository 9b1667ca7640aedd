import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/**
 * Makes closing finish as soon as running requests have ended. Node would also wait for preconnected
 * sockets, which browsers open in advance, and for those whose last response ends while it closes.
 */
export function closeUnusedConnections(app: FastifyInstance): void {
  const running = new Map<Socket, number>();
  app.server.on("connection", (socket: Socket) => {
    running.set(socket, 0);
    socket.once("close", () => running.delete(socket));
  });
  app.server.on("request", ({ socket }, response) => {
    running.set(socket, (running.get(socket) ?? 0) + 1);
    response.once("close", () => {
      if (running.has(socket)) running.set(socket, (running.get(socket) ?? 1) - 1);
    });
  });
  app.addHook("preClose", async () => {
    const timer = setInterval(() => {
      for (const [socket, requests] of running) if (requests === 0) socket.destroySoon();
    }, 50);
    timer.unref();
    app.server.once("close", () => clearInterval(timer));
  });
}
