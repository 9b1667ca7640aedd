import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere } from "../files.ts";
import { commandLine, DEFAULT_TIMEOUT, killGroup, processRunner, type Runner } from "./run.ts";

/** The record of a running command, kept from just before it starts until it has ended. */
interface Note {
  line: string;
  args: string;
  /** Null while it is being started. */
  pid: number | null;
  /** Start time of the process as counted by the kernel, which distinguishes it from a later one with the same id. */
  began: string;
  /** Epoch milliseconds at which waiting for it ends. */
  until: number;
}

const PAUSE = 100;

/** The folder of these records. */
export const runningFolder = (stateFolder: string) => join(stateFolder, "running");

/** When a process started; null once it has ended, "" if the system does not provide it. */
function beganAt(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return null;
  }
  // Linux' proc(5): after the name in brackets come the state and, 19 fields later, the start time.
  const fields = readIfThere(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  if (!fields) return "";
  return fields[0] === "Z" ? null : (fields[19] ?? "");
}

/**
 * A runner that records in a folder which commands are running. A run killed with -9 leaves them behind, and the next
 * run must not build or install at the same time.
 */
export function noting(runner: Runner, folder: string): Runner {
  return {
    async run(command) {
      const file = join(folder, randomUUID());
      // Atomically, because the run may be killed here as well.
      const write = (note: Note) => {
        writeFileSync(`${file}.next`, JSON.stringify(note), { mode: 0o600 });
        renameSync(`${file}.next`, file);
      };
      // Commands that are swept with their group are useless without the run that started them.
      const until = command.sweep ? 0 : Date.now() + (command.timeout ?? DEFAULT_TIMEOUT);
      const note: Note = {
        line: commandLine(command),
        args: command.args.join(" "),
        pid: null,
        began: "",
        until,
      };
      mkdirSync(folder, { recursive: true });
      write(note);
      try {
        return await runner.run({
          ...command,
          onStart: (pid) => write({ ...note, pid, began: beganAt(pid) ?? "" }),
        });
      } finally {
        rmSync(file, { force: true });
      }
    },
  };
}

/**
 * Waits for commands that a killed run left behind, each for as long as that run would have, then kills them.
 * @param say called for each command that is waited for
 */
export async function awaitOrphans(folder: string, say: (message: string) => void): Promise<void> {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  await Promise.all(
    names.map(async (name) => {
      const text = readIfThere(join(folder, name));
      const note = parse(text);
      if (note) await awaitEnd(note, say);
      rmSync(join(folder, name), { force: true });
    }),
  );
}

async function awaitEnd(note: Note, say: (message: string) => void) {
  const { line, until } = note;
  const pid = note.pid ?? (Date.now() < until ? await processOf(note.args) : null);
  const began = note.pid === null && pid !== null ? beganAt(pid) : note.began;
  if (pid === null || began === null) return;
  const runs = () => beganAt(pid) === began;
  if (runs() && Date.now() < until) say(`waiting for ${line}, which the run before left behind`);
  while (runs()) {
    if (Date.now() >= until) {
      // A process found only by its command line may be somebody else's and is left alone.
      if (note.pid === null) return;
      killGroup(pid, "SIGKILL");
    }
    await sleep(PAUSE);
  }
}

/** The process of a command whose run was killed before its id was recorded; null if there is none. */
async function processOf(args: string): Promise<number | null> {
  if (args === "") return null;
  // A process that was only just forked still has its parent's command line.
  await sleep(PAUSE);
  const { stdout } = await processRunner.run({ file: "ps", args: ["-eo", "pid=,args="] });
  const found = stdout.split("\n").find((line) => line.trimEnd().endsWith(args));
  return found ? Number.parseInt(found, 10) : null;
}

/** Parses a record; null if it is truncated. */
function parse(text: string | null): Note | null {
  try {
    return text ? (JSON.parse(text) as Note) : null;
  } catch {
    return null;
  }
}
