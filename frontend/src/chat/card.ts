import type { Task, ToolError } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import type { ReplyCall } from "./reply.ts";

const text = messages.cards;

/** A tool call as a card shows it. */
export interface Card {
  id: string;
  tool: string;
  title: string;
  /** `held`: waits for the person's confirmation. */
  state: ReplyCall["status"] | "held";
  tasks: Task[];
  /** What the tasks do not show: what was refused, how many are gone. */
  notes: string[];
  /** Names of the fields the call changed. */
  changed: string[];
  /** A lookup that found nothing is mentioned in the answer's text. */
  visible: boolean;
}

/**
 * @param shown what the whole answer shows, when this is its only call
 */
export function cardOf(call: ReplyCall, shown: readonly Task[] | null): Card {
  const words = text.tools[call.name] ?? text.other;
  const answer = call.result ?? {};
  const own = Array.isArray(answer.tasks) ? answer.tasks : [];
  const tasks = shown && shown.length > 0 && call.status === "ok" ? [...shown] : own;
  const reasons = (answer.errors ?? []).filter(({ code }) => code !== waiting);
  const errors = [...new Set(reasons.map(({ detail }) => detail))];
  const held = (answer.errors ?? []).some(({ code }) => code === waiting) ? (answer.more?.held ?? []) : null;
  const removed = answer.more?.removedIds?.length ?? 0;
  const said =
    call.status === "error" && !held && errors.length === 0 && answer.text ? [answer.text] : errors;
  const notes = removed > 0 ? [...said, text.removed(removed)] : said;
  const title =
    call.status === "running" ? words.running : call.status === "error" ? text.failed : words.done;
  return {
    id: call.id,
    tool: call.name,
    title: held ? text.held(held.length) : title,
    state: held ? "held" : call.status,
    tasks: held ?? tasks,
    notes,
    changed: changedFields(call.arguments),
    visible: call.status === "running" || (held ?? tasks).length > 0 || notes.length > 0,
  };
}

/** The code of actions that need the person's confirmation first. */
const waiting: ToolError["code"] = "needs_confirmation";

const changing = new Set(
  Object.keys(text.tools).filter((name) => !["list_tasks", "find_activity"].includes(name)),
);

/** Whether a call changed tasks, so that there is something to undo. */
export function isChange({ name, status, result }: Pick<ReplyCall, "name" | "status" | "result">): boolean {
  const touched = (result?.tasks?.length ?? 1) + (result?.more?.removedIds?.length ?? 0);
  return changing.has(name) && status === "ok" && touched > 0;
}

/**
 * The cards of an answer. Looking tasks up in order to change them gets none.
 * @param shown what the whole answer shows
 */
export function cardsOf(calls: readonly ReplyCall[], shown: readonly Task[]): Card[] {
  const changed = calls.some(({ name }) => changing.has(name));
  const told = calls.filter(({ name }) => !(changed && name === "list_tasks"));
  const cards = told.map((call) => cardOf(call, told.length === 1 ? shown : null));
  return together(cards).filter((card) => card.visible);
}

/** Everything to be confirmed is one question, whichever calls it comes from. */
function together(cards: readonly Card[]): Card[] {
  const held = cards.filter(({ state }) => state === "held");
  const [first] = held;
  if (!first || held.length === 1) return [...cards];
  const tasks = [...new Map(held.flatMap((card) => card.tasks).map((task) => [task.id, task])).values()];
  const one = { ...first, tasks, title: text.held(tasks.length), notes: held.flatMap(({ notes }) => notes) };
  return cards.flatMap((card) => (card === first ? [one] : held.includes(card) ? [] : [card]));
}

/** A text without its list lines, for use next to the tasks themselves. */
export function withoutList(text: string): string {
  const lines = text.split("\n");
  const prose = lines.filter((line) => !/^\s*(\d{1,3}[.)]|[-•*…])\s/.test(line));
  if (prose.length === lines.length) return text;
  return prose.join("\n").trim().replace(/:$/, "");
}

/** The fields named in the arguments of a call; a model may have written anything. */
function changedFields(args: unknown): string[] {
  const changes: unknown = args && typeof args === "object" && "changes" in args ? args.changes : null;
  if (!Array.isArray(changes)) return [];
  const fields = new Set(changes.flatMap((change: unknown) => Object.keys(Object(change))));
  fields.delete("id");
  // A date or a time given alone changes the due date.
  if (["date", "time", "days"].some((field) => fields.has(field))) fields.add("due");
  return [...fields];
}
