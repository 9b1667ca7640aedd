/** Node's error codes for a connection that could not be opened or was lost. */
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "EPIPE",
  "ENOENT",
]);

/** Errors without a code from pg. */
const messages =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end)/i;

/**
 * Whether an error or its cause means that the database is unavailable: no connection, or
 * SQLSTATE class 08 (connection), 57P01-57P05 (shutdown, crash, starting), 53300 (too many connections),
 * 25006 (a standby that takes no writes). See PostgreSQL, Appendix A.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    const fromNode = "syscall" in at && networkCodes.has(code);
    if (fromNode || /^(08...|57P0[1-5]|53300|25006)$/.test(code) || messages.test(at.message)) return true;
    if (at instanceof AggregateError && at.errors.some(isDatabaseUnavailable)) return true;
  }
  return false;
}
