import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Problem, ProblemCode } from "@todo-chatbot/contracts";

/** Why a request is not served. `detail` is for a person: what is wrong and what to do. */
export interface Refusal {
  status: number;
  title: string;
  code: ProblemCode;
  detail: string;
  headers?: Record<string, string>;
}

/** Answers with a problem (RFC 9457), in the form the backend gives it. */
export function sendProblem(response: ServerResponse, refusal: Refusal): void {
  const { body, headers } = describe(refusal);
  response.writeHead(refusal.status, refusal.title, headers).end(body);
}

/** The same on a connection whose request could not be parsed; closes it. */
export function endWithProblem(connection: Duplex, refusal: Refusal): void {
  const { body, headers } = describe(refusal);
  const lines = Object.entries({ ...headers, Connection: "close" }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  connection.end(`HTTP/1.1 ${refusal.status} ${refusal.title}\r\n${lines.join("\r\n")}\r\n\r\n${body}`, () =>
    connection.destroy(),
  );
}

function describe({ status, title, code, detail, headers }: Refusal) {
  const problem: Problem = { type: "about:blank", title, status, detail, code };
  const body = JSON.stringify(problem);
  return {
    body,
    headers: {
      "Content-Type": "application/problem+json",
      "Content-Length": String(Buffer.byteLength(body)),
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  };
}
