import type { LanguageModelV4 } from "@ai-sdk/provider";
import { limits, type Task } from "@todo-chatbot/contracts";
import type { Principal } from "../tasks/types.ts";
import { runAttempt } from "./agent.ts";
import {
  type Answering,
  announceCalls,
  lastPending,
  readMessage,
  sayText,
  stoppedText,
  type TurnOutput,
} from "./answering.ts";
import { agreementTo, TurnGate } from "./gate.ts";
import { describeFailure, loggable, type ModelFailure } from "./models/failure.ts";
import { conversationMessages, instructions } from "./prompt.ts";
import { changedIds, doneText, shownByModel } from "./records.ts";
import { turnTools } from "./turn-tools.ts";
import type { Answer, ToolCallRecord, TurnInput } from "./types.ts";

/** Lets the language model answer. With `failure`, the answer says what is wrong and what was done before. */
export async function answerByModel(
  answering: Answering,
  model: LanguageModelV4,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  { emit, stop }: TurnOutput,
): Promise<{ answer: Answer; failure: ModelFailure | null }> {
  const pending = lastPending(input);
  const reading = pending && (await readMessage(answering, principal, input, known));
  const agreement = reading ? agreementTo(pending, reading) : { delete: [], complete: [], undo: [] };
  const acts = input.history.flatMap(({ done }) => done);
  const gate = new TurnGate(agreement, acts, /\b(?:all|every(?:thing)?)\b/iu.test(input.text));
  const tools = turnTools(principal, { tasks: answering.tasks, gate }, { repeats: "refused" });
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
    onCalls: announceCalls(gate),
    isOver: () => gate.question() !== null,
  });
  const failure = result.failure && describeFailure(result.failure, model.modelId);
  if (failure) {
    answering.health.failed(failure);
    answering.logger.warn({ kind: failure.kind, causes: loggable(result.error) }, failure.message);
  } else if (!stop.aborted) {
    answering.health.succeeded();
  }

  const records = tools.records();
  const question = gate.question();
  const text = question?.text ?? wordsOf(result.text, failure, records, stop.aborted);
  const isLeftToBuiltin = failure && answering.fallback && changedIds(records).length === 0;
  if (text !== result.text && !isLeftToBuiltin) sayText(emit, text);
  const shown = question?.tasks ?? shownByModel(records);
  return {
    failure,
    answer: {
      text,
      status: stop.aborted ? "stopped" : failure ? "failed" : "complete",
      question: question !== null || (!failure && text.trimEnd().endsWith("?")),
      pending: question?.pending ?? null,
      reading: null,
      tasks: shown.slice(0, limits.pageSize),
      shown: shown.map(({ id }) => id),
      changed: changedIds(records),
      toolCalls: [...records],
      answeredBy: { kind: "model", name: model.modelId },
    },
  };
}

/** The model's words, or what stands in for them: what its tools did, and what failed. */
function wordsOf(
  said: string,
  failure: ModelFailure | null,
  records: readonly ToolCallRecord[],
  isStopped: boolean,
): string {
  const changed = changedIds(records);
  if (isStopped) return said.trim() || stoppedText(changed);
  if (!failure) return said.trim() ? said : doneText(records);
  if (changed.length === 0) return failure.message;
  return `${failure.message} Before that it did this: ${doneText(records)} Nothing else was changed.`;
}
