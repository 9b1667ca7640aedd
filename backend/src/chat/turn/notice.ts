import type { Plan } from "@todo-chatbot/assistant";
import { isReadOnly } from "../../tools/registry.ts";
import type { ToolCallRecord } from "../types.ts";
import { changedIds } from "./record.ts";

const nothingChanged = "Nothing on your list changed.";

export const cutNotice = "The answer was cut here: it reached its longest length.";

/**
 * What must be added to a language model's text, based on what happened and not on what it says: that nothing
 * changed although a change was requested or tried. Null if nothing needs to be added.
 * @param read the meaning of the person's message; null if it could not be read
 */
export async function changeNotice(
  records: readonly ToolCallRecord[],
  read: () => Promise<Plan | null>,
): Promise<string | null> {
  if (changedIds(records).length > 0) return null;
  const tried = records.filter(({ name }) => !isReadOnly(name));
  const refused = tried.find(({ status }) => status === "error");
  if (refused) return `${nothingChanged} ${reasonOf(refused)}`;
  // A change without effect, such as completing a completed task.
  if (tried.length > 0) return null;
  const plan = await read();
  return plan && asksForNoChange(plan) ? null : nothingChanged;
}

function reasonOf({ result }: ToolCallRecord): string {
  return result.errors[0]?.detail ?? "";
}

const talk = new Set<Plan["intent"]>(["list", "activity", "help", "small_talk"]);

function asksForNoChange({ actions, question, intent }: Plan): boolean {
  const looks = actions.every(({ type }) => type === "list" || type === "activity");
  return looks && !question && (actions.length > 0 || talk.has(intent));
}
