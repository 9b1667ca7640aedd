/**
 * Reads JSON lines `{id, text, now, timeZone, locale?, weekStart?, tasks?, before?}` from stdin and writes what was
 * understood, one line each (`contract.ts` has their form); a line that is none is answered with an error.
 * With `--explain`, why it was understood so is written for people instead.
 */
import { createInterface } from "node:readline";
import { BadInput, inputOf, understood } from "./contract.ts";
import { explain } from "./explain.ts";

// Whoever reads may stop reading: `| head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const explains = process.argv.includes("--explain");

for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (line.trim() === "") continue;
  try {
    const input = inputOf(line);
    process.stdout.write(`${explains ? explain(input) : JSON.stringify(understood(input))}\n`);
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stdout.write(`${JSON.stringify({ id: idOf(line), error: error.message })}\n`);
  }
}

/** The id of a line that is not as it has to be, where it has one. */
function idOf(line: string): unknown {
  try {
    return (JSON.parse(line) as { id?: unknown } | null)?.id ?? null;
  } catch {
    return null;
  }
}
