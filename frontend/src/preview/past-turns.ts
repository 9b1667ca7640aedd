import type { PastTurn } from "@todo-chatbot/assistant/preview";
import type { Message } from "@todo-chatbot/contracts";
import { cardOf, isChange } from "../chat/card.ts";

/** How many turns to look back; earlier ones are hardly ever referred to. */
const most = 5;

const acts: Readonly<Record<string, "add" | "complete" | "reopen" | "delete" | "update">> = {
  add_task: "add",
  complete_task: "complete",
  reopen_task: "reopen",
  delete_task: "delete",
  update_task: "update",
  reschedule_task: "update",
};

/**
 * The turns before the current message, as far as the page knows them. Null if the last answer asked something: only
 * the server knows what that question is waiting for.
 */
export function pastTurns(messages: readonly Message[]): PastTurn[] | null {
  if (messages.at(-1)?.question) return null;
  return messages
    .flatMap((answer, at) => {
      const said = messages[at - 1];
      return answer.role === "assistant" && said?.role === "user" ? [turnOf(said, answer)] : [];
    })
    .slice(-most);
}

function turnOf(said: Message, answer: Message): PastTurn {
  const done = answer.toolCalls.filter(isChange).flatMap((call): PastTurn["done"] => {
    const type = acts[call.name];
    const tasks = cardOf(call, null).tasks.map(({ id, title }) => ({ id, title }));
    const changeId = answer.undoChangeId;
    return type ? [{ type, tasks, ...(changeId ? { changeId } : {}) }] : [];
  });
  return {
    user: said.text,
    reply: answer.text,
    shown: answer.tasks.map(({ id }) => id),
    changed: [...new Set(done.flatMap(({ tasks }) => tasks.map(({ id }) => id)))],
    done,
    pending: null,
  };
}
