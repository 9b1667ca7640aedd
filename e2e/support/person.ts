import { randomUUID } from "node:crypto";

/** Someone with an account, who uses the site like their browser does. */
export interface Person {
  email: string;
  /** Value of the Cookie header. */
  cookie: string;
  /** Sends JSON, or nothing. */
  send: (method: string, path: string, body?: unknown) => Promise<Response>;
  /** Creates an API key with all scopes. */
  makeKey: () => Promise<string>;
}

/** Creates an account on the site at `url` and signs in to it. */
export async function signUp(url: string): Promise<Person> {
  const password = "correct horse battery";
  const email = `${randomUUID()}@example.org`;
  const person: Person = {
    email,
    cookie: "",
    send: (method, path, body) =>
      fetch(url + path, {
        method,
        headers: {
          ...(person.cookie && { cookie: person.cookie }),
          ...(method !== "GET" && { origin: new URL(url).origin }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(20_000),
      }),
    makeKey: async () => {
      const wanted = { name: "test", password, scopes: ["read", "write", "transfer"] };
      const answer = await person.send("POST", "/api/auth/api-key/create", wanted);
      return ((await answer.json()) as { key: string }).key;
    },
  };
  const account = { name: "Test", email, password };
  const answer = await person.send("POST", "/api/auth/sign-up/email", account);
  if (answer.status !== 200) throw new Error(`The sign-up failed: ${await answer.text()}`);
  person.cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return person;
}
