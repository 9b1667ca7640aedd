import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const everyMs = 500;

/** The resident set of a process, in MB of 1,048,576 bytes. */
export async function residentMb(pid: number): Promise<number> {
  const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / 1024;
}

/** Samples the memory of a process. */
export function watchMemory(pid: number): { stop(): { peakMb: number } } {
  let peakMb = 0;
  const timer = setInterval(() => {
    residentMb(pid).then(
      (mb) => {
        peakMb = Math.max(peakMb, mb);
      },
      // The process is gone; its clients will report that.
      () => {},
    );
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return { peakMb };
    },
  };
}
