import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readIfThere } from "../files.ts";
import { commandLine, DEFAULT_TIMEOUT, killGroup, processRunner, type Runner } from "./run.ts";

/** What is noted of a command from just before it is started until it has ended. */
interface Note {
  line: string;
  args: string;
  /** Null while it is being started. */
  pid: number | null;
  /** When the process began, as the system counts, so that another with the same id is told apart. */
  began: string;
  /** Time of day in milliseconds after which nobody waits for it any more. */
  until: number;
}

const PAUSE = 100;

/** Where the notes lie. */
export const runningFolder = (stateFolder: string) => join(stateFolder, "running");

/** When a process began; null once it has ended, "" where the system does not say. */
function beganAt(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return null;
  }
  // Linux' proc(5): after the name in brackets come the state and, 19 fields on, the start time.
  const fields = readIfThere(`/proc/${pid}/stat`)
    ?.replace(/^.*\) /s, "")
    .split(" ");
  if (!fields) return "";
  return fields[0] === "Z" ? null : (fields[19] ?? "");
}

/**
 * A runner that notes in a folder which commands are going on. One that is killed with -9 leaves them running:
 * the next run must not build or install beside them.
 */
export function noting(runner: Runner, folder: string): Runner {
  return {
    async run(command) {
      const file = join(folder, randomUUID());
      // In one step: the run may be killed in the middle of this, too.
      const write = (note: Note) => {
        writeFileSync(`${file}.next`, JSON.stringify(note), { mode: 0o600 });
        renameSync(`${file}.next`, file);
      };
      // What is swept away after its end is of no use without the run that asked for it.
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
 * Waits for commands that a killed run left running, each as long as that run would have, then ends it.
 * @param say told of each command that is waited for
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
      // One that was found by its words alone may be somebody else's: it is left alone.
      if (note.pid === null) return;
      killGroup(pid, "SIGKILL");
    }
    await sleep(PAUSE);
  }
}

/** The process of a command that was killed for so early that its id was not noted; null when there is none. */
async function processOf(args: string): Promise<number | null> {
  if (args === "") return null;
  // A process that is only just made still bears the name of the one that made it.
  await sleep(PAUSE);
  const { stdout } = await processRunner.run({ file: "ps", args: ["-eo", "pid=,args="] });
  const found = stdout.split("\n").find((line) => line.trimEnd().endsWith(args));
  return found ? Number.parseInt(found, 10) : null;
}

/** A note, or null for one that was cut off while it was written. */
function parse(text: string | null): Note | null {
  try {
    return text ? (JSON.parse(text) as Note) : null;
  } catch {
    return null;
  }
}
