import { parseArgs } from "node:util";

/** How much chaos; 0 skips a part. */
export interface Options {
  /** Of hostile load. */
  seconds: number;
  /** Of kill -9 under writes. */
  rounds: number;
}

/** Reads the command line. @throws {Error} with what to write instead. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: { seconds: { type: "string", default: "120" }, rounds: { type: "string", default: "30" } },
  });
  const whole = (name: keyof Options, most: number): number => {
    const given = values[name];
    if (/^\d{1,6}$/.test(given) && Number(given) <= most) return Number(given);
    throw new Error(`--${name} is “${given}”: use a whole number from 0 to ${most}.`);
  };
  return { seconds: whole("seconds", 36_000), rounds: whole("rounds", 1000) };
}
