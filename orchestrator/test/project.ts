import { spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Stamped } from "../src/run/events.ts";

const MAIN = resolve(import.meta.dirname, "../src/main.ts");

/** An event by its type. */
export type Event<Type extends Stamped["type"]> = Extract<Stamped, { type: Type }>;

/** A command that has ended. */
export class Ended {
  /** The exit code; null if it was killed. */
  readonly code: number | null;
  readonly events: readonly Stamped[];
  readonly output: string;

  constructor(code: number | null, events: readonly Stamped[], output: string) {
    this.code = code;
    this.events = events;
    this.output = output;
  }

  /** The last event of a run; undefined if it did not end. */
  get end(): Event<"run.end"> | undefined {
    return this.events.findLast((event) => event.type === "run.end");
  }

  /** What the run failed with. */
  get problem(): Event<"run.end">["problem"] {
    return this.end?.problem;
  }

  /** How a task ended, by its label. */
  task(label: string): Event<"task.end"> | undefined {
    return this.events.filter((event) => event.type === "task.end").find(({ task }) => task === label);
  }
}

/** An application that is deployed from its folder. */
export class Project {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.env = env;
  }

  /** Runs the command line as a process. `kill` names the event at which it is sent `signal`. */
  run(
    args: readonly string[],
    kill: (event: Stamped) => boolean = () => false,
    signal: NodeJS.Signals = "SIGKILL",
  ): Promise<Ended> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [MAIN, ...args], {
        cwd: this.folder,
        env: this.env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      const events: Stamped[] = [];
      let output = "";
      let rest = "";
      let killed = false;
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        const lines = (rest + chunk.toString()).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          if ((killed && signal === "SIGKILL") || !line.startsWith("{")) continue;
          const event = JSON.parse(line) as Stamped;
          events.push(event);
          if (killed || !kill(event)) continue;
          killed = true;
          child.kill(signal);
        }
      });
      child.stderr.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
      child.on("close", (code) => done(new Ended(code, events, output)));
    });
  }

  up(...more: string[]): Promise<Ended> {
    return this.run(["up", "--yes", "--json", ...more]);
  }
}
