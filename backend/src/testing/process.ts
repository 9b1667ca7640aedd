import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** The server as a process of its own, as people run it. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  output: () => string;
  /** Its exit code, or the signal that killed it. */
  exit: Promise<number | string>;
  kill(signal: NodeJS.Signals): Promise<number | string>;
}

/** Starts the server's `main` with exactly these settings. It may not be ready, or have failed. */
export async function spawnServer(main: string, settings: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      TMPDIR: tmpdir(),
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      BACKEND_PORT: String(port),
      LOG_LEVEL: "info",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  }
  const exit = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | string);
  const reap = () => child.kill("SIGKILL");
  process.once("exit", reap);
  void exit.then(() => process.off("exit", reap));
  return {
    url: `http://127.0.0.1:${port}`,
    child,
    output: () => output,
    exit,
    kill: (signal) => {
      child.kill(signal);
      return exit;
    },
  };
}

/** Resolves when `/health` answers `status`, and rejects when the process ends before. */
export async function untilHealth(server: ServerProcess, status: number): Promise<unknown> {
  const ended = server.exit.then((code) => {
    throw new Error(`The server ended with ${code}:\n${server.output()}`);
  });
  ended.catch(() => {});
  for (;;) {
    const answer = fetch(`${server.url}/health`).then(
      async (response) => (response.status === status ? ((await response.json()) as unknown) : null),
      () => null,
    );
    const found = await Promise.race([answer, ended]);
    if (found) return found;
    await sleep(50);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(address)));
    });
  });
}
