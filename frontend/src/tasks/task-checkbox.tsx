"use client";

import type { Task } from "@todo-chatbot/contracts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { keepFocusNear } from "./row-focus.ts";
import { toggle } from "./task-actions.ts";

/** Ticks a task off, or opens it again. The ground around it counts too, so that fingers hit it. */
export function TaskCheckbox({ task, disabled = false }: { task: Task; disabled?: boolean }) {
  const reader = useReader();
  return (
    <label className="flex p-2 pointer-coarse:py-3">
      <input
        type="checkbox"
        className="check disabled:opacity-50"
        data-priority={task.priority}
        disabled={disabled}
        checked={task.completedAt !== null}
        onChange={(event) => {
          const row = event.currentTarget.closest("li") ?? event.currentTarget;
          keepFocusNear(row, () => void toggle(task, reader));
        }}
        aria-label={messages.tasks.complete(task.title)}
      />
    </label>
  );
}
