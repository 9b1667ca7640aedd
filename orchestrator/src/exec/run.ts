import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { Problem } from "../errors.ts";
import { type Redactor, Secret } from "./secret.ts";

/**
 * A command to run. Arguments are plain text by design: a Secret can only be passed through standard input or the
 * environment.
 */
export interface Command {
  file: string;
  args: readonly string[];
  cwd?: string;
  /** Added to the environment; `undefined` removes a variable. */
  env?: Record<string, string | Secret | undefined>;
  /** Replaces the whole environment instead of adding to it (agents get a minimal one). */
  cleanEnv?: boolean;
  /** Written to standard input, which is then closed; without it, the command gets no input. */
  input?: string | Secret;
  /** Milliseconds after which the whole process group is ended. Default 2 minutes. */
  timeout?: number;
  /** After the command has ended, also end what it left running in its process group. */
  sweep?: boolean;
  /** Called with each complete line of standard output and error as it comes. */
  onLine?: (line: string) => void;
  /** Called with the process id, which is also its group's, once it runs. */
  onStart?: (pid: number) => void;
  signal?: AbortSignal;
}

export interface CommandResult {
  /** null if it did not exit by itself, or never started. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /**
   * It was ended by the timeout. This is a failure regardless of the exit code: kubectl-ai, docker agent and kagent all
   * exit 0 on SIGTERM.
   */
  timedOut: boolean;
  canceled: boolean;
  /** The program is not installed. */
  missing: boolean;
  durationMs: number;
}

/** Runs commands. `processRunner` is the real one; tests pass their own. */
export interface Runner {
  run(command: Command): Promise<CommandResult>;
}

/** Default timeout of a command, in milliseconds. */
export const DEFAULT_TIMEOUT = 120_000;
const GRACE = 1_500;
const MAX_BUFFER = 32 * 1024 * 1024;
const living = new Set<number>();

/** Sends a signal to a whole process group. */
export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has already exited.
  }
}

/** Ends every running process group that this program started. Called when it is ended itself. */
export function killAll(): void {
  for (const pid of living) killGroup(pid, "SIGKILL");
  living.clear();
}

function environment(command: Command): Record<string, string | undefined> {
  const added: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(command.env ?? {}))
    added[name] = value instanceof Secret ? value.reveal() : value;
  return added;
}

function lines(onLine: (line: string) => void) {
  let rest = "";
  return (chunk: string | Buffer) => {
    const parts = (rest + chunk.toString()).split(/\r?\n|\r/);
    rest = parts.pop() ?? "";
    for (const part of parts) onLine(part);
  };
}

/** Starts real processes, each in its own process group so that its children can be killed with it. */
export const processRunner: Runner = {
  async run(command) {
    const started = performance.now();
    const child = execa(command.file, command.args, {
      ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
      env: environment(command),
      extendEnv: command.cleanEnv !== true,
      ...(command.input === undefined
        ? { stdin: "ignore" as const }
        : { input: command.input instanceof Secret ? command.input.reveal() : command.input }),
      detached: true,
      cleanup: false,
      reject: false,
      stripFinalNewline: false,
      maxBuffer: MAX_BUFFER,
    });
    const pid = child.pid;
    let timedOut = false;
    let canceled = false;
    let hardKill: NodeJS.Timeout | undefined;
    if (pid !== undefined) {
      living.add(pid);
      command.onStart?.(pid);
    }
    const end = () => {
      if (pid === undefined) return;
      killGroup(pid, "SIGTERM");
      hardKill ??= setTimeout(() => killGroup(pid, "SIGKILL"), GRACE);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, command.timeout ?? DEFAULT_TIMEOUT);
    const onAbort = () => {
      canceled = true;
      end();
    };
    if (command.signal?.aborted) onAbort();
    command.signal?.addEventListener("abort", onAbort, { once: true });
    if (command.onLine) {
      child.stdout?.on("data", lines(command.onLine));
      child.stderr?.on("data", lines(command.onLine));
    }
    const result = await child;
    clearTimeout(timer);
    clearTimeout(hardKill);
    command.signal?.removeEventListener("abort", onAbort);
    if (pid !== undefined) {
      if (timedOut || canceled || command.sweep) killGroup(pid, "SIGKILL");
      living.delete(pid);
    }
    const code = "code" in result ? result.code : undefined;
    return {
      exitCode: result.exitCode ?? null,
      stdout: String(result.stdout ?? ""),
      stderr: String(result.stderr ?? ""),
      timedOut,
      canceled,
      missing: code === "ENOENT" || code === "EACCES" || code === "ENOTDIR",
      durationMs: Math.round(performance.now() - started),
    };
  },
};

/** A background program, running until it is stopped. */
export interface Background {
  /** Whether it has exited by itself. */
  gone(): boolean;
  stop(): void;
}

/** Starts a program in the background, such as a port forward. Its output is discarded. */
export function startBackground(file: string, args: readonly string[]): Background {
  const child = execa(file, args, { stdio: "ignore", detached: true, cleanup: false, reject: false });
  const { pid } = child;
  let ended = pid === undefined;
  if (pid !== undefined) living.add(pid);
  void child.then(() => {
    ended = true;
    if (pid !== undefined) living.delete(pid);
  });
  return {
    gone: () => ended,
    stop() {
      if (pid !== undefined && !ended) killGroup(pid, "SIGKILL");
    },
  };
}

/** The path of a program on a path list, or null. Only looks at the file system; nothing is run. */
export function which(program: string, path = process.env.PATH ?? ""): string | null {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, program);
    if (folder && existsSync(file) && statSync(file).isFile()) return file;
  }
  return null;
}

/** A command in readable form: quoted where a shell would need it. */
export function commandLine(command: Pick<Command, "file" | "args">): string {
  return [command.file, ...command.args]
    .map((part) => (/^[\w@%+=:,./-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`))
    .join(" ");
}

/** The last lines of a command's output, redacted, for an error message. */
export function lastWords(result: CommandResult, redactor?: Redactor, count = 6): string {
  const text = `${result.stdout.trimEnd()}\n${result.stderr.trimEnd()}`.trim();
  const tail = text.split("\n").slice(-count).join("\n");
  return redactor ? redactor.redact(tail) : tail;
}

/**
 * Runs a command that must succeed.
 * @throws Problem `command_missing`, `command_timeout`, `interrupted`, `disk_full` or `command_failed`
 */
export async function must(runner: Runner, command: Command, redactor?: Redactor): Promise<CommandResult> {
  const result = await runner.run(command);
  const line = commandLine(command);
  if (result.missing)
    throw new Problem("command_missing", `${command.file} is not installed.`, `Install ${command.file}.`);
  if (result.canceled) throw new Problem("interrupted", `${line} was interrupted.`);
  if (result.timedOut)
    throw new Problem(
      "command_timeout",
      `${line} did not end within ${Math.round((command.timeout ?? DEFAULT_TIMEOUT) / 1000)} s.`,
      "Run it by hand to see what it waits for.",
    );
  if (result.exitCode !== 0) {
    const words = lastWords(result, redactor);
    if (/no space left on device|ENOSPC|disk quota exceeded/i.test(`${result.stdout}${result.stderr}`))
      throw new Problem(
        "disk_full",
        `The disk is full: ${line} could not write.\n${words}`,
        "Free space (docker system prune, minikube ssh -- docker image prune), then run again; it resumes here.",
      );
    throw new Problem("command_failed", `${line} ended with exit code ${result.exitCode}.\n${words}`);
  }
  return result;
}
