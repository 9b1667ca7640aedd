import type { Context } from "@todo-chatbot/assistant";
import { limits, type Task } from "@todo-chatbot/contracts";
import type { Principal } from "../tasks/types.ts";
import type { ToolResult } from "../tools/types.ts";
import { runAttempt } from "./agent.ts";
import {
  type Answering,
  announceCalls,
  lastPending,
  sayText,
  stoppedText,
  type TurnOutput,
} from "./answering.ts";
import { TurnGate } from "./gate.ts";
import { joinTasks } from "./joined-tasks.ts";
import { builtinTurn } from "./models/builtin.ts";
import type { ModelFailure } from "./models/failure.ts";
import type { Circumstances } from "./reading/protocol.ts";
import { ReadingGivenUpError } from "./reading/reading-thread.ts";
import { changedIds, tasksByIds } from "./records.ts";
import { turnTools } from "./tool-set.ts";
import type { Answer, TurnInput } from "./types.ts";

export const builtinName = { kind: "builtin", name: "Built-in assistant" } as const;

const asJson = (result: ToolResult) => ({ type: "json" as const, value: JSON.parse(JSON.stringify(result)) });

/** Lets the built-in assistant answer; `because` says why it stepped in for the language model. */
export async function answerBuiltin(
  answering: Answering,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  { emit, stop }: TurnOutput,
  because?: ModelFailure,
): Promise<Answer> {
  const reading = await readMessage(answering, principal, input, known);
  if (!reading) return tooLong(emit);
  const turn = builtinTurn(reading.plan, contextOf(input, known));
  const gate = new TurnGate(lastPending(input), reading.agreed);
  const tasks = turn.isJoined ? joinTasks(answering.tasks, known) : answering.tasks;
  const tools = turnTools(principal, { tasks, gate }, asJson);
  const result = await runAttempt({
    model: turn.model,
    messages: [{ role: "user", content: input.text }],
    turnTools: tools,
    isConcurrent: turn.isJoined,
    timeZone: input.timeZone,
    stop,
    limitMs: answering.turnTimeoutMs,
    stallMs: answering.stallMs,
    emit,
    onCalls: announceCalls(gate),
    isOver: () => gate.question() !== null,
  });
  if (result.failure) throw result.error;

  const records = tools.records();
  const changed = changedIds(records);
  const held = gate.question();
  const reply = stop.aborted ? null : turn.reply();
  const text = held?.text ?? reply?.text ?? stoppedText(changed);
  if (text !== reply?.text) sayText(emit, text);
  const note = because && `The built-in assistant answered this. ${because.message}`;
  if (note) sayText(emit, note);
  const shown = held?.tasks.map(({ id }) => id) ?? reply?.shown ?? [];
  return {
    text: note ? `${text}\n\n${note}` : text,
    status: stop.aborted ? "stopped" : "complete",
    question: held !== null || (reply?.question ?? false),
    pending: held?.pending ?? (reply?.question ? turn.pending : null),
    tasks: tasksByIds(shown.slice(0, limits.pageSize), known, records),
    shown,
    changed,
    toolCalls: [...records],
    answeredBy: because ? { ...builtinName, fallbackReason: because.message } : builtinName,
  };
}

/** Null when the message cannot be read in the time a message may take. */
async function readMessage(
  { reader }: Answering,
  { userId }: Principal,
  input: TurnInput,
  known: readonly Task[],
) {
  try {
    return await reader.understand(userId, input.text, known, circumstancesOf(input));
  } catch (error) {
    if (error instanceof ReadingGivenUpError) return null;
    throw error;
  }
}

function tooLong(emit: TurnOutput["emit"]): Answer {
  const text =
    "That was more than I could take in at once, so nothing was changed. Could you say it in parts?";
  sayText(emit, text);
  return {
    text,
    status: "complete",
    question: false,
    pending: null,
    tasks: [],
    shown: [],
    changed: [],
    toolCalls: [],
    answeredBy: builtinName,
  };
}

function circumstancesOf(input: TurnInput): Circumstances {
  return {
    now: input.sentAt.toISOString(),
    timeZone: input.timeZone,
    weekStart: input.weekStart,
    locale: input.locale,
    turns: input.history.map((turn) => ({ ...turn, done: [] })),
  };
}

function contextOf(input: TurnInput, tasks: readonly Task[]): Context {
  return {
    ...circumstancesOf(input),
    tasks,
    labels: [...new Set(tasks.flatMap((task) => task.labels))],
    projects: [...new Set(tasks.flatMap((task) => task.project ?? []))],
  };
}
