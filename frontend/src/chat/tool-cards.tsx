import type { Task } from "@todo-chatbot/contracts";
import {
  AlertCircle,
  Check,
  CircleHelp,
  Clock,
  List,
  Pencil,
  Plus,
  RotateCcw,
  Trash2,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { messages } from "../messages/en.ts";
import { TaskCheckbox } from "../tasks/task-checkbox.tsx";
import { TaskFacts } from "../tasks/task-facts.tsx";
import { useTaskNow } from "../tasks/task-store.ts";
import { Glow } from "../ui/glow.tsx";
import type { Card } from "./card.ts";

const text = messages.cards;
const shownAtOnce = 12;

const icons: Record<string, typeof Plus> = {
  add_task: Plus,
  list_tasks: List,
  complete_task: Check,
  reopen_task: RotateCcw,
  delete_task: Trash2,
  update_task: Pencil,
  reschedule_task: Clock,
  undo: Undo2,
};

const ownIcons: Partial<Record<Card["state"], typeof Plus>> = { error: AlertCircle, held: CircleHelp };

interface ToolCardsProps {
  cards: readonly Card[];
  /** Whether it is new, so that what it changed may glow. */
  fresh: boolean;
  /** Actions for all cards together. */
  footer: ReactNode;
}

/** What an answer did, as cards with the current state of the tasks. */
export function ToolCards({ cards, fresh, footer }: ToolCardsProps) {
  if (cards.length === 0) return null;
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
      {cards.map((card) => {
        const Icon = ownIcons[card.state] ?? icons[card.tool] ?? Check;
        return (
          <div key={card.id} className="border-line border-t first:border-t-0">
            <p
              className={`flex items-center gap-1.5 px-3 pt-2 pb-1 font-medium text-[13px] ${card.state === "error" ? "text-danger" : "text-ink-2"}`}
            >
              <Icon size={14} aria-hidden className={card.state === "running" ? "animate-wait" : ""} />
              {card.title}
            </p>
            {card.notes.map((note) => (
              <p key={note} className="px-3 pb-2">
                {note}
              </p>
            ))}
            {card.tasks.length > 0 && (
              <ul className="px-1 pb-1.5">
                {card.tasks.slice(0, shownAtOnce).map((task) => (
                  <CardTask
                    key={task.id}
                    task={task}
                    changed={fresh ? card.changed : []}
                    deleted={card.tool === "delete_task" && card.state === "ok"}
                  />
                ))}
              </ul>
            )}
            {card.tasks.length > shownAtOnce && (
              <p className="px-3 pb-2 text-ink-2">{text.more(card.tasks.length - shownAtOnce)}</p>
            )}
          </div>
        );
      })}
      {footer && <div className="flex min-h-10 items-center border-line border-t px-1.5 py-1">{footer}</div>}
    </div>
  );
}

/** A task on a card, which can be ticked off there too. */
function CardTask({ task, changed, deleted }: { task: Task; changed: readonly string[]; deleted: boolean }) {
  const now = useTaskNow(task);
  const shown = now.task;
  const gone = now.gone || (deleted && shown.version <= task.version && now.task === task);
  return (
    <li className="flex animate-arrive items-start rounded-lg px-1">
      <TaskCheckbox task={shown} disabled={gone} />
      <div className="min-w-0 flex-1 py-1.5">
        <p
          className={`text-[15px] leading-[22px] [overflow-wrap:anywhere] ${gone || shown.completedAt ? "text-ink-3 line-through" : ""}`}
        >
          <Glow of={shown.title} at={changed.includes("title")}>
            {shown.title}
          </Glow>
        </p>
        {gone ? (
          <p className="text-[13px] text-ink-3">{messages.tasks.deletedMark}</p>
        ) : (
          <TaskFacts task={shown} changed={changed} />
        )}
      </div>
    </li>
  );
}
