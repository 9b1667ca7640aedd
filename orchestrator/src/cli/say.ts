/** Prints a result: lines for the user, one object for `--json`. */
export type Say = (lines: readonly string[], data: Record<string, unknown>) => void;
