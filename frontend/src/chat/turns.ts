import type { Message } from "@todo-chatbot/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { ApiError, send } from "../api/client.ts";
import { conversationsApi } from "../api/conversations.ts";
import { ExternalStore } from "../lib/external-store.ts";
import { readAllStored, store } from "../lib/storage.ts";
import { uuid } from "../lib/uuid.ts";
import { type Chunk, emptyReply, type Reply, withChunk } from "./reply.ts";

/** A message of the person in progress, and the answer so far. */
export interface LiveTurn {
  /** Also the idempotency key: sending it again joins the existing run. */
  id: string;
  /** A conversation's id, or this page's temporary name for one that does not exist yet. */
  conversation: string;
  /** null when an answer begun elsewhere is followed. */
  text: string | null;
  sentAt: string;
  timeZone: string;
  /** The alternative reading of an earlier message that this one carries out. */
  instead?: Instead | undefined;
  /** `waiting`: to be sent. `sent`: no answer yet. `running`: accepted. `failed`: refused; see `problem`. */
  state: "waiting" | "sent" | "running" | "failed";
  problem: string | null;
  startedAt: number;
  reply: Reply;
}

/** A reading of an answered message, by its index among the alternatives. */
export interface Instead {
  messageId: string;
  other: number;
}

export interface TurnListener {
  /** The conversation with a temporary name now exists. */
  onConversation(name: string, id: string): void;
  /** The answer is complete and stored. */
  onOutcome(turn: LiveTurn, outcome: Message): void;
  /** The stream ended without an outcome: check the stored messages. */
  onLost(conversationId: string): Promise<void>;
}

type Kept = Pick<
  LiveTurn,
  "id" | "conversation" | "text" | "sentAt" | "timeZone" | "instead" | "state" | "problem"
>;

const newPrefix = "new:";
const eventStream = { Accept: "text/event-stream" };
const runActiveRetryMs = 1_500;
/** After this many streams without an outcome it gives up and relies on the stored messages. */
const maxReads = 20;

/** A temporary name for a conversation that starts with its first message. */
export function newConversationName(): string {
  return newPrefix + uuid();
}

/** Whether this is such a name, and not an id. */
export function isNew(conversation: string): boolean {
  return conversation.startsWith(newPrefix);
}

/**
 * Sends messages one after the other and follows their answers. Messages the server has not accepted yet
 * are stored in the browser, so that neither an outage nor a reload loses one; each keeps the time it was
 * sent, which "tomorrow" refers to.
 */
