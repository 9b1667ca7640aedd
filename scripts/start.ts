// Builds what changed, starts the backend and the frontend, prints the one address to open, and stops
// both cleanly on Ctrl-C.

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import net from "node:net";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "./build.ts";
import { memoryEnvironment, memoryFlags } from "./server-memory.ts";
import { watchStarters } from "./started-by.ts";

const root = path.resolve(import.meta.dirname, "..");
const startLimitMs = 60_000;
const stopLimitMs = 15_000;

const envFile = path.join(root, ".env");
if (existsSync(envFile)) process.loadEnvFile(envFile);

const host = process.env.HOST ?? "127.0.0.1";
const port = portOf("PORT", 3000);
const backendPort = portOf("BACKEND_PORT", 8000);
const children = new Map<string, ChildProcess>();
let stopping = false;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => stop(0));
// Whoever read the output may be gone, which must not prevent a clean shutdown.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
watchStarters(Number(process.env.STARTED_BY) || undefined, () => stop(1));

await requireFree("PORT", port, host);
await requireFree("BACKEND_PORT", backendPort, "127.0.0.1");

say("Building (the first time takes a while) …");
await build().catch((error: Error) => fail(error.message));

// The address printed below, and the host name other machines may use.
const own = /^[\w.-]+$/.test(hostname()) ? hostname() : "";
const hosts = [process.env.ALLOWED_HOSTS, net.isIP(host) ? "" : host, own].filter(Boolean).join(",");

if (!stopping) {
  launch("backend", "backend/dist/main.js", {
    // Quiet unless something is wrong: the address is the one line that matters.
    LOG_LEVEL: "warn",
    ...memoryEnvironment,
    ...process.env,
    ALLOWED_HOSTS: hosts,
    BACKEND_HOST: "127.0.0.1",
    BACKEND_PORT: String(backendPort),
    DATA_DIR: path.resolve(root, process.env.DATA_DIR ?? "data"),
  });
  launch("frontend", "frontend/.next/standalone/frontend/server.js", {
    // Only the backend gets the database's address and the secrets.
    ...only(
      "PATH",
      "HOME",
      "TMPDIR",
      "TZ",
      "LANG",
      "NODE_OPTIONS",
      "DRAIN_SECONDS",
      "TRUST_FORWARDED_HEADERS",
    ),
    ALLOWED_HOSTS: hosts,
    HOSTNAME: host,
    PORT: String(port),
    NEXT_PUBLIC_API_URL: `http://127.0.0.1:${backendPort}`,
  });
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  await Promise.all([
    answers("backend", `http://127.0.0.1:${backendPort}/health`),
    answers("frontend", `http://${shown === "localhost" ? "127.0.0.1" : shown}:${port}/`),
  ]);
  if (!stopping) say(`\nTodo Chatbot is running: http://${shown}:${port}\n\nPress Ctrl-C to stop.`);
}

/** The named environment variables that are set. */
function only(...names: string[]): NodeJS.ProcessEnv {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function launch(name: string, script: string, env: NodeJS.ProcessEnv) {
  // In its own process group, so that Ctrl-C reaches only this script, which then stops both in order.
  const flags = ["--enable-source-maps", ...(name === "backend" ? memoryFlags : [])];
  const child = spawn(process.execPath, [...flags, path.join(root, script)], {
    cwd: root,
    detached: true,
    env: { ...env, NODE_ENV: "production" },
    // The channel closes when this script exits, and the child exits with it.
    stdio: ["ignore", name === "frontend" ? "ignore" : "inherit", "inherit", "ipc"],
  });
  children.set(name, child);
  child.on("exit", (code, signal) => {
    children.delete(name);
    if (!stopping) fail(`The ${name} ended by itself (${signal ?? `exit code ${code}`}).`);
  });
}

async function answers(name: string, url: string) {
  const deadline = Date.now() + startLimitMs;
  while (!stopping) {
    const response = await fetch(url, { redirect: "manual" }).catch(() => null);
    await response?.body?.cancel();
    if (response && response.status < 500) return;
    if (Date.now() > deadline)
      fail(`The ${name} did not answer at ${url} within ${startLimitMs / 1000} seconds.`);
    await sleep(100);
  }
}

function fail(message: string) {
  if (stopping) return;
  process.stderr.write(`\n${message}\n`);
  stop(1);
}

function stop(code: number) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  if (children.size) say("\nStopping …");
  // The frontend first: nothing new arrives at a backend that is closing its database.
  for (const name of ["frontend", "backend"]) children.get(name)?.kill("SIGTERM");
  const timer = setTimeout(() => {
    for (const [name, child] of children) {
      process.stderr.write(`The ${name} did not stop within ${stopLimitMs / 1000} seconds and was killed.\n`);
      child.kill("SIGKILL");
    }
  }, stopLimitMs);
  timer.unref();
}

function portOf(variable: string, fallback: number): number {
  const value = process.env[variable] || String(fallback);
  const number = Number(value);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  process.stderr.write(`${variable} is “${value}”, which is not a port: use a number from 1 to 65535.\n`);
  process.exit(1);
}

async function requireFree(variable: string, wanted: number, address: string) {
  const taken = await new Promise<NodeJS.ErrnoException | null>((done) => {
    const probe = net.createServer();
    probe.once("error", done);
    probe.listen(wanted, address, () => probe.close(() => done(null)));
  });
  if (!taken) return;
  const why =
    taken.code === "EADDRINUSE"
      ? `Port ${wanted} is taken by another program. Stop it, or choose another port: ${variable}=${wanted + 1} make start`
      : `Port ${wanted} on ${address} cannot be used: ${taken.message}`;
  process.stderr.write(`${why}\n`);
  process.exit(1);
}

function say(text: string) {
  process.stdout.write(`${text}\n`);
}
