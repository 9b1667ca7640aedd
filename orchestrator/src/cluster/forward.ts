import { createServer } from "node:net";
import { startBackground } from "../exec/run.ts";

export interface Forward {
  url: string;
  /** Whether kubectl has exited, because there is nothing to forward to. */
  gone(): boolean;
  stop(): void;
}

/** A port of this machine that is currently free. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

/** Forwards a free port of this machine to a Service. `where` contains context and namespace. */
export async function forward(where: readonly string[], service: string, port: number): Promise<Forward> {
  const local = await freePort();
  const background = startBackground("kubectl", [
    ...where,
    "port-forward",
    `service/${service}`,
    `${local}:${port}`,
  ]);
  return { url: `http://127.0.0.1:${local}`, ...background };
}
