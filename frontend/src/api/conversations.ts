import type { Conversation, Message } from "@todo-chatbot/contracts";
import { queryString, request } from "./client.ts";

const base = "/api/v1/conversations";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

export const conversationsApi = {
  list: (query: { q?: string | undefined; cursor?: string | null }, signal?: AbortSignal) =>
    request<Page<Conversation>>(base + queryString(query), { signal: signal ?? null }),
  messages: (id: string, cursor: string | null, signal?: AbortSignal) =>
    request<Page<Message>>(`${base}/${id}/messages${queryString({ cursor })}`, { signal: signal ?? null }),
  rename: (id: string, title: string) =>
    request<Conversation>(`${base}/${id}`, { method: "PATCH", body: { title } }),
  remove: (id: string) => request<null>(`${base}/${id}`, { method: "DELETE" }),
  stop: (id: string) => request<unknown>(`${base}/${id}/stop`, { method: "POST" }),
  retryPath: (id: string) => `${base}/${id}/retry`,
  streamPath: (id: string) => `${base}/${id}/stream`,
};
