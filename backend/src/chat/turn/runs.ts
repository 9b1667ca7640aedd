import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Message, TurnIds } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { Database, Subscription } from "../../database/client.ts";
import { AppError } from "../../errors.ts";
import { PulseHub } from "../../pulse.ts";
import { announceRun } from "../store/conversation-news.ts";
import { appendEvents, finishRun, interruptAbandoned, renewLeases, runChannel } from "../store/runs.ts";
import { closingChunks, openingChunks } from "../stream/chunks.ts";
import { LiveRun } from "../stream/live-run.ts";
import type { Answer } from "../types.ts";
import { builtinName } from "./answer-builtin.ts";

/** How long events are collected before storing them: a built-in answer ends earlier and costs no extra statement. */
const flushMs = 250;
const heartbeatMs = 3000;
const sweepMs = 15_000;
const finishAttempts = 20;
const finishRetryMs = 1000;

/** Produces the answers of this process, renews their leases, and listens to those of others. */
export class Runs {
  readonly replica = randomUUID();
  /** Pulses with a run's id whenever any process stored something for it. */
  readonly news = new PulseHub();
  readonly #database: Database;
  readonly #logger: FastifyBaseLogger;
  readonly #live = new Map<string, LiveRun>();
  readonly #flushes = new Map<string, Promise<void>>();
  readonly #timers: NodeJS.Timeout[] = [];
  #subscription: Subscription | null = null;
  #closing = false;

  constructor(database: Database, logger: FastifyBaseLogger) {
    this.#database = database;
    this.#logger = logger;
  }

