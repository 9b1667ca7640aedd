import { randomUUID } from "node:crypto";

/** Somebody with an account, who sends requests from a network address of their own. */
export interface Person {
  url: string;
  email: string;
  /** Headers of every request: the session, and the client address as a proxy would send it. */
  headers: Record<string, string>;
}

/** A person whose password is known. */
export interface Account extends Person {
  password: string;
}

/** A client address of its own (RFC 2544 sets 198.18.0.0/15 aside for measurements). */
export function anyAddress(): string {
  const byte = () => Math.floor(Math.random() * 256);
  return `198.${18 + (byte() % 2)}.${byte()}.${byte()}`;
}

/** Makes an account. */
export async function signUp(url: string): Promise<Account> {
  const email = `${randomUUID()}@example.org`;
  const password = randomUUID();
  const headers = { origin: url, "x-forwarded-for": anyAddress() };
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ name: "Chaos", email, password }),
  });
  if (!answer.ok) throw new Error(`The sign-up was answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return { url, email, password, headers: { ...headers, cookie } };
}

/** Sends a body of any kind and reads the whole answer. */
export async function send(
  person: Person,
  method: string,
  path: string,
  body?: { type: string; content: string },
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<{ status: number; text: string }> {
  const answer = await fetch(person.url + path, {
    method,
    headers: { ...person.headers, ...(body && { "content-type": body.type }) },
    ...(body && { body: body.content }),
    signal,
  });
  return { status: answer.status, text: await answer.text() };
}

/** A body of JSON. */
export const json = (value: unknown) => ({ type: "application/json", content: JSON.stringify(value) });

/** Undoes the last change. Returns the status. */
export async function undoLast(person: Person, signal?: AbortSignal): Promise<number> {
  const log = await send(person, "GET", "/api/v1/activity?limit=1", undefined, signal);
  if (log.status !== 200) return log.status;
  const { items } = JSON.parse(log.text) as { items: { id: string }[] };
  const undone = await send(person, "POST", "/api/v1/undo", json({ changeId: items[0]?.id ?? "" }), signal);
  return undone.status;
}
