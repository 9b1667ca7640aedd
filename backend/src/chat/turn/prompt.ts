import type { Task } from "@todo-chatbot/contracts";
import { wallClock } from "@todo-chatbot/contracts/calendar";
import type { ModelMessage } from "ai";
import { localNow, weekdayName } from "../../tools/local-now.ts";
import { dataRule } from "../../tools/model-form.ts";
import { chosenTasks } from "../models/chosen-tasks.ts";
import { type Telling, told, toldTask } from "../models/told.ts";
import type { TurnInput } from "../types.ts";

/** Number of tasks in the prompt; the model can get more with list_tasks. */
export const tasksTold = 50;
const tasksToldBriefly = 20;

/**
 * The system prompt of a language model. Everything people wrote is in the data at the
 * end, separate from the instructions.
 */
export function instructions(
  input: TurnInput,
  tasks: readonly Task[],
  telling: Telling,
  doneJustNow: string | null,
  brief = false,
): string {
  const shown = (input.history.at(-1)?.shown ?? []).slice(0, tasksTold);
  const wish = { text: input.text, shown, today: wallClock(input.sentAt.getTime(), input.timeZone).date };
  const chosen = chosenTasks(tasks, wish, brief ? tasksToldBriefly : tasksTold);
  return [
    "You keep a person's todo list. Use the tools for every change and every question about tasks; never say something was done unless a tool said so.",
    `Now it is ${localNow(input)} in ${input.timeZone}. Weeks start on ${weekdayName(input.weekStart)}. Times without a zone are in ${input.timeZone}.`,
    "Dates: “friday” is the next one after today, “next friday” the one of next calendar week, “next week” its first day, “in a week” today + 7 days, “next month” the 1st, “this weekend” Saturday. A time already past means tomorrow. " +
      "Morning 09:00, noon 12:00, afternoon 15:00, evening 19:00, night 21:00. A date without a time has no time: never invent one.",
    "Quoted words are a title as they stand. If several tasks fit, ask which, numbered. If none fits, say so. If it is unclear what should change, ask. Ask at most one question.",
    "Deleting several tasks, or all, needs the person's yes in their next message; the tools hold you to it.",
    "The person sees the tasks a tool touched as cards: do not repeat them. Answer in one or two short sentences, in the person's language. Never say t1, t2: these are ids for the tools alone.",
    ...(doneJustNow === null
      ? []
      : [
          "The person has just agreed to a question. What they agreed to is done; doneJustNow says what. Say so, and call no tool for it.",
        ]),
    dataRule,
    told({
      ...(doneJustNow !== null && { doneJustNow }),
      tasks: chosen.map((task) => toldTask(task, telling)),
      ...(tasks.length > chosen.length && { moreTasks: tasks.length - chosen.length }),
      ...(shown.length > 0 && { shownLastInOrder: shown.map((id) => telling.handles.of(id)) }),
    }),
  ].join("\n");
}

/** Maximum characters of the conversation in the prompt; older turns are left out as a whole. */
const conversationLength = 12_000;

/** Earlier answers are cut to this length: only their subject matters. */
const replyLength = 2000;

/** Replaces a missing answer, since many servers require the roles to alternate. */
const noAnswer = "(no answer)";

/**
 * The conversation in the prompt: the last turns and the new message. Answers contain only the model's text,
 * without our notices and error messages.
 * @param brief without the earlier turns
 */
export function conversationMessages(input: TurnInput, brief = false): ModelMessage[] {
  const most = brief ? 0 : conversationLength;
  const past: ModelMessage[] = [];
  let length = 0;
  for (const { user, said } of input.history.toReversed()) {
    const reply = said.slice(0, replyLength).toWellFormed() || noAnswer;
    length += user.length + reply.length;
    if (length > most) break;
    past.unshift({ role: "user", content: user }, { role: "assistant", content: reply });
  }
  return [...past, { role: "user", content: input.text }];
}
