import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, scratchFolder } from "../support/stack.ts";

// `make start` as a newcomer experiences it: a fresh clone, an empty home folder, the machine's own Node.
// Uses the machine's npm cache, so that the measured time does not depend on the network.

const root = path.resolve(import.meta.dirname, "../..");
const scratch = scratchFolder();
const clone = path.join(scratch.path, "clone");
const home = path.join(scratch.path, "home");
const machineNode = path.dirname(machinesOwn("node"));
const npmCache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
const started: ChildProcess[] = [];

beforeAll(() => {
  mkdirSync(home);
  execFileSync("git", ["clone", "-q", "--no-hardlinks", root, clone]);
});

afterAll(async () => {
  for (const child of started)
    if (child.exitCode === null && child.signalCode === null) process.kill(-Number(child.pid), "SIGKILL");
  scratch.remove();
});

describe("make start", () => {
  it("installs, builds, runs, prints one address, and ends cleanly on Ctrl-C; its data survives", async () => {
    const port = await freePort();
    const backendPort = await freePort();
    const begin = Date.now();
    const first = makeStart({ PORT: String(port), BACKEND_PORT: String(backendPort) });
    const url = await first.address(600_000);
    const firstSeconds = (Date.now() - begin) / 1000;
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const page = await fetch(`${url}/sign-in`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Sign in");

    const account = { name: "Robin", email: "robin@example.org", password: "correct horse battery" };
    expect((await post(`${url}/api/auth/sign-up/email`, account)).status).toBe(200);
    expect(await first.interrupt()).toBe(0);
    expect(await isFree(port)).toBe(true);
    expect(await isFree(backendPort)).toBe(true);

    const again = Date.now();
    const second = makeStart({ PORT: String(port), BACKEND_PORT: String(backendPort) });
    await second.address(60_000);
    const secondSeconds = (Date.now() - again) / 1000;
    const { email, password } = account;
    expect((await post(`${url}/api/auth/sign-in/email`, { email, password })).status).toBe(200);
    await second.interrupt();
    console.info(
      `make start from a fresh clone: ${firstSeconds.toFixed(1)} s; again: ${secondSeconds.toFixed(1)} s`,
    );
  }, 400_000);

  it("says which port is taken and what to do", async () => {
    const port = await freePort();
    const holder = net.createServer().listen(port, "127.0.0.1");
    await once(holder, "listening");
    const run = makeStart({ PORT: String(port), BACKEND_PORT: String(await freePort()) });
    const code = await run.exited;
    holder.close();
    expect(code).not.toBe(0);
    expect(run.output()).toContain(`Port ${port} is taken by another program`);
    expect(run.output()).toContain(`PORT=${port + 1} make start`);
  }, 120_000);

  it("names the variable when a setting is wrong", async () => {
    const run = makeStart({ PORT: "eighty" });
    expect(await run.exited).not.toBe(0);
    expect(run.output()).toContain("PORT is “eighty”, which is not a port");
  }, 120_000);
});

function makeStart(env: Record<string, string>) {
  const child = spawn("make", ["start"], {
    cwd: clone,
    detached: true,
    env: { PATH: bareBoneFolders(), HOME: home, npm_config_cache: npmCache, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  child.stdout?.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    output += chunk;
  });
  const exited = once(child, "exit").then(([code]) => code as number | null);
  return {
    output: () => output,
    exited,
    /** The address it prints. */
    address: async (limitMs: number) => {
      const deadline = Date.now() + limitMs;
      while (Date.now() < deadline) {
        const found = /running: (http:\/\/\S+)/.exec(output);
        if (found?.[1]) return found[1];
        if (child.exitCode !== null) break;
        await sleep(100);
      }
      throw new Error(`make start printed no address:\n${output}`);
    },
    /** What a terminal does on Ctrl-C: SIGINT to the whole foreground group. */
    interrupt: async () => {
      process.kill(-Number(child.pid), "SIGINT");
      await exited;
      return child.signalCode === "SIGINT" ? 0 : child.exitCode === 130 ? 0 : child.exitCode;
    },
  };
}

/** PATH with the system's folders and the machine's Node, without this project's own binaries. */
function bareBoneFolders(): string {
  const folder = path.join(scratch.path, "bin");
  if (!existsSync(folder)) {
    mkdirSync(folder);
    for (const name of ["node", "npm", "npx"]) symlinkSync(machinesOwn(name), path.join(folder, name));
  }
  return `${folder}:${machineNode}:/usr/local/bin:/usr/bin:/bin`;
}

function machinesOwn(name: string): string {
  const folders = (process.env.PATH ?? "").split(":").filter((folder) => !folder.includes("node_modules"));
  const found = folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`${name} is not on this machine's PATH`);
  return found;
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer().listen(port, "127.0.0.1");
  const free = await Promise.race([
    once(server, "listening").then(() => true),
    once(server, "error").then(() => false),
  ]);
  if (free) await new Promise((done) => server.close(done));
  return free;
}

function post(url: string, body: unknown): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(url).origin },
    body: JSON.stringify(body),
  });
}
