import { unzipSync } from "fflate";
import { LimitError, ValidationError } from "../errors.ts";

/** More than any export of tasks needs. */
const mostBytes = 64 * 1_048_576;

export const isZip = (bytes: Uint8Array) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/**
 * The files of a ZIP archive whose names match, with their names.
 * @throws {ValidationError} if it cannot be read.
 * @throws {LimitError} if they are too large in total.
 */
export function filesOf(bytes: Uint8Array, fits: RegExp): { name: string; bytes: Uint8Array }[] {
  let total = 0;
  let tooLarge = false;
  try {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!fits.test(name) || tooLarge) return false;
        total += originalSize;
        tooLarge = total > mostBytes;
        return !tooLarge;
      },
    });
    if (tooLarge) throw new LimitError("This archive is too large to read. Split it.");
    return Object.entries(found).map(([name, content]) => ({ name, bytes: content }));
  } catch (cause) {
    if (cause instanceof LimitError) throw cause;
    throw new ValidationError([{ path: "", message: "is not a ZIP archive that can be read" }], { cause });
  }
}
