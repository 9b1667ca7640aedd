import type { Task } from "@todo-chatbot/contracts";
import { useState } from "react";
import { afterPaint } from "../lib/after-paint.ts";
import { useReader } from "../lib/reader-context.tsx";
import { messages } from "../messages/en.ts";
import { keepFocusNear } from "./row-focus.ts";
import { setDone } from "./task-actions.ts";

/** Completes or reopens a task. The area around it is clickable too, for touch. */
export function TaskCheckbox({ task, disabled = false }: { task: Task; disabled?: boolean }) {
  const reader = useReader();
  // The tick is painted on its own first, since moving the task to another group is much more work. It applies to this
  // version of the task, so the result replaces it.
  const [wish, setWish] = useState<{ of: Task; done: boolean } | null>(null);
  const done = wish?.of === task ? wish.done : task.completedAt !== null;
  return (
    <label className="flex p-2 pointer-coarse:py-3">
      <input
        type="checkbox"
        className="check disabled:opacity-50"
        data-priority={task.priority}
        disabled={disabled}
        checked={done}
        onChange={(event) => {
          const row = event.currentTarget.closest("li") ?? event.currentTarget;
          setWish({ of: task, done: !done });
          afterPaint(() => keepFocusNear(row, () => void setDone(task, !done, reader)));
        }}
        aria-label={messages.tasks.complete(task.title)}
      />
    </label>
  );
}