export class Turns extends ExternalStore<readonly LiveTurn[]> {
  readonly #outbox: string;
  readonly #listener: TurnListener;
  #busy = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(outbox: string, listener: TurnListener) {
    super([]);
    this.#outbox = outbox;
    this.#listener = listener;
    this.set(
      readAllStored<Kept>(outbox)
        .sort((a, b) => a.sentAt.localeCompare(b.sentAt))
        .map(fresh),
    );
  }

  /** Queues a message; it is sent once the previous ones are answered. */
  say(conversation: string, text: string, timeZone: string, instead?: Instead): void {
    const turn = fresh({
      id: uuid(),
      conversation,
      text,
      sentAt: new Date().toISOString(),
      timeZone,
      instead,
      state: "waiting",
      problem: null,
    });
    this.set((turns) => [...turns, turn]);
    this.#keep(turn.id);
    void this.pump();
  }

  /** Sends a refused message again. */
  again(id: string): void {
    this.#update(id, { state: "waiting", problem: null });
    void this.pump();
  }

  /** Drops a message that was not accepted. */
  discard(id: string): void {
    this.set((turns) => turns.filter((turn) => turn.id !== id));
    this.#keep(id);
  }

  /** Sends waiting messages. */
  async pump(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#retry);
    try {
      for (let turn = this.#next(); turn; turn = this.#next()) {
        if (!(await this.#run(turn))) break;
      }
    } finally {
      this.#busy = false;
    }
  }

  /** Follows an answer already in progress: after a reload, or started in another tab. */
  async resume(conversationId: string): Promise<void> {
    const turn = this.#follow(conversationId);
    if (turn) await this.#recover(turn.id, conversationId);
  }

  /** Retries the answer to the last message of a conversation after it failed or was stopped. */
  async retry(conversationId: string): Promise<void> {
    const turn = this.#follow(conversationId);
    if (!turn) return;
    try {
      await this.#read(
        turn.id,
        await send(conversationsApi.retryPath(conversationId), { method: "POST", headers: eventStream }),
      );
      await this.#settle(turn.id);
    } catch (error) {
      this.discard(turn.id);
      throw error;
    }
  }

  /** Creates a turn for an answer to an already stored message, unless there is one. */
  #follow(conversation: string): LiveTurn | null {
    const underWay = ({ state }: LiveTurn) => state === "running" || state === "sent";
    if (this.get().some((turn) => turn.conversation === conversation && underWay(turn))) return null;
    const turn: LiveTurn = {
      id: uuid(),
      conversation,
      text: null,
      sentAt: new Date().toISOString(),
      timeZone: "UTC",
      state: "running",
      problem: null,
      startedAt: Date.now(),
      reply: emptyReply,
    };
    this.set((turns) => [...turns, turn]);
    return turn;
  }

  #next(): LiveTurn | undefined {
    return this.get().find(({ state }) => state === "waiting");
  }

  /** @returns whether the next message may be sent now */
  async #run({ id, conversation, text, sentAt, timeZone, instead }: LiveTurn): Promise<boolean> {
    this.#update(id, { state: "sent", startedAt: Date.now(), reply: emptyReply });
    let response: Response;
    try {
      response = await send("/api/v1/chat", {
        method: "POST",
        headers: { ...eventStream, "Idempotency-Key": id },
        body: {
          message: text,
          sentAt,
          timeZone,
          ...(instead && { instead }),
          ...(isNew(conversation) ? {} : { conversationId: conversation }),
        },
      });
    } catch (error) {
      return this.#refused(id, error);
    }
    await this.#read(id, response).catch(() => undefined);
    await this.#settle(id);
    return this.#find(id) === undefined;
  }

  /** Handles the end of a stream: the complete answer, its continuation elsewhere, or another attempt. */
  async #settle(id: string): Promise<void> {
    const turn = this.#find(id);
    if (turn?.reply.outcome) this.#finish(turn, turn.reply.outcome);
    else if (turn?.reply.ids) await this.#recover(id, turn.reply.ids.conversationId);
    else if (turn?.text) this.#wait(id);
    else this.discard(id);
  }

  #refused(id: string, error: unknown): boolean {
    if (error instanceof ApiError && error.code === "run_active") {
      this.#wait(id);
      return false;
    }
    if (!(error instanceof ApiError) || error.away || error.stranger) {
      this.#update(id, { state: "waiting" });
      return false;
    }
    this.#update(id, { state: "failed", problem: error.message });
    this.#keep(id);
    return true;
  }

  #wait(id: string): void {
    this.#update(id, { state: "waiting" });
    this.#retry = setTimeout(() => void this.pump(), runActiveRetryMs);
  }

  async #read(id: string, response: Response): Promise<void> {
    if (!response.body) return;
    const reader = response.body
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (next.value.data === "[DONE]") continue;
      this.#take(id, JSON.parse(next.value.data) as Chunk);
    }
  }

  #take(id: string, chunk: Chunk): void {
    const turn = this.#find(id);
    if (!turn) return;
    const reply = withChunk(turn.reply, chunk);
    this.#update(id, { reply });
    if (chunk.type !== "data-turn" || !reply.ids) return;
    const { conversationId } = reply.ids;
    const name = turn.conversation;
    this.set((turns) =>
      turns.map((other) =>
        other.conversation === name ? { ...other, conversation: conversationId } : other,
      ),
    );
    this.#update(id, { state: "running" });
    for (const other of this.get()) if (other.conversation === conversationId) this.#keep(other.id);
    if (name !== conversationId) this.#listener.onConversation(name, conversationId);
  }

  /** Reads an interrupted answer again from its beginning, from whichever server has it, until that succeeds. */
  async #recover(id: string, conversationId: string): Promise<void> {
    for (let attempt = 0; this.#find(id); attempt += 1) {
      try {
        const response = await send(conversationsApi.streamPath(conversationId), { headers: eventStream });
        if (response.status === 204 || attempt > maxReads) {
          await this.#listener.onLost(conversationId);
          return this.discard(id);
        }
        this.#update(id, { reply: emptyReply });
        await this.#read(id, response);
      } catch (error) {
        if (error instanceof ApiError && !error.away) return this.discard(id);
      }
      const turn = this.#find(id);
      if (turn?.reply.outcome) return this.#finish(turn, turn.reply.outcome);
      await new Promise((done) => setTimeout(done, Math.min(500 * 2 ** attempt, 5_000)));
    }
  }

  #finish(turn: LiveTurn, outcome: Message): void {
    this.#listener.onOutcome(turn, outcome);
    this.discard(turn.id);
  }

  #find(id: string): LiveTurn | undefined {
    return this.get().find((turn) => turn.id === id);
  }

  #update(id: string, change: Partial<LiveTurn>): void {
    this.set((turns) => turns.map((turn) => (turn.id === id ? { ...turn, ...change } : turn)));
  }

  /** One entry per message: tabs share the storage and must not overwrite each other's. */
  #keep(id: string): void {
    const turn = this.#find(id);
    store(this.#outbox + id, turn && turn.state !== "running" ? keptPart(turn) : null);
  }
}

function fresh(kept: Kept): LiveTurn {
  return {
    ...kept,
    state: kept.state === "failed" ? "failed" : "waiting",
    startedAt: Date.now(),
    reply: emptyReply,
  };
}

function keptPart({ id, conversation, text, sentAt, timeZone, instead, state, problem }: LiveTurn): Kept {
  return { id, conversation, text, sentAt, timeZone, instead, state, problem };
}
