import { randomUUID } from "node:crypto";
import { type ApiKeyScope, apiKeyScope } from "@todo-chatbot/contracts";
import type { FastifyInstance, InjectOptions } from "fastify";

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  /** Parsed when it is JSON. */
  body: unknown;
  text: string;
  cookies: string[];
}

type Method = NonNullable<InjectOptions["method"]>;

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A browser: keeps its cookies, tells its origin, and speaks to an app without a network. */
export class Client {
  readonly email = `${randomUUID()}@example.org`;
  readonly password = "correct horse battery";
  /** As the address bar has it. */
  origin = "http://127.0.0.1:3000";
  /** The network address of the person, as the proxy in front tells it. */
  address = "203.0.113.7";
  readonly jar = new Map<string, string>();
  readonly #app: FastifyInstance;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  get = (url: string, options?: RequestOptions) => this.send("GET", url, options);
  post = (url: string, body?: unknown, headers?: Record<string, string>) =>
    this.send("POST", url, { ...(body !== undefined && { body }), ...(headers && { headers }) });

  async send(method: Method, url: string, { body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const { protocol, host } = new URL(this.origin);
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const isWritten = typeof body === "string" || Buffer.isBuffer(body);
    const response = await this.#app.inject({
      method,
      url,
      headers: {
        host: "todo-backend:8000",
        "x-forwarded-host": host,
        "x-forwarded-proto": protocol.slice(0, -1),
        "x-forwarded-for": this.address,
        ...(method !== "GET" && method !== "HEAD" && { origin: this.origin }),
        ...(cookie && { cookie }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { payload: isWritten ? body : JSON.stringify(body) }),
    });
    const cookies = [response.headers["set-cookie"] ?? []].flat();
    for (const line of cookies) this.#keep(line);
    const json = String(response.headers["content-type"] ?? "").includes("json");
    return {
      status: response.statusCode,
      headers: response.headers,
      body: json && response.body ? JSON.parse(response.body) : response.body,
      text: response.body,
      cookies,
    };
  }

  async signUp(): Promise<Answer> {
    const { email, password } = this;
    const answer = await this.post("/api/auth/sign-up/email", { name: "Test", email, password });
    if (answer.status !== 200) throw new Error(`The sign-up failed: ${answer.text}`);
    return answer;
  }

  signIn(password = this.password, email = this.email): Promise<Answer> {
    return this.post("/api/auth/sign-in/email", { email, password });
  }

  /** The same person with an API key instead of cookies; it may do everything unless told otherwise. */
  async withKey(
    details: { name?: string; scopes?: readonly ApiKeyScope[]; expiresIn?: number | null } = {},
  ): Promise<{ headers: Record<string, string>; key: string; id: string }> {
    const { body } = await this.post("/api/auth/api-key/create", {
      name: "test",
      password: this.password,
      scopes: apiKeyScope.options,
      ...details,
    });
    const { key, id } = body as { key: string; id: string };
    return { key, id, headers: { authorization: `Bearer ${key}` } };
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";");
    const [name = "", ...value] = pair.split("=");
    if (attributes.some((attribute) => attribute.trim().toLowerCase() === "max-age=0")) this.jar.delete(name);
    else this.jar.set(name, value.join("="));
  }
}
