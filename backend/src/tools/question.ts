import { isDeepStrictEqual } from "node:util";
import type { Change, Task } from "@todo-chatbot/contracts";
import type { Step, UndoPreview } from "../tasks/types.ts";
import { taskLine } from "./text.ts";

/** Tasks named in a question; the rest are counted. */
const mostNamed = 8;

/** A change of one task: before and after. */
interface Difference {
  before: Task;
  after: Task | null;
}

/** The question a person must answer with yes before steps are carried out: how many tasks, and which, including subtasks. */
export function confirmationQuestion(steps: readonly Step[]): string {
  const byVerb = Map.groupBy(differences(steps), verbOf);
  return [...byVerb].map(([verb, changes]) => questionOf(verb, changes)).join("\n");
}

/** The tasks that steps delete, complete or reopen, subtasks included. */
export function idsByAction(steps: readonly Step[]): Record<"delete" | "complete" | "reopen", string[]> {
  const of = (verb: ReturnType<typeof verbOf>) =>
    differences(steps).flatMap((change) => (verbOf(change) === verb ? [change.before.id] : []));
  return { delete: of("Delete"), complete: of("Mark as done"), reopen: of("Reopen") };
}

/** The tasks that steps are about, as they are now. */
export function tasksOf(steps: readonly Step[]): Task[] {
  return differences(steps).map(({ before }) => before);
}

function differences(steps: readonly Step[]): Difference[] {
  const all = new Map<string, Difference>();
  const added = new Set<string>();
  for (const { before, after } of steps) {
    const id = (before ?? after)?.id ?? "";
    const known = all.get(id);
    if (known) known.after = after;
    else if (!before) added.add(id);
    else if (!added.has(id)) all.set(id, { before, after });
  }
  // Deletions run from the leaves up, but people expect a task before its subtasks.
  return [...all.values()].sort((a, b) => a.before.position - b.before.position);
}

function verbOf({ before, after }: Difference): "Delete" | "Mark as done" | "Reopen" | "Change" {
  if (!after) return "Delete";
  if (before.completedAt !== after.completedAt) return after.completedAt ? "Mark as done" : "Reopen";
  return "Change";
}

function questionOf(verb: ReturnType<typeof verbOf>, changes: readonly Difference[]): string {
  const line = (change: Difference) =>
    verb === "Change" ? `${taskLine(change.before)}: ${changeLine(change)}` : taskLine(change.before);
  const [first] = changes;
  if (first && changes.length === 1) return `${verb} ${line(first)}?`;
  const lines = changes.slice(0, mostNamed).map((change, index) => `${index + 1}. ${line(change)}`);
  const more = changes.length > mostNamed ? [`… and ${changes.length - mostNamed} more`] : [];
  return [`${verb} these ${changes.length} tasks?`, ...lines, ...more].join("\n");
}

const fieldNames = {
  description: "notes",
  due: "date",
  priority: "priority",
  labels: "labels",
  project: "list",
  recurrence: "repeat",
  reminders: "reminders",
  parentId: "the task it is under",
} as const satisfies Partial<Record<keyof Task, string>>;

/** What would change about a task. */
function changeLine({ before, after }: Difference): string {
  if (!after) return "";
  const title = before.title === after.title ? [] : [`now “${after.title}”`];
  const fields = Object.entries(fieldNames)
    .filter(([field]) => !isDeepStrictEqual(before[field as keyof Task], after[field as keyof Task]))
    .map(([, name]) => `new ${name}`);
  return [...title, ...fields].join(", ");
}

const did: Readonly<Record<Change["action"], string>> = {
  create: "added",
  update: "changed",
  complete: "completed",
  reopen: "reopened",
  delete: "deleted",
  undo: "took back a change of",
};

/** The question whether to undo a change: what was done, to how many tasks, and to which. */
export function undoQuestion({ changes }: UndoPreview): string {
  const groups = Map.groupBy(changes, ({ action }) => action);
  const lines = [...groups].map(([action, rows]) => {
    const titles = new Map(rows.map(({ taskId, title }) => [taskId, title]));
    const named = [...titles.values()].slice(0, mostNamed).map((title) => `“${title}”`);
    const rest = titles.size - named.length;
    const count = rest > 0 ? `${titles.size} tasks: ` : "";
    return `${did[action]} ${count}${named.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  });
  return `The change this takes back: ${lines.join("; ")}. Take it back?`;
}
