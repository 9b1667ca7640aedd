import { type ChatRequest, limits, type Message, type Profile, type TurnIds } from "@todo-chatbot/contracts";
import { v7 as newId } from "uuid";
import type { Database } from "../../database/client.ts";
import { IdempotencyConflictError, NotFoundError, RunActiveError, ShuttingDownError } from "../../errors.ts";
import type { Principal } from "../../tasks/types.ts";
import { type Begun, beginRetry, beginTurn, findLastAnswer, type Unanswered } from "../store/begin.ts";
import { findByIdempotencyKey, findMessage, findReading, type KnownMessage } from "../store/conversations.ts";
import { violatedIndex } from "../store/json.ts";
import { interruptAbandoned } from "../store/runs.ts";
import { replayedChunks } from "../stream/chunks.ts";
import { tailRun } from "../stream/tail.ts";
import type { Chunk, TurnInput } from "../types.ts";
import { answerTurn } from "./answer.ts";
import type { Answering } from "./answering.ts";
import { doneBefore } from "./done-before.ts";
import type { Runs } from "./runs.ts";

/** The person chatting. */
export interface Speaker {
  userId: string;
  profile: Pick<Profile, "timeZone" | "weekStart" | "locale">;
}

/** An answer in progress or complete: as a stream, or as a whole once it is complete. */
export interface TurnHandle {
  conversationId: string;
  /** Yields null after a while without an event. */
  chunks(): AsyncIterable<Chunk | null>;
  message(): Promise<Message>;
}

const silenceMs = 15_000;

/** Begins, repeats and retries turns of conversations. */
export class ChatService {
  readonly #database: Database;
  readonly #runs: Runs;
  readonly #answering: Answering;

  constructor(database: Database, runs: Runs, answering: Answering) {
    this.#database = database;
    this.#runs = runs;
    this.#answering = answering;
  }

  /**
   * Stores a message and starts its answer. A message sent again under its idempotency key joins its existing
   * answer; one that was never answered is answered now.
   * @throws {NotFoundError} {RunActiveError} {IdempotencyConflictError}
   */
  async say(speaker: Speaker, request: ChatRequest, idempotencyKey: string | null): Promise<TurnHandle> {
    if (this.#runs.isClosing) throw new ShuttingDownError();
    const { userId: ownerId, profile } = speaker;
    const ids = newIds(request.conversationId ?? newId(), newId(), newId());
    const sentAt = request.sentAt ?? new Date().toISOString();
    const instead = request.instead
      ? await findReading(this.#database.queries, ownerId, request.instead)
      : null;
    if (instead === undefined) throw new NotFoundError("There is no such reading of a message of yours.");
    const turn = {
      ...ids,
      ownerId,
      replica: this.#runs.replica,
      text: request.message,
      title: request.conversationId ? null : titleOf(request.message),
      sentAt,
      timeZone: request.timeZone ?? null,
      idempotencyKey,
      instead,
      changesFrom: this.#answering.tasks.changesFrom({ userId: ownerId }),
    };
    let begun: Begun | undefined;
    try {
      begun = await this.#freeOfTheDead(() => beginTurn(this.#database, turn));
    } catch (error) {
      if (violatedIndex(error) !== "messages_idempotency_key" || idempotencyKey === null) throw error;
      return this.#saidBefore(speaker, request, idempotencyKey);
    }
    if (!begun) throw new NotFoundError("There is no such conversation.");
    return this.#answer(ownerId, ids, begun, {
      text: request.message,
      sentAt: new Date(sentAt),
      ...profile,
      timeZone: request.timeZone ?? profile.timeZone,
      instead,
      history: begun.history,
      changes: begun.changes,
    });
  }

