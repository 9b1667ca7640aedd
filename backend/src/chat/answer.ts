import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { Context, PastTurn } from "@todo-chatbot/assistant";
import { limits, type Task } from "@todo-chatbot/contracts";
import type { FastifyBaseLogger } from "fastify";
import type { Principal, TaskService } from "../tasks/types.ts";
import { modelForm } from "../tools/model-form.ts";
import { allTools, isToolName } from "../tools/registry.ts";
import type { ToolResult } from "../tools/types.ts";
import { runAttempt } from "./agent.ts";
import { TurnGate } from "./gate.ts";
import { builtinTurn } from "./models/builtin.ts";
import { describeFailure, loggable, type ModelFailure } from "./models/failure.ts";
import type { ModelHealth } from "./models/status.ts";
import { conversationMessages, instructions } from "./prompt.ts";
import { turnTools } from "./tool-set.ts";
import type { Answer, Chunk, ToolCallRecord, TurnInput } from "./types.ts";

/** What answers turns: the task service, and the language model if there is one. */
export interface Answering {
  tasks: TaskService;
  model: LanguageModelV4 | null;
  health: ModelHealth;
  /** Whether the built-in assistant answers when the language model fails. */
  fallback: boolean;
  turnTimeoutMs: number;
  /** Silence of a language model longer than this is a time-out. */
  stallMs: number;
  logger: FastifyBaseLogger;
}

export interface TurnOutput {
  emit(chunk: Chunk): void;
  /** Aborted when the person stops the answer, or the server must. */
  stop: AbortSignal;
}

const builtin = { kind: "builtin", name: "Built-in assistant" } as const;

/** Answers one message: by the language model when there is one, else, or when it fails, by the built-in assistant. */
export async function answerTurn(
  answering: Answering,
  principal: Principal,
  input: TurnInput,
  output: TurnOutput,
): Promise<Answer> {
  const known = await answering.tasks.openTasks(principal);
  if (!answering.model) return answerBuiltin(answering, principal, input, known, output);

  const { answer, failure } = await answerByModel(
    answering,
    answering.model,
    principal,
    input,
    known,
    output,
  );
  if (!failure) return answer;
  const mayFallBack = answering.fallback && answer.changed.length === 0 && !output.stop.aborted;
  if (!mayFallBack) return answer;
  const own = await answerBuiltin(answering, principal, input, known, output, failure);
  return { ...own, toolCalls: [...answer.toolCalls, ...own.toolCalls] };
}

const asText = (result: ToolResult) => ({ type: "text" as const, value: modelForm(result) });

async function answerByModel(
  answering: Answering,
  model: LanguageModelV4,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  { emit, stop }: TurnOutput,
): Promise<{ answer: Answer; failure: ModelFailure | null }> {
  const gate = new TurnGate(lastPending(input), input.text, /\b(?:all|every(?:thing)?)\b/iu.test(input.text));
  const tools = turnTools(principal, { tasks: answering.tasks, gate }, asText, {
    repeats: "refused",
  });
  const result = await runAttempt({
    model,
    instructions: instructions(input, known),
    messages: conversationMessages(input),
    turnTools: tools,
    timeZone: input.timeZone,
    stop,
    limitMs: answering.turnTimeoutMs,
    stallMs: answering.stallMs,
    emit,
    onCalls: (calls) => {
      for (const { name, input } of calls) announce(gate, name, input);
    },
    isOver: () => gate.question() !== null,
  });
  const failure = result.failure && !stop.aborted ? describeFailure(result.failure, model.modelId) : null;
  if (failure) {
    answering.health.failed(failure);
    answering.logger.warn({ kind: failure.kind, causes: loggable(result.error) }, failure.message);
  } else if (!stop.aborted) {
    answering.health.succeeded();
  }

  const records = tools.records();
  const question = gate.question();
  const text = question?.text ?? modelText(result.text, failure, records, stop.aborted);
  if (question || failure || text !== result.text) sayText(emit, text);
  const shown = question?.tasks ?? shownByModel(records);
  return {
    failure,
    answer: {
      text,
      status: stop.aborted ? "stopped" : failure ? "failed" : "complete",
      question: question !== null || (!failure && text.trimEnd().endsWith("?")),
      pending: question?.pending ?? null,
      tasks: shown.slice(0, limits.pageSize),
      shown: shown.map(({ id }) => id),
      changed: changedIds(records),
      toolCalls: [...records],
      answeredBy: { kind: "model", name: model.modelId },
    },
  };
}

