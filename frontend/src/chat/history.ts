import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import type { Message } from "@todo-chatbot/contracts";
import { conversationsApi, type Page } from "../api/conversations.ts";
import { queryClient } from "../api/query-client.ts";
import { isNew, type LiveTurn } from "./turns.ts";

const key = (conversation: string) => ["messages", conversation];
type Pages = InfiniteData<Page<Message>, string | null>;

/** The stored messages of a conversation, newest page first. */
export function useHistory(conversation: string) {
  return useInfiniteQuery({
    queryKey: key(conversation),
    queryFn: ({ pageParam, signal }) => conversationsApi.messages(conversation, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    enabled: !isNew(conversation),
  });
}

/** The pages as one list, oldest message first. */
export function flatten(pages: readonly Page<Message>[]): Message[] {
  return pages.toReversed().flatMap(({ items }) => items);
}

/** Adds a finished turn to the cache, so that it stays on the page without a request. */
export function rememberTurn(turn: LiveTurn, outcome: Message): void {
  const { ids } = turn.reply;
  if (!ids) return;
  const said: Message[] =
    turn.text === null
      ? []
      : [
          {
            id: ids.userMessageId,
            role: "user",
            text: turn.text,
            status: "complete",
            question: false,
            toolCalls: [],
            tasks: [],
            undoChangeId: null,
            answeredBy: null,
            createdAt: turn.sentAt,
          },
        ];
  // Responses to requests that are still in flight are older than this.
  const filter = { queryKey: key(ids.conversationId) };
  const asking = queryClient.isFetching(filter) > 0;
  if (asking) void queryClient.cancelQueries(filter);
  edit(ids.conversationId, (messages) => {
    const fresh = new Set([ids.userMessageId, outcome.id]);
    const known = messages.find(({ id }) => id === ids.userMessageId);
    return [...messages.filter(({ id }) => !fresh.has(id)), ...(known ? [known] : said), outcome];
  });
  if (asking) void queryClient.invalidateQueries(filter);
}

/** Marks an answer's changes as undone. */
export function markUndone(conversation: string, messageId: string): void {
  edit(conversation, (messages) =>
    messages.map((message) => (message.id === messageId ? { ...message, undoChangeId: null } : message)),
  );
}

/** Reloads from the server; resolves when done. */
export function reloadHistory(conversation: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: key(conversation) }, { throwOnError: true });
}

/** Changes the newest page, where everything new is. */
function edit(conversation: string, change: (messages: Message[]) => Message[]): void {
  queryClient.setQueryData<Pages>(key(conversation), (data) => {
    const [newest = { items: [], nextCursor: null }, ...older] = data?.pages ?? [];
    return {
      pages: [{ ...newest, items: change(newest.items) }, ...older],
      pageParams: data?.pageParams ?? [null],
    };
  });
}
