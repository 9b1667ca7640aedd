import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readIfThere } from "../files.ts";
import { commandLine, DEFAULT_TIMEOUT, killGroup, type Runner } from "./run.ts";

/** What is noted of a command while it runs. */
interface Note {
  line: string;
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
      let file: string | undefined;
      const result = await runner.run({
        ...command,
        onStart(pid) {
          file = join(folder, String(pid));
          // What is swept away after its end is of no use without the run that asked for it.
          const until = command.sweep ? 0 : Date.now() + (command.timeout ?? DEFAULT_TIMEOUT);
          const note: Note = { line: commandLine(command), began: beganAt(pid) ?? "", until };
          mkdirSync(folder, { recursive: true });
          writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
        },
      });
      if (file) rmSync(file, { force: true });
      return result;
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
      if (note) await awaitEnd(Number(name), note, say);
      rmSync(join(folder, name), { force: true });
    }),
  );
}

async function awaitEnd(pid: number, { line, began, until }: Note, say: (message: string) => void) {
  const runs = () => beganAt(pid) === began;
  if (runs() && Date.now() < until) say(`waiting for ${line}, which the run before left behind`);
  while (runs()) {
    if (Date.now() >= until) killGroup(pid, "SIGKILL");
    await new Promise((done) => setTimeout(done, PAUSE));
  }
}

/** A note, or null for one that was cut off while it was written. */
function parse(text: string | null): Note | null {
  try {
    return text ? (JSON.parse(text) as Note) : null;
  } catch {
    return null;
  }
}