  /**
   * Answers the last message of a conversation again if it was interrupted, stopped or failed. What the
   * first attempt had already changed is reported, not done twice.
   * @throws {NotFoundError} {RunActiveError}
   */
  async retry(speaker: Speaker, conversationId: string): Promise<TurnHandle> {
    if (this.#runs.isClosing) throw new ShuttingDownError();
    const last = await findLastAnswer(this.#database.queries, speaker.userId, conversationId);
    if (!last) throw new NotFoundError("There is no such conversation.");
    if (last.status === "running") throw answerRunning();
    if (last.status === "complete") {
      throw new NotFoundError("The last message has its answer; there is nothing to retry.");
    }
    return this.#again(speaker, conversationId, last);
  }

  async #again({ userId: ownerId, profile }: Speaker, conversationId: string, last: Unanswered) {
    // It may only appear as interrupted so far; it must be marked before it can be restarted.
    if (last.status === "interrupted") await interruptAbandoned(this.#database.queries);
    const ids = newIds(conversationId, last.userMessageId, last.messageId);
    const begun = await this.#freeOfTheDead(() =>
      beginRetry(this.#database.queries, ids, ownerId, this.#runs.replica),
    );
    if (!begun) throw answerRunning();
    const input = {
      text: last.text,
      sentAt: new Date(last.sentAt),
      ...profile,
      timeZone: last.timeZone ?? profile.timeZone,
      instead: last.instead,
      history: last.history,
      changes: null,
    };
    return this.#answer(ownerId, ids, last, input, last);
  }

  #answer(
    ownerId: string,
    ids: TurnIds,
    { createdAt }: { createdAt: string },
    input: TurnInput,
    before?: Unanswered,
  ) {
    const principal: Principal = {
      userId: ownerId,
      actor: "assistant",
      groupId: ids.runId,
      at: input.sentAt,
    };
    const run = this.#runs.begin(ownerId, ids, createdAt, async (live) => {
      const output = { emit: (chunk: Chunk) => live.emit(chunk), stop: live.stop };
      const done = before && (await doneBefore(this.#answering.tasks, principal, before, output.emit));
      return done ?? answerTurn(this.#answering, principal, input, output);
    });
    return {
      conversationId: ids.conversationId,
      chunks: () => run.follow(silenceMs),
      message: () => run.done,
    };
  }

  /** Runs `begin`; if the run of a dead process is in its way, marks that as interrupted and tries again. */
  async #freeOfTheDead<T>(begin: () => Promise<T>): Promise<T> {
    try {
      return await begin();
    } catch (error) {
      if (violatedIndex(error) !== "runs_one_active") throw error;
    }
    await interruptAbandoned(this.#database.queries);
    try {
      return await begin();
    } catch (error) {
      throw violatedIndex(error) === "runs_one_active" ? answerRunning() : error;
    }
  }

  async #saidBefore(speaker: Speaker, request: ChatRequest, key: string): Promise<TurnHandle> {
    const ownerId = speaker.userId;
    const known = await findByIdempotencyKey(this.#database.queries, ownerId, key);
    const sameConversation = !request.conversationId || request.conversationId === known?.conversationId;
    if (!known || known.text !== request.message || !sameConversation) {
      throw new IdempotencyConflictError(
        "This Idempotency-Key was used for another message. Send a new key.",
      );
    }
    const last = await findLastAnswer(this.#database.queries, ownerId, known.conversationId);
    const wasLost = last?.status === "interrupted" || last?.status === "failed";
    if (wasLost && last.messageId === known.messageId)
      return this.#again(speaker, known.conversationId, last);
    const message = await findMessage(this.#database.queries, ownerId, known.messageId);
    if (!message) throw new NotFoundError("There is no such conversation.");
    return message.status === "running" ? this.#joined(ownerId, known) : finished(message, known);
  }

  /** An answer started by another request, possibly in another process. */
  #joined(ownerId: string, known: KnownMessage): TurnHandle {
    const { queries } = this.#database;
    const tail = () =>
      tailRun(queries, this.#runs.news, ownerId, known.conversationId, { runId: known.runId, after: -1 });
    return {
      conversationId: known.conversationId,
      async *chunks() {
        for await (const event of (await tail()) ?? []) yield event?.chunk ?? null;
      },
      async message() {
        for await (const _ of (await tail()) ?? []);
        const message = await findMessage(queries, ownerId, known.messageId);
        if (!message) throw new NotFoundError("The conversation was deleted.");
        return message;
      },
    };
  }
}

function finished(message: Message, known: KnownMessage): TurnHandle {
  return {
    conversationId: known.conversationId,
    async *chunks() {
      yield* replayedChunks(message, known);
    },
    message: async () => message,
  };
}

function newIds(conversationId: string, userMessageId: string, messageId: string): TurnIds {
  return { conversationId, runId: newId(), userMessageId, messageId };
}

function answerRunning(): RunActiveError {
  return new RunActiveError("The answer to your last message is still being made. Wait for it, or stop it.");
}

/** A conversation's initial title: its first message, on one line, cut at a word. */
function titleOf(message: string): string {
  const line = message.replace(/\s+/gu, " ").trim();
  const most = Math.min(60, limits.conversationTitleLength);
  if (line.length <= most) return line;
  const cut = line.slice(0, most).replace(/\s+\S*$/u, "");
  return `${cut.toWellFormed().replace(/\uFFFD$/u, "")}…`;
}
