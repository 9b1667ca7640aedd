import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.resolve(import.meta.dirname, "../..");

/** A running program of ours; `output` is what it has printed so far. */
export interface Running {
  url: string;
  process: ChildProcess;
  output: () => string;
  /** Stops it and waits until it has exited. */
  stop: (signal?: NodeJS.Signals) => Promise<void>;
}

/** A port of 127.0.0.1 that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as net.AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** A folder that is removed by `remove`. */
export function scratchFolder(): { path: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-chatbot-"));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * Starts the built backend (`npm run build`) and waits for its /health.
 * @param env at least DATA_DIR or DATABASE_URL
 */
export async function startBackend(env: Record<string, string>, port?: number): Promise<Running> {
  const chosen = port ?? (await freePort());
  return start("backend/dist/main.js", `http://127.0.0.1:${chosen}`, "/health", {
    BACKEND_HOST: "127.0.0.1",
    BACKEND_PORT: String(chosen),
    LOG_LEVEL: "warn",
    // All people in a test share one address.
    SIGN_UPS_PER_ADDRESS: "10000",
    ...env,
  });
}

/** Starts the built frontend, forwarding to the backend at `apiUrl`. */
export async function startFrontend(apiUrl: string): Promise<Running> {
  const port = await freePort();
  return start("frontend/.next/standalone/frontend/server.js", `http://127.0.0.1:${port}`, "/", {
    HOSTNAME: "127.0.0.1",
    PORT: String(port),
    NEXT_PUBLIC_API_URL: apiUrl,
  });
}

async function start(
  script: string,
  url: string,
  probe: string,
  env: Record<string, string>,
): Promise<Running> {
  // Settings of the machine must not reach the test, except those that locate programs and folders.
  const { PATH = "", HOME = "", TMPDIR = tmpdir() } = process.env;
  const child = spawn(process.execPath, [path.join(root, script)], {
    cwd: root,
    env: { PATH, HOME, TMPDIR, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  const exited = once(child, "exit");
  const running: Running = {
    url,
    process: child,
    output: () => output,
    stop: async (signal = "SIGTERM") => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await exited;
    },
  };
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`${script} ended at once (${child.exitCode}):\n${output}`);
    const response = await fetch(url + probe).catch(() => null);
    await response?.body?.cancel();
    if (response?.ok) return running;
    await sleep(100);
  }
  await running.stop("SIGKILL");
  throw new Error(`${script} did not answer at ${url}${probe} within a minute:\n${output}`);
}
