import { useInfiniteQuery } from "@tanstack/react-query";
import type { Conversation } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import { Pencil, Plus, Search, Trash2 } from "lucide-react";
import { type FormEvent, useDeferredValue, useState } from "react";
import { conversationsApi } from "../api/conversations.ts";
import { queryClient } from "../api/query-client.ts";
import { part } from "../lib/part.tsx";
import { messages } from "../messages/en.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { toast } from "../ui/toasts.tsx";

const Confirm = part(() => import("../ui/dialog.tsx").then(({ Confirm }) => Confirm));
const text = messages.conversations;
const key = ["conversations"];

let reloading: ReturnType<typeof setTimeout> | undefined;

/** Reloads the list, once for several reasons at the same time. */
export function reloadConversations(): void {
  clearTimeout(reloading);
  reloading = setTimeout(() => void queryClient.invalidateQueries({ queryKey: key }), 200);
}

interface ConversationListProps {
  current: string;
  onOpen: (id: string | null) => void;
}

/** The person's chats, newest first, which can be searched, renamed and deleted. */
export function ConversationList({ current, onOpen }: ConversationListProps) {
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const [renaming, setRenaming] = useState<string | null>(null);
  const [deleting, setDeleting] = useState<Conversation | null>(null);
  const list = useInfiniteQuery({
    queryKey: [...key, q],
    queryFn: ({ pageParam, signal }) =>
      conversationsApi.list({ q: q || undefined, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (before) => before,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];

  async function rename(id: string, title: string) {
    setRenaming(null);
    if (title.trim() === "") return;
    await conversationsApi.rename(id, title.trim()).catch(tellFault);
    reloadConversations();
  }

  async function remove(conversation: Conversation) {
    setDeleting(null);
    try {
      await conversationsApi.remove(conversation.id);
      if (conversation.id === current) onOpen(null);
      toast(text.deleted);
    } catch (error) {
      tellFault(error);
    }
    reloadConversations();
  }

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <Button className="justify-start" onClick={() => onOpen(null)}>
        <Plus size={16} aria-hidden />
        {text.new}
      </Button>
      <div className="relative">
        <Search size={15} aria-hidden className="pointer-events-none absolute top-2.5 left-3 text-ink-3" />
        <input
          type="search"
          aria-label={text.search}
          placeholder={text.search}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="field border-transparent bg-transparent pl-8.5 hover:bg-hover/60"
        />
      </div>
      <div className="-mx-1 min-h-0 flex-1 overflow-y-auto px-1">
        {list.isError && items.length === 0 && (
          <div className="flex flex-col items-start gap-2 px-2 py-1">
            <p className="text-[13px] text-ink-2">{text.failed}</p>
            <Button small onClick={() => void list.refetch()}>
              {messages.tryAgain}
            </Button>
          </div>
        )}
        {list.isSuccess && items.length === 0 && (
          <p className="px-2 py-1 text-[13px] text-ink-3">{q ? text.noMatch : text.none}</p>
        )}
        <ul>
          {items.map((conversation) => (
            <li key={conversation.id}>
              {renaming === conversation.id ? (
                <RenameForm
                  title={conversation.title}
                  onDone={(title) => void rename(conversation.id, title)}
                  onCancel={() => setRenaming(null)}
                />
              ) : (
                <ConversationLine
                  conversation={conversation}
                  current={conversation.id === current}
                  onOpen={() => onOpen(conversation.id)}
                  onRename={() => setRenaming(conversation.id)}
                  onDelete={() => setDeleting(conversation)}
                />
              )}
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button kind="quiet" small onClick={() => void list.fetchNextPage()}>
            {messages.showMore}
          </Button>
        )}
      </div>
      {deleting && (
        <Confirm
          title={text.deleteTitle}
          text={text.deleteText(deleting.title)}
          confirm={messages.delete}
          onConfirm={() => void remove(deleting)}
          onClose={() => setDeleting(null)}
        />
      )}
    </div>
  );
}

interface ConversationLineProps {
  conversation: Conversation;
  current: boolean;
  onOpen: () => void;
  onRename: () => void;
  onDelete: () => void;
}

function ConversationLine({ conversation, current, onOpen, onRename, onDelete }: ConversationLineProps) {
  const title = conversation.title || text.untitled;
  return (
    <div
      className={`group relative flex items-center rounded-lg ${current ? "bg-hover" : "hover:bg-hover/60"}`}
    >
      <button
        type="button"
        aria-current={current ? "page" : undefined}
        onClick={onOpen}
        className={`min-h-8 min-w-0 flex-1 truncate rounded-lg px-2.5 py-1.5 text-left group-focus-within:pr-18 group-hover:pr-18 pointer-coarse:min-h-11 pointer-coarse:pr-22 ${current ? "font-medium" : "text-ink-2"}`}
      >
        {title}
        {conversation.activeRunId && <span className="sr-only"> {messages.chat.thinking}</span>}
      </button>
      <div className="absolute right-0 flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
        <IconButton label={text.rename(title)} onClick={onRename}>
          <Pencil size={14} aria-hidden />
        </IconButton>
        <IconButton label={text.delete(title)} onClick={onDelete}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

interface RenameFormProps {
  title: string;
  onDone: (title: string) => void;
  onCancel: () => void;
}

const selectAtFirst = (input: HTMLInputElement | null) => input?.select();

function RenameForm({ title, onDone, onCancel }: RenameFormProps) {
  const [typed, setTyped] = useState(title);
  return (
    <form
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onDone(typed);
      }}
    >
      <input
        ref={selectAtFirst}
        className="field"
        aria-label={text.title}
        value={typed}
        maxLength={limits.conversationTitleLength}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => onDone(typed)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onCancel();
        }}
      />
    </form>
  );
}
