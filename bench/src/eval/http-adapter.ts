import { randomUUID } from "node:crypto";
import type { Task, Turn } from "@todo-chatbot/contracts";
import { type CaseTask, fromCase, toCase } from "./wire.ts";

/** Milliseconds of every turn so far, for the percentiles. */
export const turnTimes: number[] = [];

/** The dialogues through `POST /api/v1/chat` of a running server: one new account for each case. */
export function httpAdapter(url: string) {
  return async ({ now, tz, tasks }: { now: string; tz: string; tasks: CaseTask[] }) => {
    const call = await signUp(url);
    for (const task of tasks) {
      const made = await call<Task>("POST", "/api/v1/tasks", fromCase(task, tz));
      if (task.completed) await call("POST", `/api/v1/tasks/${made.id}/complete`);
    }
    let conversationId: string | undefined;
    return {
      say: async (message: string) => {
        const started = performance.now();
        const turn = await call<Turn | { detail: string }>(
          "POST",
          "/api/v1/chat",
          {
            message,
            timeZone: tz,
            sentAt: new Date(now).toISOString(),
            ...(conversationId ? { conversationId } : {}),
          },
          message.trim() === "",
        );
        turnTimes.push(performance.now() - started);
        if (!("message" in turn)) return { reply: turn.detail, shown: [], asks: false };
        conversationId = turn.conversationId;
        return { reply: turn.message.text, shown: turn.tasks.map((task) => task.title), asks: turn.question };
      },
      tasks: async () => {
        const { items } = await call<{ items: Task[] }>("GET", "/api/v1/tasks?status=all&limit=100");
        return items.map(toCase);
      },
      close: async () => undefined,
    };
  };
}

type Call = <Body>(method: string, path: string, body?: unknown, mayFail?: boolean) => Promise<Body>;

async function signUp(url: string): Promise<Call> {
  const answer = await fetch(`${url}/api/auth/sign-up/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify({ name: "Eval", email: `${randomUUID()}@example.org`, password: randomUUID() }),
  });
  if (!answer.ok) throw new Error(`sign-up answered ${answer.status}: ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  return async (method, path, body, mayFail = false) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok && !mayFail) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
}
