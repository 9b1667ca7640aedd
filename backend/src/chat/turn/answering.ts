import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type Context, noticesOf, type PendingQuestion } from "@todo-chatbot/assistant";
import type { Due, Task } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { TaskService } from "../../tasks/service.ts";
import type { Principal } from "../../tasks/types.ts";
import type { ModelHealth } from "../models/status.ts";
import type { MessageReader } from "../reading/message-reader.ts";
import { namesIn } from "../reading/names-in.ts";
import type { Circumstances, Reading } from "../reading/protocol.ts";
import { ReadingGivenUpError } from "../reading/reading-thread.ts";
import type { Chunk, TurnInput } from "../types.ts";

/** What answers turns: the task service, and the language model if there is one. */
export interface Answering {
  tasks: TaskService;
  reader: Pick<MessageReader, "understand">;
  model: LanguageModelV4 | null;
  health: ModelHealth;
  /** Whether the built-in assistant answers when the language model fails. */
  fallback: boolean;
  turnTimeoutMs: number;
  /** Silence of a language model after which it times out. */
  stallMs: number;
  logger: FastifyBaseLogger;
}

export interface TurnOutput {
  emit(chunk: Chunk): void;
  /** Aborted when the person stops the answer, or the server must. */
  stop: AbortSignal;
}

/** Streams text that did not come from a model, as a separate step. */
export function sayText(emit: (chunk: Chunk) => void, text: string): void {
  emit({ type: "start-step" });
  emit({ type: "text-start", id: "note" });
  emit({ type: "text-delta", id: "note", delta: text });
  emit({ type: "text-end", id: "note" });
  emit({ type: "finish-step" });
}

/** The question at the end of the previous turn. */
export function lastPending({ history }: TurnInput): PendingQuestion | null {
  return history.at(-1)?.pending ?? null;
}

/** The meaning of a turn's message; null if it cannot be read in time. */
export async function readMessage(
  { reader }: Answering,
  { userId }: Principal,
  input: TurnInput,
  known: readonly Task[],
): Promise<Reading | null> {
  try {
    return await reader.understand(userId, input.text, known, circumstancesOf(input));
  } catch (error) {
    if (error instanceof ReadingGivenUpError) return null;
    throw error;
  }
}

/** The due date in words such as "next friday at 5", parsed by the built-in assistant; null if there is none. */
export async function readDue(
  { reader }: Answering,
  { userId }: Principal,
  input: TurnInput,
  words: string,
): Promise<Due | null> {
  const circumstances = { ...circumstancesOf(input), turns: [] };
  try {
    // Under a different owner, so that no copy of the list is kept for them.
    const { plan } = await reader.understand(`dues of ${userId}`, `add "x" ${words}`, [], circumstances);
    const [action] = plan.actions;
    const task = action?.type === "add" ? action.tasks[0] : undefined;
    // Words that were not understood as a date are in the title.
    return task?.title === "x" && !plan.question ? (task.due ?? null) : null;
  } catch (error) {
    if (error instanceof ReadingGivenUpError) return null;
    throw error;
  }
}

/** Context for reading a message, in addition to the tasks. */
export function circumstancesOf({ sentAt, timeZone, weekStart, locale, history }: TurnInput): Circumstances {
  return { now: sentAt.toISOString(), timeZone, weekStart, locale, turns: history };
}

/** The text after a person stopped the answer, in the language of their message. */
export function stoppedText(input: TurnInput, changed: readonly string[]): string {
  const { stopped } = noticesOf(input.text, contextOf(input, []));
  return changed.length > 0 ? stopped.changed : stopped.unchanged;
}

/** The context of a message, in the form of the assistant package. */
export function contextOf(input: TurnInput, tasks: readonly Task[]): Context {
  return { ...circumstancesOf(input), tasks, ...namesIn(tasks) };
}
