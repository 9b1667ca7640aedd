import type { ApiKeyScope, Message, Task, Turn } from "@todo-chatbot/contracts";
import type { Chunk } from "../types.ts";

const password = "correct horse battery";

/** An HTTP answer, its body parsed where it is JSON. */
export interface HttpAnswer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

/** A person at one or several servers that share a database. */
export class HttpPerson {
  readonly headers: Readonly<Record<string, string>>;
  readonly url: string;

  constructor(url: string, headers: Record<string, string>) {
    this.url = url;
    this.headers = headers;
  }

  /** The same person at another server. */
  at(url: string): HttpPerson {
    return new HttpPerson(url, this.headers);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.url), {
      ...init,
      headers: { ...this.headers, ...(init.headers as object) },
    });
  }

  async call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<HttpAnswer<Body>> {
    const response = await this.fetch(path, {
      method,
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  }

  /** Says something and takes the whole turn; fails on anything but a turn. */
  async say(
    message: string,
    more: { conversationId?: string; sentAt?: string; timeZone?: string } = {},
  ): Promise<Turn> {
    const { status, body } = await this.call<Turn>("POST", "/api/v1/chat", { message, ...more });
    if (status !== 200) throw new Error(`POST /api/v1/chat answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  /** Begins a turn and gives its stream. */
  async stream(
    message: string,
    more: { conversationId?: string } = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.fetch("/api/v1/chat", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream", ...headers },
      body: JSON.stringify({ message, ...more }),
    });
  }

  async tasks(status = "open"): Promise<Task[]> {
    const { body } = await this.call<{ items: Task[] }>("GET", `/api/v1/tasks?status=${status}&limit=100`);
    return body.items;
  }

  async add(...titles: string[]): Promise<Task[]> {
    const operations = titles.map((title) => ({ type: "create", task: { title } }));
    const { body } = await this.call<{ items: Task[] }>("POST", "/api/v1/tasks/batch", { operations });
    return body.items;
  }

  async messages(conversationId: string): Promise<Message[]> {
    const { body } = await this.call<{ items: Message[] }>(
      "GET",
      `/api/v1/conversations/${conversationId}/messages`,
    );
    return body.items;
  }

  /** An API key, as the settings page makes one. */
  async apiKey(scopes: readonly ApiKeyScope[] = ["read", "write"]): Promise<string> {
    const details = { name: "test", password, scopes };
    const { status, body } = await this.call<{ key: string }>("POST", "/api/auth/api-key/create", details);
    if (status !== 200) throw new Error(`No API key: ${status} ${JSON.stringify(body)}`);
    return body.key;
  }
}

/** Signs a new person up at a server. */
export async function signUp(url: string): Promise<HttpPerson> {
  const email = `${crypto.randomUUID()}@example.org`;
  const response = await fetch(new URL("/api/auth/sign-up/email", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Test", email, password }),
  });
  if (!response.ok) throw new Error(`Sign-up answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers.getSetCookie().map((line) => line.split(";")[0]);
  return new HttpPerson(url, { cookie: cookie.join("; ") });
}

/** One event of a stream: `null` stands for `[DONE]`. */
export interface StreamEvent {
  id: string | null;
  chunk: Chunk | null;
}

/** Reads an event stream as it comes. */
export async function* readStream(response: Response): AsyncGenerator<StreamEvent> {
  let buffered = "";
  const decoder = new TextDecoder();
  for await (const bytes of response.body ?? []) {
    buffered += decoder.decode(bytes as Uint8Array, { stream: true });
    for (let end = buffered.indexOf("\n\n"); end >= 0; end = buffered.indexOf("\n\n")) {
      const lines = buffered.slice(0, end).split("\n");
      buffered = buffered.slice(end + 2);
      const data = lines.find((line) => line.startsWith("data: "))?.slice(6);
      const id = lines.find((line) => line.startsWith("id: "))?.slice(4) ?? null;
      if (data !== undefined) yield { id, chunk: data === "[DONE]" ? null : JSON.parse(data) };
    }
  }
}
