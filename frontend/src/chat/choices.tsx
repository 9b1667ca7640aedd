import type { Message } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import { TaskFacts } from "../tasks/task-facts.tsx";

const text = messages.chat;
export const choiceLook =
  "flex min-h-9 items-center gap-2 rounded-lg border border-line bg-surface px-3 py-1.5 text-left shadow-card transition-colors hover:border-accent hover:bg-accent-soft pointer-coarse:min-h-11";

/** The replies a question offers as buttons; typing one works too. */
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
                className={`${choiceLook} w-full`}
                onClick={() => onSay(message.choices?.[index] ?? text.ordinals[index] ?? task.title)}
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
        {repliesTo(kind, message.choices ?? []).map((reply) => (
          <button key={reply} type="button" className={choiceLook} onClick={() => onSay(reply)}>
            {reply}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** The replies other than tasks: those of the question, or yes and no, and a way to decline a choice. */
function repliesTo(kind: Message["asks"], choices: readonly string[]): readonly string[] {
  if (kind === "confirm") return choices.length > 0 ? choices : [text.yes, text.no];
  return kind === "choose" ? [...choices, text.never] : [text.never];
}
