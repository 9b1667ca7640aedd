import { readFileSync } from "node:fs";

/**
 * Calls `ended` once any of the processes that started this one is gone, for whatever reason: `make` or npm. A shell
 * between them passes no signal on when it is killed.
 * @param command process id of the outermost one; those in between are found through /proc
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
