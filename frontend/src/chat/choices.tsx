"use client";

import type { Message } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import { TaskFacts } from "../tasks/task-facts.tsx";

const text = messages.chat;
const look =
  "flex min-h-9 items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1.5 text-left shadow-card transition-colors hover:border-accent hover:bg-accent-soft pointer-coarse:min-h-11";

/** The replies a question offers, each one click; typing one works as well. */
export function Choices({ message, onSay }: { message: Message; onSay: (text: string) => void }) {
  const kind = message.asks ?? (message.tasks.length > 1 ? "which" : "words");
  if (kind === "words") return null;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{text.choices}</legend>
      {kind === "which" && (
        <ol className="flex flex-col gap-1.5">
          {message.tasks.slice(0, text.ordinals.length).map((task, index) => (
            <li key={task.id}>
              <button
                type="button"
                className={`${look} w-full`}
                onClick={() => onSay(text.ordinals[index] ?? task.title)}
              >
                <span className="w-4 shrink-0 text-ink-3 tabular-nums">{index + 1}</span>
                <span className="min-w-0">
                  <span className="block text-[15px] leading-[22px] [overflow-wrap:anywhere]">
                    {task.title}
                  </span>
                  <TaskFacts task={task} />
                </span>
              </button>
            </li>
          ))}
        </ol>
      )}
      <div className="flex flex-wrap gap-2">
        {(kind === "confirm" ? [text.yes, text.no] : [text.never]).map((reply) => (
          <button key={reply} type="button" className={look} onClick={() => onSay(reply)}>
            {reply}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
