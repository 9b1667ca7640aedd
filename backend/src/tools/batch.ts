import type { Task, ToolError } from "@todo-chatbot/contracts";
import { AppError } from "../errors.ts";

export interface BatchOutcome {
  tasks: Task[];
  errors: ToolError[];
}

/**
 * Runs a batch in one call. Only if that is refused is each item tried separately, so that one bad item
 * does not block the others and each gets its own reason. Errors not caused by an item are thrown.
 */
export async function runBatch<Item>(
  items: readonly Item[],
  runAll: (items: readonly Item[]) => Promise<Task[]>,
  idOf: (item: Item) => string | undefined = () => undefined,
): Promise<BatchOutcome> {
  if (items.length === 0) return { tasks: [], errors: [] };
  try {
    return { tasks: await runAll(items), errors: [] };
  } catch (error) {
    if (!isItemFault(error)) throw error;
    if (items.length === 1) return { tasks: [], errors: [itemError(0, idOf(items[0] as Item), error)] };
  }
  const outcome: BatchOutcome = { tasks: [], errors: [] };
  for (const [index, item] of items.entries()) {
    try {
      outcome.tasks.push(...(await runAll([item])));
    } catch (error) {
      if (!isItemFault(error)) throw error;
      outcome.errors.push(itemError(index, idOf(item), error));
    }
  }
  return outcome;
}

function isItemFault(error: unknown): error is AppError {
  return error instanceof AppError && error.status < 500;
}

/** The same message for an unknown id and another person's id, so that they are indistinguishable. */
function itemError(index: number, id: string | undefined, error: AppError): ToolError {
  const detail = error.code === "not_found" ? "There is no such task." : error.detail;
  return { index, ...(id === undefined ? {} : { id }), code: error.code, detail };
}
