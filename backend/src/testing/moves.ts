import { type BatchOperation, type Task, taskCreate } from "@todo-chatbot/contracts";
import fc from "fast-check";

/** A change of tasks for property tests. It names a task by its place in the list, since ids are only known later. */
export type Move =
  | { type: "create"; under: number | null; title: string; daily: boolean }
  | { type: "rename" | "complete" | "reopen" | "delete" | "prioritise"; at: number }
  | { type: "move"; at: number; under: number | null };

const place = fc.nat(20);
/** Any move. */
export const move: fc.Arbitrary<Move> = fc.oneof(
  fc.record({
    type: fc.constant("create" as const),
    under: fc.option(place),
    title: fc.constantFrom("a", "b", "c"),
    daily: fc.boolean(),
  }),
  fc.record({
    type: fc.constantFrom(
      "rename" as const,
      "complete" as const,
      "reopen" as const,
      "delete" as const,
      "prioritise" as const,
    ),
    at: place,
  }),
  fc.record({ type: fc.constant("move" as const), at: place, under: fc.option(place) }),
);

/** A move as an operation on these tasks; null if there is none it could be about. */
export function operationOf(step: Move, tasks: readonly Task[]): BatchOperation | null {
  const idAt = (index: number | null) =>
    index === null || tasks.length === 0 ? null : (tasks[index % tasks.length]?.id ?? null);
  if (step.type === "create") {
    const due = step.daily ? { date: "2026-11-20" } : null;
    const recurrence = step.daily ? { rule: "FREQ=DAILY;COUNT=3" } : null;
    return {
      type: "create",
      task: taskCreate.parse({ title: step.title, parentId: idAt(step.under), due, recurrence }),
    };
  }
  const id = idAt(step.at);
  if (id === null) return null;
  switch (step.type) {
    case "rename":
      return { type: "update", id, patch: { title: "renamed", labels: ["x"] } };
    case "prioritise":
      return { type: "update", id, patch: { priority: 1 } };
    case "move":
      return { type: "update", id, patch: { parentId: idAt(step.under) } };
    default:
      return { type: step.type, id };
  }
}
