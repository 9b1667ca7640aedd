import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { memoryEnvironment, memoryFlags } from "../../scripts/server-memory.ts";

const root = path.resolve(import.meta.dirname, "../..");
const built = path.join(root, "backend/dist/main.js");
const readyTimeoutMs = 180_000;

/** A running server, started as `make start` does, with the embedded database. */
export interface Backend {
  url: string;
  pid: number;
  /** Time from its start until it was healthy, in ms. */
  readyMs: number;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  /** Stops it gracefully. */
  stop(): Promise<void>;
}

/**
 * Starts the built server on 127.0.0.1 and waits until it is ready. It exits with this process, however that ends,
 * because their IPC channel closes.
 * @param folder of its database
 * @param script to start
 * @param settings environment variables in addition to the usual ones
 */
export async function startBackend(
  folder: string,
  script: string = built,
  settings: Readonly<Record<string, string>> = {},
): Promise<Backend> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const from = performance.now();
  const child = spawn(process.execPath, [...memoryFlags, script], {
    cwd: root,
    // In its own process group, so that Ctrl-C reaches only the runner.
    detached: true,
    env: {
      PATH,
      HOME,
      TMPDIR,
      NODE_ENV: "production",
      ...memoryEnvironment,
      DATA_DIR: folder,
      BACKEND_HOST: "127.0.0.1",
      BACKEND_PORT: new URL(url).port,
      LOG_LEVEL: "fatal",
      ...settings,
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const reap = () => child.kill("SIGKILL");
  process.once("exit", reap);
  void exited.then(() => process.off("exit", reap));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  const isReady = () =>
    fetch(`${url}/health`).then(
      (answer) => answer.ok,
      () => false,
    );
  while (!(await isReady())) {
    if (child.exitCode !== null) throw new Error(`The server ended at once, with ${child.exitCode}.`);
    if (performance.now() - from > readyTimeoutMs) {
      await end("SIGKILL");
      throw new Error("The server was not ready within three minutes.");
    }
    await sleep(20);
  }
  return {
    url,
    pid: child.pid as number,
    readyMs: performance.now() - from,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
