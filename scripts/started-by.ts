import { readFileSync } from "node:fs";

/**
 * Calls `ended` once one of the processes that this one was started by is gone, however it went: the command
 * `make` or npm that a person sees. A shell between the two passes nothing on when it is killed.
 * @param command process id of the outermost of them; those between are found where the system tells
 */
export function watchStarters(command: number | undefined, ended: () => void): void {
  const direct = process.ppid;
  const watched = [direct, ...above(direct, command)];
  const timer = setInterval(() => {
    if (process.ppid === direct && watched.every(isAlive)) return;
    clearInterval(timer);
    ended();
  }, 500);
  timer.unref();
}

/** From the parent of `pid` up to `command`. */
function above(pid: number, command: number | undefined): number[] {
  if (command === undefined || pid === command) return [];
  const parent = parentOf(pid);
  // Without /proc at least the two ends are watched.
  return parent === null || parent <= 1 ? [command] : [parent, ...above(parent, command)];
}

function parentOf(pid: number): number | null {
  try {
    return (
      Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) || null
    );
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
