import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../backend.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const folder = path.join(root, "bench/peers");

/** A server to compare ours with. */
export interface Peer {
  url: string;
  pid: number;
  /** From its start until it answered, in ms. */
  readyMs: number;
  stop(): Promise<void>;
}

/**
 * A bare Fastify that answers `GET /tasks` with the result of a statement.
 * @param statement its SQL, and `values` its parameters
 */
export function startFastify(
  databaseUrl: string,
  statement: string,
  values: readonly unknown[],
): Promise<Peer> {
  const settings = { DATABASE_URL: databaseUrl, STATEMENT: statement, VALUES: JSON.stringify(values) };
  return start(process.execPath, [path.join(folder, "fastify.ts")], settings, "/tasks");
}

/** FastAPI with SQLModel and asyncpg; null where there is no Python or its packages cannot be installed. */
export async function startFastApi(databaseUrl: string): Promise<Peer | null> {
  const python = preparePython();
  if (!python) return null;
  return start(
    python,
    [path.join(folder, "fastapi/main.py")],
    { DATABASE_URL: databaseUrl },
    "/openapi.json",
  );
}

/** A virtual environment with the packages, created once. */
function preparePython(): string | null {
  const home = path.join(root, ".cache", "bench-python");
  const python = path.join(home, "bin/python");
  const wanted = readFileSync(path.join(folder, "fastapi/requirements.txt"), "utf8");
  const stamp = path.join(home, "installed.txt");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return python;
  if (spawnSync("python3", ["-m", "venv", home]).status !== 0) return null;
  const pip = ["-m", "pip", "install", "--quiet", "-r", path.join(folder, "fastapi/requirements.txt")];
  if (spawnSync(python, pip, { stdio: ["ignore", "ignore", "inherit"] }).status !== 0) return null;
  writeFileSync(stamp, wanted);
  return python;
}

async function start(
  program: string,
  args: string[],
  settings: Record<string, string>,
  probe: string,
): Promise<Peer> {
  const port = await freePort();
  const { PATH = "", HOME = "" } = process.env;
  const from = performance.now();
  const child = spawn(program, args, {
    env: { PATH, HOME, NODE_ENV: "production", PORT: String(port), ...settings },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const reap = () => child.kill("SIGKILL");
  process.once("exit", reap);
  const exited = once(child, "exit").then(() => process.off("exit", reap));
  const url = `http://127.0.0.1:${port}`;
  const isThere = () =>
    fetch(url + probe).then(
      (answer) => answer.ok,
      () => false,
    );
  for (let look = 0; !(await isThere()); look++) {
    if (child.exitCode !== null || look > 1500) throw new Error(`${path.basename(program)} did not start.`);
    await sleep(20);
  }
  return {
    url,
    pid: child.pid as number,
    readyMs: performance.now() - from,
    async stop() {
      child.kill();
      await exited;
    },
  };
}
