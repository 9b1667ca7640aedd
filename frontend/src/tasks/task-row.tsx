import type { Task } from "@todo-chatbot/contracts";
import { Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, memo, useEffect, useRef } from "react";
import { messages } from "../messages/en.ts";
import { IconButton } from "../ui/button.tsx";
import { Glow } from "../ui/glow.tsx";
import { useUnsavedEdit } from "./edits.ts";
import type { GroupName } from "./grouping.ts";
import { endOfList, keepFocusNear, neighbour } from "./row-focus.ts";
import { remove } from "./task-actions.ts";
import { TaskCheckbox } from "./task-checkbox.tsx";
import { TaskFacts } from "./task-facts.tsx";
import { NewTask, TaskForm } from "./task-parts.ts";

const text = messages.tasks;

interface TaskRowProps {
  task: Task;
  indented: boolean;
  under: GroupName;
  /** The parent's title, when the parent is shown elsewhere. */
  partOf: string | null;
  mode: "shown" | "edited" | "extended";
  onMode: (id: string, mode: TaskRowProps["mode"]) => void;
}

/** A task in the panel, which is completed, edited and deleted in place. */
export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { task, indented, under, partOf, mode, onMode } = props;
  const row = useRef<HTMLDivElement>(null);
  const title = useRef<HTMLButtonElement>(null);
  const wasEdited = useRef(false);
  const unsaved = useUnsavedEdit(task) !== undefined;
  useEffect(() => {
    // Focus goes back to where editing began.
    if (wasEdited.current && mode === "shown") title.current?.focus();
    wasEdited.current = mode !== "shown";
  }, [mode]);

  function onKeyDown(event: KeyboardEvent<HTMLButtonElement>) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (row.current) neighbour(row.current, event.key === "ArrowDown" ? 1 : -1)?.focus();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      endOfList(event.key === "Home" ? "first" : "last")?.focus();
    } else if (event.key === "Delete") {
      event.preventDefault();
      removeHere();
    } else if (event.key === "x" && !event.metaKey && !event.ctrlKey && !event.altKey) {
      row.current?.querySelector<HTMLElement>("input[type=checkbox]")?.click();
    }
  }

  function removeHere() {
    if (!row.current) return;
    keepFocusNear(row.current, () => {
      onMode(task.id, "shown");
      void remove(task);
    });
  }

  if (mode === "edited") {
    return (
      <div ref={row} data-task={task.id} className={indented ? "ml-7" : ""}>
        <TaskForm
          task={task}
          onAddSubtask={() => onMode(task.id, "extended")}
          onDelete={removeHere}
          onClose={() => onMode(task.id, "shown")}
        />
      </div>
    );
  }

  return (
    <div ref={row} data-task={task.id} className={indented ? "ml-7" : ""}>
      <div className="group relative -mx-2 break-inside-avoid flex items-start rounded-lg px-1 transition-colors focus-within:bg-hover/50 hover:bg-hover/50">
        <TaskCheckbox task={task} />
        <div className="min-w-0 flex-1 py-1.5 pointer-coarse:py-2.5">
          <button
            ref={title}
            type="button"
            data-task-title
            aria-expanded={false}
            onClick={() => onMode(task.id, "edited")}
            onKeyDown={onKeyDown}
            className={`block w-full rounded text-left leading-[22px] [overflow-wrap:anywhere] ${task.completedAt ? "text-ink-3 line-through" : ""}`}
          >
            <Glow of={task.title}>{task.title}</Glow>
          </button>
          {partOf && <p className="text-[13px] text-ink-3 leading-[18px]">{text.partOf(partOf)}</p>}
          <TaskFacts task={task} under={under} />
          {unsaved && <p className="text-[13px] text-accent leading-[18px] print:hidden">{text.unsaved}</p>}
        </div>
        <div className="absolute top-0.5 right-0.5 hidden rounded-lg bg-surface shadow-card group-focus-within:flex group-hover:flex pointer-coarse:hidden">
          <IconButton label={text.edit(task.title)} onClick={() => onMode(task.id, "edited")}>
            <Pencil size={15} aria-hidden />
          </IconButton>
          <IconButton label={text.delete(task.title)} onClick={removeHere}>
            <Trash2 size={15} aria-hidden />
          </IconButton>
        </div>
      </div>
      {mode === "extended" && (
        <div className="ml-7">
          <NewTask parentId={task.id} onClose={() => onMode(task.id, "shown")} />
        </div>
      )}
    </div>
  );
});
