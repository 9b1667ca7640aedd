import {
  askBefore,
  type Context,
  describe,
  noticesOf,
  type Outcome,
  type Plan,
  type Reply,
} from "@todo-chatbot/assistant";
import { limits, type Task } from "@todo-chatbot/contracts";
import type { Principal } from "../../tasks/types.ts";
import type { ModelFailure } from "../models/failure.ts";
import type { Reading } from "../reading/protocol.ts";
import type { Answer, ChosenReading, KeptReading, ToolCallRecord, TurnInput } from "../types.ts";
import {
  type Answering,
  contextOf,
  lastPending,
  readMessage,
  sayText,
  stoppedText,
  type TurnOutput,
} from "./answering.ts";
import { agreementTo, undoesOf } from "./gate/agreement.ts";
import { type HeldQuestion, TurnGate } from "./gate/gate.ts";
import { changedIds, tasksByIds } from "./record.ts";
import { carryOut } from "./tools/carry-out.ts";
import { joinTasks } from "./tools/joined-tasks.ts";
import { turnTools } from "./tools/turn-tools.ts";

export const builtinName = { kind: "builtin", name: "Built-in assistant" } as const;

/** Answers with the built-in assistant; `because` says why it stepped in for the language model. */
export async function answerBuiltin(
  answering: Answering,
  principal: Principal,
  input: TurnInput,
  known: readonly Task[],
  output: TurnOutput,
  because?: ModelFailure,
): Promise<Answer> {
  const reading = input.instead
    ? chosen(input.instead)
    : await readMessage(answering, principal, input, known);
  if (!reading) return tooMuch(input, output.emit);
  const { plan } = reading;
  const agreement = agreementTo(lastPending(input), reading);
  const gate = new TurnGate({
    // A correction undoes what it corrects without being asked.
    agreement: {
      tasks: new Set([...agreement.tasks, ...plan.agreed]),
      undo: input.instead ? undoesOf(plan.actions) : agreement.undo,
    },
    acts: input.history.flatMap(({ done }) => done),
    asksForUndo: async () => true,
  });
  const tasks = joinTasks(answering.tasks.guarded(gate.check), known);
  const tools = turnTools(principal, { tasks, gate });
  const outcomes = await carryOut(plan.actions, input.timeZone, tools, output);

  const records = tools.records();
  const changed = changedIds(records);
  const held = gate.question();
  const isStopped = output.stop.aborted;
  const context = contextOf(input, known);
  const reply = isStopped
    ? null
    : held
      ? heldReply(held, plan, outcomes, context)
      : describe(plan, outcomes, context);
  const text = reply?.text ?? stoppedText(input, changed);
  sayText(output.emit, text);
  const shown = reply?.shown ?? [];
  return {
    text,
    status: isStopped ? "stopped" : "complete",
    question: reply?.question ?? false,
    pending: reply?.question ? (reply.pending ?? plan.question?.pending ?? null) : null,
    reading: input.instead ? null : keptReading(plan),
    tasks: tasksByIds(shown.slice(0, limits.pageSize), [...known, ...(held?.tasks ?? [])], records),
    shown,
    changed,
    toolCalls: [...records],
    answeredBy: because ? { ...builtinName, fallbackReason: because.message } : builtinName,
  };
}

/** A text about what was done, with the question about what was held back, in the language of the message. */
function heldReply(held: HeldQuestion, plan: Plan, outcomes: readonly Outcome[], context: Context): Reply {
  const isHeld = (k: number) => outcomes[k]?.error?.code === "needs_confirmation";
  const done = { ...plan, question: null, actions: plan.actions.filter((_, k) => !isHeld(k)) };
  const told = describe(
    done,
    outcomes.filter((_, k) => !isHeld(k)),
    context,
  );
  const known = new Map([...context.tasks, ...held.tasks].map((task) => [task.id, task]));
  const tasks = [...known.values()];
  const asked = held.named && askBefore(held.named, { ...context, tasks }, plan.language);
  const choices = asked?.pending.choices;
  return {
    text: [told.text, asked?.text ?? held.text].filter(Boolean).join("\n"),
    shown: held.tasks.map(({ id }) => id),
    question: true,
    pending: { ...held.pending, ...(choices && { choices }) },
  };
}

/** A button says what it does, so pressing it confirms exactly that. */
function chosen({ actions, language }: ChosenReading): Reading {
  const agreed = actions.flatMap((action) => ("ids" in action ? action.ids : []));
  const plan: Plan = {
    intent: "none",
    language,
    actions,
    question: null,
    answer: null,
    spans: [],
    dates: [],
    readings: [],
    cannot: [],
    agreed,
  };
  return { plan, agreed, isYes: false };
}

function keptReading({ language, spans, readings }: Plan): KeptReading {
  // The words of the spans are those of the message.
  return { language, spans: spans.map(({ text: _, ...span }) => span), others: readings.slice(1) };
}

/** The answer if the message could not be read in time. */
function tooMuch(input: TurnInput, emit: TurnOutput["emit"]): Answer {
  return plainAnswer(emit, noticesOf(input.text, contextOf(input, [])).inParts, [], []);
}

/**
 * Says a text that no reading led to, and returns it as a complete answer.
 * @param tasks those it shows, all of which `toolCalls` changed
 */
export function plainAnswer(
  emit: TurnOutput["emit"],
  text: string,
  tasks: Task[],
  toolCalls: ToolCallRecord[],
): Answer {
  sayText(emit, text);
  const ids = tasks.map(({ id }) => id);
  return {
    text,
    status: "complete",
    question: false,
    pending: null,
    reading: null,
    tasks,
    shown: ids,
    changed: ids,
    toolCalls,
    answeredBy: builtinName,
  };
}
