import { describe } from "vitest";
import { installed } from "./run.ts";

/**
 * A suite that needs programs which a machine may lack: without them it is skipped, and its name says why.
 * @param programs names on the path
 * @param hint how to get the missing ones
 */
export function describeWith(programs: string[], hint: string, name: string, suite: () => void): void {
  const missing = programs.filter((program) => !installed(program));
  const reason = missing.length > 0 ? ` [skipped: ${missing.join(", ")} not found; ${hint}]` : "";
  describe.skipIf(missing.length > 0)(name + reason, () => suite());
}
