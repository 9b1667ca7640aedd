import { type DestinationStream, type Logger, pino } from "pino";
import type { Config } from "../config.ts";

const secrets = [
  "password",
  "currentPassword",
  "newPassword",
  "token",
  "key",
  "apiKey",
  "secret",
  "authorization",
  "cookie",
];

/**
 * Log lines as JSON on stdout, without secret or private data: no headers, bodies, queries or values of
 * SQL parameters.
 */
export function createLogger(level: Config["logLevel"], destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
    serializers: {
      err: describeError,
      error: describeError,
      details: (all: unknown[]) => all.map(describeDetail),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

interface DescribedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: unknown;
}

/** An error without values of parameters, which Drizzle puts into messages and PostgreSQL into details. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === "string" ? error : undefined;
  const described: DescribedError = {
    type: error.constructor.name,
    message: "params" in error ? "A query failed." : error.message,
  };
  if ("code" in error && typeof error.code === "string") described.code = error.code;
  const frames = error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12);
  if (frames && depth === 0) described.stack = frames.join("\n");
  if (error.cause !== undefined && depth < 4) described.cause = describeError(error.cause, depth + 1);
  return described;
}

function describeDetail(detail: unknown): unknown {
  return detail instanceof Error ? describeError(detail) : typeof detail;
}
