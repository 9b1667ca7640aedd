import type { LanguageModelV4 } from "@ai-sdk/provider";
import { describe, type Plan } from "@todo-chatbot/assistant";
import { limits, type Task } from "@todo-chatbot/contracts";
import type { Principal } from "../../tasks/types.ts";
import { describeFailure, loggable, type ModelFailure } from "../models/failure.ts";
import { Handles } from "../models/handles.ts";
import type { Reading } from "../reading/protocol.ts";
import type { Answer, ToolCallRecord, TurnInput } from "../types.ts";
import { builtinName } from "./answer-builtin.ts";
import {
  type Answering,
  contextOf,
  lastPending,
  readDue,
  readMessage,
  sayText,
  stoppedText,
  type TurnOutput,
} from "./answering.ts";
import { agreedActions, noAgreement, undoesOf } from "./gate/agreement.ts";
import { TurnGate } from "./gate/gate.ts";
import { runAttempt } from "./model.ts";
import { changeNotice, cutNotice } from "./notice.ts";
import { withPatience } from "./patience.ts";
import { conversationMessages, instructions } from "./prompt.ts";
import { changedIds, doneText, shownByModel } from "./record.ts";
import { carryOut } from "./tools/carry-out.ts";
import { turnTools } from "./tools/turn-tools.ts";

/** Answers with the language model. With `failure`, the answer says what went wrong and what was done before. */
export async function answerByModel(
  answering: Answering,
  model: LanguageModelV4,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  output: TurnOutput,
): Promise<{ answer: Answer; failure: ModelFailure | null }> {
  const { emit, stop } = output;
  const pending = lastPending(input);
  let reading: Promise<Reading | null> | undefined;
  const read = () => (reading ??= readMessage(answering, principal, input, known));
  const yes = pending?.kind === "confirm" ? await read() : null;
  // What the person agreed to is done as it was shown; the model only has to say so.
  const agreed = yes ? agreedActions(pending, yes) : [];
  const gate = new TurnGate({
    agreement:
      pending?.kind === "confirm" && agreed.length > 0
        ? { tasks: new Set(pending.ids), undo: undoesOf(agreed) }
        : noAgreement,
    acts: input.history.flatMap(({ done }) => done),
    asksForUndo: async () => goesBack((await read())?.plan),
    asksForAll: /\b(?:all|every(?:thing)?)\b/iu.test(input.text),
  });
  const tasks = answering.tasks.guarded(gate.check);
  const tools = turnTools(
    principal,
    { tasks, gate },
    { repeats: "refused", open: known.filter(({ completedAt }) => completedAt === null) },
  );
  const outcomes = agreed.length > 0 ? await carryOut(agreed, input.timeZone, tools, output) : [];
  const isOnlyYes = agreed.length > 0 && (yes?.isYes ?? false);
  gate.useUp();
  const done = agreed.length > 0 ? doneText(tools.records()) : null;
  const deadline = Date.now() + answering.turnTimeoutMs;
  const telling = { handles: new Handles(input.text), timeZone: input.timeZone };
  const attempt = (brief: boolean) => {
    if (isOnlyYes) tools.close("What the person agreed to is done already. Tell them so now.");
    return runAttempt({
      model,
      instructions: instructions(input, known, telling, done, brief),
      messages: conversationMessages(input, brief),
      turnTools: tools,
      telling,
      readDue: (words) => readDue(answering, principal, input, words),
      stop,
      limitMs: Math.max(1, deadline - Date.now()),
      stallMs: answering.stallMs,
      emit,
      isOver: () => gate.question() !== null,
    });
  };
  const result = await withPatience(attempt, { tools, stop, emit, deadline });
  const failure = result.failure && describeFailure(result.failure, model.modelId, result.error);
  if (failure) {
    answering.health.failed(failure);
    answering.logger.warn({ kind: failure.kind, causes: loggable(result.error) }, failure.message);
  } else if (!stop.aborted) {
    answering.health.succeeded();
  }

  const records = tools.records();
  const question = gate.question();
  // After a plain yes the model would only word the answer, which the built-in assistant can do too.
  const isOnlyWords = failure && answering.fallback && isOnlyYes && changedIds(records).length > 0;
  const instead =
    isOnlyWords && yes
      ? describe({ ...yes.plan, actions: agreed, question: null }, outcomes, contextOf(input, known)).text
      : null;
  const words = question?.text ?? instead ?? wordsOf(input, result.text, failure, records, stop.aborted);
  const isOwn = !question && !failure && !stop.aborted;
  const notices = isOwn
    ? [
        result.isCut ? cutNotice : null,
        await changeNotice(records, async () => (await read())?.plan ?? null),
      ].filter((notice) => notice !== null)
    : [];
  const notice = notices.length > 0 ? notices.join(" ") : null;
  const text = notice ? `${words}\n\n${notice}` : words;
  const isLeftToBuiltin = failure && answering.fallback && changedIds(records).length === 0;
  if (words !== result.text && !isLeftToBuiltin) sayText(emit, words);
  if (notice) sayText(emit, notice);
  const shown = question?.tasks ?? shownByModel(records);
  return {
    failure,
    answer: {
      text,
      notice,
      status: statusOf(failure !== null && instead === null, stop.aborted, result.isCut ?? false),
      question: question !== null || (!failure && words.trimEnd().endsWith("?")),
      pending: question?.pending ?? null,
      reading: null,
      tasks: shown.slice(0, limits.pageSize),
      shown: shown.map(({ id }) => id),
      changed: changedIds(records),
      toolCalls: [...records],
      answeredBy:
        failure && instead !== null
          ? { ...builtinName, fallbackReason: failure.message }
          : { kind: "model", name: model.modelId },
    },
  };
}

function statusOf(isFailed: boolean, isStopped: boolean, isCut: boolean): Answer["status"] {
  if (isStopped) return "stopped";
  if (isFailed) return "failed";
  return isCut ? "cut" : "complete";
}

/** Whether a message asks to undo or redo something. */
const goesBack = (plan: Plan | undefined): boolean =>
  plan?.actions.some(({ type }) => type === "undo" || type === "redo") ?? false;

/** The model's text, or a replacement: what its tools did, and what failed. */
function wordsOf(
  input: TurnInput,
  said: string,
  failure: ModelFailure | null,
  records: readonly ToolCallRecord[],
  isStopped: boolean,
): string {
  const changed = changedIds(records);
  if (isStopped) return said.trim() || stoppedText(input, changed);
  if (!failure) return said.trim() ? said : doneText(records);
  if (changed.length === 0) return failure.message;
  return `${failure.message} Before that it did this: ${doneText(records)} Nothing else was changed.`;
}
