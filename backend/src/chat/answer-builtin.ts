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
  const turn = builtinTurn(input.text, contextOf(input, known));
  const gate = new TurnGate(lastPending(input), input.text);
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

function contextOf(input: TurnInput, tasks: readonly Task[]): Context {
  return {
    now: input.sentAt.toISOString(),
    timeZone: input.timeZone,
    weekStart: input.weekStart,
    locale: input.locale,
    tasks,
    labels: [...new Set(tasks.flatMap((task) => task.labels))],
    projects: [...new Set(tasks.flatMap((task) => task.project ?? []))],
    turns: input.history.map((turn) => ({ ...turn, done: [] })),
  };
}
