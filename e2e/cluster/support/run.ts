import { spawn, spawnSync } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export const root = path.resolve(import.meta.dirname, "../../..");

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  input?: string;
  env?: Record<string, string>;
  /** Default: the project's root. */
  cwd?: string;
  /** Milliseconds until the program is killed; default: ten minutes. */
  timeoutMs?: number;
}

/** Runs a program to its end, whatever its exit code. @throws Error when it cannot start or takes too long */
export async function attempt(program: string, args: string[], options: RunOptions = {}): Promise<Result> {
  const timeoutMs = options.timeoutMs ?? 600_000;
  const child = spawn(program, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const text = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    text.stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    text.stderr += chunk;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  const code = await new Promise<number>((done, fail) => {
    child.on("error", fail);
    child.on("close", (exit) => done(exit ?? 128));
  }).finally(() => clearTimeout(timer));
  if (late) throw new Error(`${program} ${args[0]} took longer than ${timeoutMs / 1000} s.\n${text.stderr}`);
  return { code, ...text };
}

/** Runs a program and returns what it prints. @throws Error when it fails: its last message first, then all of them */
export async function run(program: string, args: string[], options: RunOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await attempt(program, args, options);
  if (code !== 0) {
    // Totals show an error's first line only.
    const last = (stderr || stdout).trim().split("\n").at(-1);
    throw new Error(`${last} (${program} ${args.join(" ")} ended with ${code})\n${stderr}${stdout}`);
  }
  return stdout;
}

/** Whether a program can be found. */
export function installed(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;
}

/**
 * Polls until there is a result.
 * @param what for the message, such as "the pods to be Ready"
 * @param probe undefined or false: not yet; an error it throws is kept for the message
 */
export async function until<T>(
  what: string,
  timeoutMs: number,
  probe: () => Promise<T | undefined | false>,
  everyMs = 500,
): Promise<T> {
  const end = performance.now() + timeoutMs;
  let last: unknown = "no answer yet";
  while (performance.now() < end) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`Waited ${timeoutMs / 1000} s for ${what}: ${last}`);
}
