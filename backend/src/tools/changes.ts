import type { BatchOperation, TaskPatch, ToolError, ToolResult } from "@todo-chatbot/contracts";
import type { Principal } from "../tasks/types.ts";
import { runBatch } from "./batch.ts";
import { errorsText, joinText, tasksText, warningsText } from "./text.ts";
import type { ToolServices } from "./types.ts";

export const updatesOf = (changes: readonly (TaskPatch & { id: string })[]): BatchOperation[] =>
  changes.map(({ id, ...patch }) => ({ type: "update", id, patch }));

/** Patches tasks; an entry without any change is reported as an error. */
export async function runChanges(
  verb: string,
  principal: Principal,
  changes: readonly (TaskPatch & { id: string })[],
  services: ToolServices,
): Promise<ToolResult> {
  const items = changes.map(({ id, ...patch }, index) => ({ index, id, patch }));
  const isEmpty = (patch: TaskPatch) => Object.values(patch).every((value) => value === undefined);
  const empty: ToolError[] = items
    .filter(({ patch }) => isEmpty(patch))
    .map(({ index, id }) => ({ index, id, code: "nothing_to_change", detail: "Say what should change." }));
  const real = items.filter(({ patch }) => !isEmpty(patch));
  const outcome = await runBatch(
    real,
    (some) =>
      services.tasks.update(
        principal,
        some.map(({ id, patch }) => ({ id, patch })),
      ),
    (item) => item.id,
  );
  const errors = [
    ...empty,
    ...outcome.errors.map((error) => ({ ...error, index: real[error.index]?.index ?? error.index })),
  ].sort((a, b) => a.index - b.index);
  const sets = new Set(real.flatMap(({ id, patch }) => (patch.recurrence || patch.range ? [id] : [])));
  const warnings = warningsText(outcome.tasks.filter(({ id }) => sets.has(id)));
  return {
    text: joinText(tasksText(verb, outcome.tasks), warnings, errorsText(errors)),
    tasks: outcome.tasks,
    errors,
  };
}