  /** Starts listening, and marks runs of dead processes. Call it once the database is ready. */
  async start(): Promise<void> {
    this.#subscription = await this.#database.listen(
      runChannel,
      (payload) => this.#hear(payload),
      () => this.news.pulseAll(),
    );
    this.#every(heartbeatMs, () => this.#heartbeat());
    this.#every(sweepMs, () => this.#sweep());
    // With an embedded database no other process can have running answers.
    await this.#sweep(this.#database.kind === "embedded");
  }

  get isClosing(): boolean {
    return this.#closing;
  }

  /** Runs `execute` to its end, whether or not anyone is listening. */
  begin(
    ownerId: string,
    ids: TurnIds,
    createdAt: string,
    execute: (run: LiveRun) => Promise<Answer>,
  ): LiveRun {
    announceRun(this.#database, ownerId, ids.conversationId, ids.runId);
    const run = new LiveRun(ids);
    this.#live.set(ids.runId, run);
    for (const chunk of openingChunks(ids)) run.emit(chunk);
    void this.#complete(ownerId, run, createdAt, execute).finally(() => {
      this.#live.delete(ids.runId);
      this.#flushes.delete(ids.runId);
    });
    return run;
  }

  /** Waits for running answers; those not done in `deadlineMs` are interrupted and can be retried elsewhere. */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true;
    const running = this.#idle();
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([running, deadline]);
    clearTimeout(timer);
    for (const run of this.#live.values()) run.abort();
    await running;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#subscription?.close();
  }

  /** A request accepted before the shutdown may still start one. */
  async #idle(): Promise<void> {
    while (this.#live.size > 0) await Promise.all([...this.#live.values()].map(({ done }) => done));
  }

  async #complete(
    ownerId: string,
    run: LiveRun,
    createdAt: string,
    execute: (run: LiveRun) => Promise<Answer>,
  ): Promise<void> {
    const flusher = setInterval(() => void this.#flush(run), flushMs);
    const answer = await execute(run).catch((error: unknown) => this.#failed(run, error));
    clearInterval(flusher);
    const status = this.#closing && answer.status === "stopped" ? "interrupted" : answer.status;
    await this.#flushes.get(run.ids.runId);
    const stored = await this.#store(run, { ...answer, status });
    if (stored) {
      this.#database.announce(runChannel, `ended ${run.ids.runId}`);
      announceRun(this.#database, ownerId, run.ids.conversationId, null);
    }
    const message: Message = {
      id: run.ids.messageId,
      role: "assistant",
      text: answer.text,
      notice: answer.notice ?? null,
      status: stored ? status : "interrupted",
      question: answer.question,
      asks: asks(answer),
      choices: (answer.question && answer.pending?.choices) || null,
      reading: shownReading(answer.reading),
      toolCalls: answer.toolCalls,
      tasks: answer.tasks,
      undoChangeId: stored?.undoChangeId ?? null,
      answeredBy: answer.answeredBy,
      createdAt,
    };
    run.end(message, closingChunks(message));
  }

  /** Stores the answer with retries: its changes are made, so it must not appear as never answered. */
  async #store(run: LiveRun, answer: Answer): Promise<{ undoChangeId: string | null } | undefined> {
    const owner = { runId: run.ids.runId, replica: this.replica };
    const rest = run.takeUnstored();
    // The stream of an answer none of which is stored yet can be made from its message.
    const events = rest[0]?.sequence === 0 ? [] : rest;
    for (let attempt = 1; ; attempt++) {
      try {
        return await finishRun(this.#database, owner, answer, events);
      } catch (error) {
        this.#logger.error({ err: error, runId: run.ids.runId, attempt }, "an answer could not be stored");
        if (attempt === finishAttempts || this.#closing) return undefined;
        await sleep(finishRetryMs);
      }
    }
  }

  #failed(run: LiveRun, error: unknown): Answer {
    this.#logger.error({ err: error, runId: run.ids.runId }, "a turn failed");
    const text =
      error instanceof AppError
        ? error.detail
        : "Something went wrong on the server. Your message is kept; try again.";
    return {
      text,
      status: "failed",
      question: false,
      pending: null,
      reading: null,
      tasks: [],
      shown: [],
      changed: [],
      toolCalls: [],
      answeredBy: builtinName,
    };
  }

  #flush(run: LiveRun): Promise<void> {
    const { runId } = run.ids;
    const flush = async () => {
      if (!run.hasUnstored) return;
      const owner = { runId, replica: this.replica };
      const events = run.takeUnstored();
      const kept = await appendEvents(this.#database.queries, owner, events).catch((error) => {
        run.putBack(events);
        throw error;
      });
      if (kept) this.#database.announce(runChannel, `events ${runId}`);
      if (!kept || kept.stopRequested) run.abort();
    };
    const before = this.#flushes.get(runId) ?? Promise.resolve();
    const after = before.then(flush).catch((error) => {
      this.#logger.warn({ err: error, runId }, "events of an answer could not be stored");
    });
    this.#flushes.set(runId, after);
    return after;
  }

  async #heartbeat(): Promise<void> {
    const held = [...this.#live.keys()];
    if (held.length === 0) return;
    const renewed = await renewLeases(this.#database.queries, this.replica);
    const ours = new Set(renewed.flatMap(({ runId, stopRequested }) => (stopRequested ? [] : runId)));
    // A run that another process has taken over must not continue here.
    for (const runId of held) if (!ours.has(runId)) this.#live.get(runId)?.abort();
  }

  async #sweep(replicaGone = false): Promise<void> {
    // After an outage our own leases have expired, too.
    await this.#heartbeat();
    const interrupted = await interruptAbandoned(this.#database.queries, { replicaGone });
    if (interrupted.length === 0) return;
    this.#logger.warn({ runs: interrupted }, "answers were interrupted by a crash");
  }

  #hear(payload: string): void {
    const [what, runId = ""] = payload.split(" ");
    if (what === "stop") this.#live.get(runId)?.abort();
    else this.news.pulse(runId);
  }

  #every(ms: number, work: () => Promise<void>): void {
    const timer = setInterval(() => {
      work().catch((error) => this.#logger.warn({ err: error }, "maintaining running answers failed"));
    }, ms);
    timer.unref();
    this.#timers.push(timer);
  }
}

function asks({ question, pending }: Answer): Message["asks"] {
  if (!question) return null;
  switch (pending?.kind) {
    case "pick":
      return "which";
    case "choose":
    case "confirm":
      return pending.kind;
    default:
      return "words";
  }
}

/** A reading in the form of `messageJson`. */
function shownReading(kept: Answer["reading"]): Message["reading"] {
  return kept && { spans: kept.spans, others: kept.others.map(({ label }) => label) };
}