async function answerBuiltin(
  answering: Answering,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  { emit, stop }: TurnOutput,
  because?: ModelFailure,
): Promise<Answer> {
  const gate = new TurnGate(lastPending(input), input.text);
  const asJson = (result: ToolResult) => ({
    type: "json" as const,
    value: JSON.parse(JSON.stringify(result)),
  });
  const tools = turnTools(principal, { tasks: answering.tasks, gate }, asJson);
  const turn = builtinTurn(input.text, assistantContext(input, known));
  const result = await runAttempt({
    model: turn.model,
    messages: [{ role: "user", content: input.text }],
    turnTools: tools,
    timeZone: input.timeZone,
    stop,
    limitMs: answering.turnTimeoutMs,
    stallMs: answering.stallMs,
    emit,
    onCalls: (calls) => {
      for (const { name, input } of calls) announce(gate, name, input);
    },
    isOver: () => gate.question() !== null,
  });
  if (result.failure && !stop.aborted) throw result.error;

  const records = tools.records();
  const held = gate.question();
  const said = turn.said();
  const note = because ? `The built-in assistant answered this. ${because.message}` : "";
  const reply = held?.text ?? (stop.aborted ? stoppedText(records) : (said?.reply.text ?? ""));
  const text = note ? `${reply}\n\n${note}` : reply;
  if (held || stop.aborted) sayText(emit, text);
  else if (note) sayText(emit, note);
  const shown = held?.tasks.map(({ id }) => id) ?? said?.reply.shown ?? [];
  return {
    text,
    status: stop.aborted ? "stopped" : "complete",
    question: held !== null || (said?.reply.question ?? false),
    pending: held?.pending ?? (said?.reply.question ? (said.plan.question?.pending ?? null) : null),
    tasks: resolve(shown.slice(0, limits.pageSize), known, records),
    shown,
    changed: changedIds(records),
    toolCalls: [...records],
    answeredBy: because ? { ...builtin, fallbackReason: because.message } : builtin,
  };
}

function assistantContext(input: TurnInput, tasks: readonly Task[]): Context {
  const turns: PastTurn[] = input.history.map(({ user, reply, shown, changed, pending }) => ({
    user,
    reply,
    shown,
    changed,
    pending,
  }));
  return {
    now: input.sentAt.toISOString(),
    timeZone: input.timeZone,
    weekStart: input.weekStart,
    locale: input.locale,
    tasks,
    labels: [...new Set(tasks.flatMap((task) => task.labels))],
    projects: [...new Set(tasks.flatMap((task) => task.project ?? []))],
    turns,
  };
}

function lastPending({ history }: TurnInput) {
  return history.at(-1)?.pending ?? null;
}

function announce(gate: TurnGate, name: string, input: unknown): void {
  const ids = (input as { ids?: string[] }).ids ?? [];
  if (name === "delete_task") gate.announce("delete", ids);
  if (name === "complete_task") gate.announce("complete", ids);
}

/** The words of a language model's answer, or what stands in for them: nothing is said that no tool did. */
function modelText(
  said: string,
  failure: ModelFailure | null,
  records: readonly ToolCallRecord[],
  stopped: boolean,
): string {
  if (stopped) return said.trim() || stoppedText(records);
  const done = records
    .filter((record) => record.status === "ok")
    .map((record) => (record.result as ToolResult).text);
  const changed = changedIds(records).length > 0;
  if (failure) {
    return changed
      ? `${failure.message} Before that it did this: ${done.join(" ")} Nothing else was changed.`
      : failure.message;
  }
  return said.trim()
    ? said
    : done.join("\n") || records.map((record) => (record.result as ToolResult).text).join("\n");
}

function stoppedText(records: readonly ToolCallRecord[]): string {
  return changedIds(records).length > 0
    ? "Stopped. What was already changed stays; undo takes it back."
    : "Stopped. Nothing was changed.";
}

/** Text that no model streamed. */
function sayText(emit: (chunk: Chunk) => void, text: string): void {
  emit({ type: "start-step" });
  emit({ type: "text-start", id: "note" });
  emit({ type: "text-delta", id: "note", delta: text });
  emit({ type: "text-end", id: "note" });
  emit({ type: "finish-step" });
}

const changing = new Set(allTools.filter((tool) => !tool.hints.readOnlyHint).map((tool) => tool.name));

function changesOf(records: readonly ToolCallRecord[]): Task[] {
  return records
    .filter(({ name }) => changing.has(name))
    .flatMap(({ result }) => (result as ToolResult).tasks);
}

function changedIds(records: readonly ToolCallRecord[]): string[] {
  const removed = records
    .filter(({ name }) => isToolName(name) && changing.has(name))
    .flatMap(({ result }) => ((result as ToolResult).more?.removedIds as string[] | undefined) ?? []);
  return [...new Set([...changesOf(records).map(({ id }) => id), ...removed])];
}

/** What a language model's answer is about: the tasks it changed, or else those it looked up last. */
function shownByModel(records: readonly ToolCallRecord[]): Task[] {
  const changed = changesOf(records);
  const tasks =
    changed.length > 0 ? changed : ((records.at(-1)?.result as ToolResult | undefined)?.tasks ?? []);
  return [...new Map(tasks.map((task) => [task.id, task])).values()];
}

/** The tasks behind ids, as the tools left them. */
function resolve(ids: readonly string[], known: readonly Task[], records: readonly ToolCallRecord[]): Task[] {
  const byId = new Map(known.map((task) => [task.id, task]));
  for (const { result } of records) for (const task of (result as ToolResult).tasks) byId.set(task.id, task);
  return ids.flatMap((id) => byId.get(id) ?? []);
}
