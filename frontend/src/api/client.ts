import type { Problem, ProblemCode } from "@todo-chatbot/contracts";
import { personHeader } from "@todo-chatbot/contracts/person-header";
import { messages } from "../messages/en.ts";
import { connection } from "./connection.ts";
import { shownPerson } from "./shown-person.ts";

/** The body of an error response: our problem format, or code and message from the account library. */
type Refusal = Omit<Partial<Problem>, "code"> & { code?: ProblemCode | (string & {}); message?: string };

/** A request that was refused or did not arrive. `message` is a sentence to show. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Refusal;

  constructor(status: number, problem: Refusal) {
    super(sentence(status, problem));
    this.status = status;
    this.code = problem.code ?? "internal";
    this.problem = problem;
  }

  /** Whether the server could not be reached; trying again later may help. */
  get away(): boolean {
    return this.status === 0 || [502, 503, 504].includes(this.status);
  }

  /** Whether the browser's session has ended or now belongs to another person. */
  get stranger(): boolean {
    return this.code === "unauthenticated" || this.code === "person_changed";
  }
}

function sentence(status: number, problem: Refusal): string {
  if (status === 0 || [502, 503, 504].includes(status)) return messages.faults.awayShort;
  if (status === 429) return messages.faults.rateLimited;
  if (status >= 500) return messages.faults.internal;
  const first = problem.errors?.[0];
  if (first) return `${first.path}: ${first.message}`;
  return problem.detail ?? problem.message ?? messages.faults.internal;
}

export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  body?: unknown;
  /** Sent unchanged instead of `body`; its type is in the headers. */
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal | null;
  /** Sends the request for the signed-in person instead of the one the page shows. */
  asAnyone?: boolean;
}

/**
 * One request to the API of this origin.
 * @throws {ApiError} for every unsuccessful response, and if there is none
 */
export async function send(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = "GET", body, file, headers, signal, asAnyone = false } = options;
  const person = asAnyone ? null : shownPerson.get();
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...(person === null ? {} : { [personHeader]: person }),
        ...headers,
      },
      body: file ?? (body === undefined ? null : JSON.stringify(body)),
      credentials: "same-origin",
      cache: "no-store",
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    connection.lost();
    throw new ApiError(0, { code: "backend_unavailable" });
  }
  if (response.ok) {
    connection.found();
    return response;
  }
  const problem = (await response.json().catch(() => ({}))) as Refusal;
  const error = new ApiError(response.status, problem);
  if (error.away) connection.lost();
  else connection.found();
  if (error.stranger) connection.doubt();
  throw error;
}

/** One request with a JSON response; undefined for an empty one. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const text = await response.text();
  return (text === "" ? null : JSON.parse(text)) as T;
}

/** `?a=1&b=2` from the defined values. */
export function queryString(values: Record<string, string | number | null | undefined>): string {
  const entries = Object.entries(values).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  return entries.length === 0
    ? ""
    : `?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`;
}
