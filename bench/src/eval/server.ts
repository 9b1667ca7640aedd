import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
const PATIENCE_MS = 120_000;

/** The product's backend, from source, with an empty embedded database of its own. */
export interface EvalServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts the backend on a free port and waits until its health says ok. */
export async function startServer(): Promise<EvalServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-eval-"));
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [path.join(root, "backend/src/main.ts")], {
    cwd: root,
    env: {
      PATH,
      HOME,
      DATA_DIR: folder,
      BACKEND_HOST: "127.0.0.1",
      BACKEND_PORT: String(port),
      LOG_LEVEL: "error",
      SIGN_UPS_PER_ADDRESS: "100000",
      REQUESTS_PER_MINUTE: "1000000",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await healthy(url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the backend ended with code ${child.exitCode}`);
    const ok = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("the backend did not become healthy");
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
