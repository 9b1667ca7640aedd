import { createInterface } from "node:readline/promises";
import { messageOf, Problem } from "../errors.ts";
import { killAll } from "../exec/run.ts";
import { jsonRenderer, plainRenderer, styleFor } from "../render/plain.ts";
import { terminalRenderer } from "../render/terminal.ts";
import type { Context } from "../run/context.ts";
import type { Listener } from "../run/events.ts";
import { EXIT, exitCodeOf } from "./exit-codes.ts";
import type { Options } from "./options.ts";
import type { Say } from "./say.ts";

/** Writes to standard output. */
export const out = (text: string) => process.stdout.write(text);
/** Writes to standard error. */
export const err = (text: string) => process.stderr.write(text);

function colourful(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR !== undefined ? FORCE_COLOR !== "0" : process.stdout.isTTY === true && TERM !== "dumb";
}

/** The renderer for the events of a run: JSON lines, plain text, or a terminal that redraws. */
export function rendererFor(options: Options): Listener {
  if (options.json) return jsonRenderer(out);
  const style = styleFor(colourful());
  if (!process.stdout.isTTY || process.env.TERM === "dumb" || process.env.CI)
    return plainRenderer(out, style);
  const screen = { write: out, columns: () => process.stdout.columns, rows: () => process.stdout.rows };
  return terminalRenderer(screen, style);
}

/** How a command prints its result. */
export const sayFor =
  (options: Options): Say =>
  (lines, data) =>
    out(options.json ? `${JSON.stringify(data)}\n` : `${lines.join("\n")}\n`);

/** Prints what failed and returns the exit code. */
export function report(error: unknown, json: boolean): number {
  const problem = error instanceof Problem ? error : null;
  const code = problem?.code ?? "check_failed";
  if (json)
    out(
      `${JSON.stringify({ type: "problem", code, message: messageOf(error), remedy: problem?.remedy ?? "" })}\n`,
    );
  else {
    const style = styleFor(colourful());
    err(`${style.red(`[${code}]`)} ${messageOf(error)}\n`);
    if (problem?.remedy) err(`${style.bold("What to do:")} ${problem.remedy}\n`);
    if (!problem && process.env.DEBUG && error instanceof Error) err(`${error.stack}\n`);
  }
  return exitCodeOf(code);
}

/** Asks for confirmation. @throws Problem `usage` if there is nobody to ask */
export async function confirmed(context: Context, options: Options, what: string): Promise<boolean> {
  if (options.yes) return true;
  if (options.json || !process.stdin.isTTY)
    throw new Problem(
      "usage",
      `This would ${what}, and there is no terminal to confirm it on.`,
      "Pass --yes.",
    );
  const asker = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test(await asker.question(`${context.contract.application}: ${what}? [y/N] `));
  } finally {
    asker.close();
  }
}

/** A signal that is aborted by the first SIGINT or SIGTERM; the second one exits immediately. */
export function interruption(): AbortSignal {
  const abort = new AbortController();
  const stop = () => {
    if (abort.signal.aborted) {
      killAll();
      process.exit(EXIT.interrupted);
    }
    err("\nStopping the running tasks. Press Ctrl-C again to exit at once.\n");
    abort.abort();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return abort.signal;
}
