import { describe } from "vitest";
import { installed } from "./run.ts";

/**
 * A suite that needs programs a machine may lack: without them it is skipped, and its name says why.
 * @param programs names on the path
 * @param hint how to get the missing ones
 * @param lacking further requirements this machine lacks; may be empty
 */
export function describeWith(
  programs: string[],
  hint: string,
  name: string,
  suite: () => void,
  lacking = "",
): void {
  const missing = programs.filter((program) => !installed(program));
  const why = missing.length > 0 ? `${missing.join(", ")} not found; ${hint}` : lacking;
  describe.skipIf(why !== "")(name + (why && ` [skipped: ${why}]`), () => suite());
}
