import type { Conversation, Message } from "@todo-chatbot/contracts";
import type { Database } from "../database/client.ts";
import { NotFoundError } from "../errors.ts";
import { conversationPlace, decodeCursor, encodeCursor, messagePlace } from "./cursor.ts";
import {
  deleteConversation,
  listConversations,
  listMessages,
  renameConversation,
} from "./store/conversations.ts";
import { requestStop } from "./store/runs.ts";

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface PageQuery {
  limit: number;
  cursor?: string | undefined;
}

/** Reads, renames and deletes a person's conversations. Those of others are not found. */
export class ChatHistory {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Newest first; with `q`, those whose title or messages contain it. */
  async conversations(
    ownerId: string,
    query: PageQuery & { q?: string | undefined },
  ): Promise<Page<Conversation>> {
    const after = query.cursor === undefined ? null : decodeCursor(conversationPlace, query.cursor);
    const found = await listConversations(this.#database.queries, ownerId, {
      search: query.q || null,
      after,
      limit: query.limit,
    });
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    const more = found.length > query.limit && last;
    return { items, nextCursor: more ? encodeCursor({ updatedAt: last.updatedAt, id: last.id }) : null };
  }

  /** The latest messages, oldest first; the cursor leads to older ones. */
  async messages(ownerId: string, conversationId: string, query: PageQuery): Promise<Page<Message>> {
    const before = query.cursor === undefined ? null : decodeCursor(messagePlace, query.cursor).before;
    const page = await listMessages(this.#database.queries, ownerId, conversationId, {
      before,
      limit: query.limit,
    });
    if (!page) throw noConversation();
    const shown = page.messages.slice(0, query.limit);
    const oldest = shown.at(-1);
    const more = page.messages.length > query.limit && oldest;
    return {
      items: shown.map(({ message }) => message).reverse(),
      nextCursor: more ? encodeCursor({ before: oldest.sequence }) : null,
    };
  }

  async rename(ownerId: string, conversationId: string, title: string): Promise<Conversation> {
    const conversation = await renameConversation(this.#database.queries, ownerId, conversationId, title);
    if (!conversation) throw noConversation();
    return conversation;
  }

  async delete(ownerId: string, conversationId: string): Promise<void> {
    if (!(await deleteConversation(this.#database.queries, ownerId, conversationId))) throw noConversation();
  }

  /** Stops the running answer, in whichever process it runs. Does nothing if there is none. */
  async stop(ownerId: string, conversationId: string): Promise<void> {
    if (!(await requestStop(this.#database.queries, ownerId, conversationId))) throw noConversation();
  }
}

function noConversation(): NotFoundError {
  return new NotFoundError("There is no such conversation.");
}
