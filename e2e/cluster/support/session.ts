import { randomUUID } from "node:crypto";
import { task, taskList, turn } from "@todo-chatbot/contracts";

// Responses are read as clients do: only the fields in use, so that those of an older release are understood.
const written = task.pick({ id: true, title: true });
const listed = taskList.extend({ items: written.array() });
const answered = turn.pick({ conversationId: true, message: true, toolCalls: true });

/** A person signed in to the product at an address, by a cookie like a browser. */
export class Session {
  readonly url: string;
  readonly email: string;
  #cookie: string;

  private constructor(url: string, email: string, cookie: string) {
    this.url = url;
    this.email = email;
    this.#cookie = cookie;
  }

  /** Creates an account. */
  static async signUp(url: string): Promise<Session> {
    const email = `${randomUUID()}@example.org`;
    const body = { name: "Robin", email, password: passwordOf(email) };
    return Session.#enter(url, "/api/auth/sign-up/email", email, body);
  }

  /** Signs in to the account that `signUp` made, at this address or another. */
  static async signIn(url: string, email: string): Promise<Session> {
    return Session.#enter(url, "/api/auth/sign-in/email", email, { email, password: passwordOf(email) });
  }

  static async #enter(url: string, path: string, email: string, body: object): Promise<Session> {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
    await response.body?.cancel();
    const cookie = response.headers.getSetCookie().map((one) => one.split(";")[0]);
    return new Session(url, email, cookie.join("; "));
  }

  /** A request as this person. @throws Error when the answer is not 2xx */
  async request(
    method: string,
    path: string,
    body?: object,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        cookie: this.#cookie,
        origin: this.url,
        ...(body ? { "content-type": "application/json" } : {}),
        ...more,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: more.accept === "text/event-stream" ? null : AbortSignal.timeout(30_000),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }

  /** Adds a task. @param more its other fields */
  async add(title: string, more: object = {}): Promise<{ id: string; title: string }> {
    const once = { "idempotency-key": randomUUID() };
    return written.parse(
      await (await this.request("POST", "/api/v1/tasks", { title, ...more }, once)).json(),
    );
  }

  /** Titles of all tasks, open and completed. */
  async titles(): Promise<string[]> {
    const titles: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = new URLSearchParams({
        status: "all",
        limit: "100",
        ...(cursor && { cursor }),
      }).toString();
      const page: { items: { title: string }[]; nextCursor: string | null } = listed.parse(
        await (await this.request("GET", `/api/v1/tasks?${query}`)).json(),
      );
      titles.push(...page.items.map((item) => item.title));
      cursor = page.nextCursor;
    }
    return titles;
  }

  /** One turn of the chat. @returns its conversation @throws Error when it did not end in a tool's success */
  async chat(message: string): Promise<string> {
    const headers = { "idempotency-key": randomUUID(), accept: "application/json" };
    const answer = await this.request("POST", "/api/v1/chat", { message }, headers);
    const { conversationId, toolCalls, message: reply } = answered.parse(await answer.json());
    if (!toolCalls.some((call) => call.status === "ok"))
      throw new Error(`The chat did nothing: ${reply.text}`);
    return conversationId;
  }
}

/** Deterministic for an account, so that a test can sign in again. */
function passwordOf(email: string): string {
  return `pass-${email}`;
}
