import type { Socket } from "node:net";
import { problemBody, problemType } from "./problem.ts";

const unreadable = {
  HPE_HEADER_OVERFLOW: [
    431,
    "payload_too_large",
    "Request Header Fields Too Large",
    "The headers are too long.",
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    "validation_failed",
    "Request Timeout",
    "The request did not arrive in time.",
  ],
} as const;

const malformed = [400, "validation_failed", "Bad Request", "The request breaks the rules of HTTP."] as const;

/** Answers a request that Node could not parse, and closes its connection. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const [status, code, title, detail] = unreadable[error.code as keyof typeof unreadable] ?? malformed;
  const body = JSON.stringify(problemBody(status, code, title, detail));
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${problemType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
