import type { Task } from "@todo-chatbot/contracts";
import { isWaiting } from "@todo-chatbot/contracts/calendar";
import { Flag, Folder, Hourglass, Repeat, StickyNote, Tag } from "lucide-react";
import { dueWords, isOverdue, localTime, momentOf } from "../lib/due-words.ts";
import { useReader } from "../lib/reader-context.tsx";
import { recurrenceWords } from "../lib/recurrence-words.ts";
import { messages } from "../messages/en.ts";
import { Glow } from "../ui/glow.tsx";
import type { GroupName } from "./grouping.ts";

const text = messages.tasks;
const icon = { size: 13, "aria-hidden": true } as const;

export type Fact = "start" | "due" | "recurrence" | "priority" | "project" | "labels" | "description";

interface TaskFactsProps {
  task: Task;
  /** The group the task is in, whose heading need not be repeated. */
  under?: GroupName | null;
  /** Fields that have just changed. */
  changed?: readonly string[];
}

/** The details of a task: due date, recurrence, priority, project, labels, notes. */
export function TaskFacts({ task, under = null, changed = [] }: TaskFactsProps) {
  const reader = useReader();
  const waits = task.start && !task.completedAt && isWaiting(task, momentOf(reader)) ? task.start : null;
  const late = task.due && !task.completedAt && isOverdue(task.due, reader);
  const glow = (fact: Fact, value: unknown) => ({ of: JSON.stringify(value), at: changed.includes(fact) });
  const day = task.due && dueWords(task.due, reader);
  // Under "Today" only a time adds information.
  const due = under === "today" && task.due ? localTime(task.due, reader) : day;
  const empty =
    !due && !waits && !task.recurrence && task.priority === 4 && !task.project && !task.labels.length;
  if (empty && !task.description) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5 text-[13px] text-ink-2 leading-[18px]">
      {due && (
        <Glow {...glow("due", task.due)}>
          <span className={`inline-flex items-center gap-1 ${late ? "font-medium text-danger" : ""}`}>
            {late && <span className={under === "overdue" ? "sr-only" : ""}>{text.overdue} · </span>}
            {due}
          </span>
        </Glow>
      )}
      {waits && (
        <Glow {...glow("start", task.start)}>
          <span className="inline-flex items-center gap-1">
            <Hourglass {...icon} />
            {text.startsOn(dueWords(waits, reader))}
          </span>
        </Glow>
      )}
      {task.recurrence && (
        <Glow {...glow("recurrence", task.recurrence)}>
          <span className="inline-flex items-center gap-1">
            <Repeat {...icon} />
            {recurrenceWords(task.recurrence)}
          </span>
        </Glow>
      )}
      {task.priority < 4 && (
        <Glow {...glow("priority", task.priority)}>
          <span className={`inline-flex items-center gap-1 ${task.priority === 1 ? "text-danger" : ""}`}>
            <Flag {...icon} fill={task.priority < 3 ? "currentColor" : "none"} />
            {text.priorities[task.priority]}
          </span>
        </Glow>
      )}
      {task.project && (
        <Glow {...glow("project", task.project)}>
          <span className="inline-flex items-center gap-1 break-all">
            <Folder {...icon} />
            {task.project}
          </span>
        </Glow>
      )}
      {task.labels.length > 0 && (
        <Glow {...glow("labels", task.labels)}>
          <span className="inline-flex items-center gap-1 break-all">
            <Tag {...icon} />
            {task.labels.join(", ")}
          </span>
        </Glow>
      )}
      {task.description && (
        <Glow {...glow("description", task.description)}>
          <span className="inline-flex min-w-0 items-center gap-1">
            <StickyNote {...icon} className="shrink-0" />
            <span className="line-clamp-1 break-all">{task.description}</span>
          </span>
        </Glow>
      )}
    </p>
  );
}
