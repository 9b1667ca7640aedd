import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The server as a process of its own. */
export interface ServerProcess {
  url: string;
  /** Ends it with a signal and waits until it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
}

const main = fileURLToPath(new URL("../../main.ts", import.meta.url));

/** Starts the server on a free port with these settings, and waits until it is ready. */
export async function startServerProcess(settings: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      BACKEND_PORT: "0",
      SIGN_UPS_PER_ADDRESS: "1000",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  let errors = "";
  child.stderr.on("data", (bytes: Buffer) => {
    errors += bytes;
  });
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    const entry = parse(line);
    if (entry.msg === "listening") url = String(entry.url);
    if (entry.msg === "ready") break;
  }
  if (child.exitCode !== null || url === "") throw new Error(`The server did not start: ${errors}`);
  child.stdout.resume();
  return {
    url,
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

function parse(line: string): { msg?: string; url?: string } {
  try {
    return JSON.parse(line);
  } catch {
    return {};
  }
}
