import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { freePort, scratchFolder, startBackend } from "../support/stack.ts";

// Kills each process between the terminal and the servers, and checks that nothing is left.

const root = path.resolve(import.meta.dirname, "../..");
const scratch = scratchFolder();
const secret = "only for the backend ".repeat(3);
const started: ChildProcess[] = [];

afterAll(() => {
  for (const child of started) {
    for (const { pid } of treeOf(Number(child.pid))) kill(pid, "SIGKILL");
  }
  scratch.remove();
});

interface Process {
  pid: number;
  parent: number;
  command: string;
}

function processes(): Process[] {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).trim().split("\n");
  return lines.map((line) => {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return { pid: Number(pid), parent: Number(parent), command };
  });
}

/** A process with all that it started, from the top. */
function treeOf(pid: number): Process[] {
  const all = processes();
  const below = (parent: number): Process[] =>
    all.filter((one) => one.parent === parent).flatMap((one) => [one, ...below(one.pid)]);
  return [...all.filter((one) => one.pid === pid), ...below(pid)];
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
}

function isRunning({ pid, command }: Process): boolean {
  return processes().some((one) => one.pid === pid && one.command === command);
}

async function makeStart(folder: string) {
  const [port, backendPort] = [await freePort(), await freePort()];
  const child = spawn("make", ["start"], {
    cwd: root,
    detached: true,
    env: {
      ...process.env,
      PORT: String(port),
      BACKEND_PORT: String(backendPort),
      DATA_DIR: folder,
      LOG_LEVEL: "info",
      BETTER_AUTH_SECRET: secret,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk;
    });
  }
  await expect.poll(() => output, { timeout: 240_000, interval: 200 }).toContain("is running:");
  return { child, output: () => output };
}

const links: [string, RegExp][] = [
  ["make", /^make start/],
  ["npm", /^npm (run )?.*start/],
  ["the script", /scripts\/start\.ts/],
];

describe.each(links)("when %s is killed", (_name, pattern) => {
  it.each(["SIGTERM", "SIGKILL"] as const)(
    "by %s, the servers end in order and leave the data folder",
    async (signal) => {
      const folder = path.join(scratch.path, `${signal}-${pattern.source.replaceAll(/\W/g, "")}`);
      const { child, output } = await makeStart(folder);
      const tree = treeOf(Number(child.pid));
      const victim = tree.find(({ command }) => pattern.test(command));
      const servers = tree.filter(({ command }) => /dist\/main\.js|standalone/.test(command));
      expect({ victim, servers }).toMatchObject({ victim: expect.anything(), servers: [{}, {}] });
      for (const { pid, command } of servers) {
        const own = command.includes("standalone") ? "none" : "all";
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        expect({ own, has: environment.includes(secret) }).toEqual({ own, has: own === "all" });
        expect({ own, has: environment.includes(folder) }).toEqual({ own, has: own === "all" });
      }
      kill(Number(victim?.pid), signal);
      if (victim?.pid === child.pid) await once(child, "exit");
      await expect.poll(() => tree.filter(isRunning), { timeout: 60_000, interval: 200 }).toEqual([]);
      // The backend was not cut off: it closed its database.
      await expect.poll(output, { timeout: 10_000 }).toContain('"stopped"');
      // And its data folder is free again.
      const next = await startBackend({ DATA_DIR: folder });
      await next.stop();
    },
    400_000,
  );
});
