"use client";

import type { Message } from "@todo-chatbot/contracts";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { messages } from "../messages/en.ts";
import { undo } from "../tasks/task-actions.ts";
import { Button } from "../ui/button.tsx";
import { Choices } from "./choices.tsx";
import { markUndone } from "./history.ts";
import { ToolCards } from "./tool-cards.tsx";

const text = messages.chat;

interface AssistantMessageProps {
  conversation: string;
  message: Message;
  /** The last of the conversation: it can be undone and answered. */
  last: boolean;
  /** Answered since the page was loaded. */
  fresh: boolean;
  onSay: (text: string) => void;
  onRetry: () => void;
}

/** A stored answer: cards, words, and while it is the last one what can be done about it. */
export function AssistantMessage({
  conversation,
  message,
  last,
  fresh,
  onSay,
  onRetry,
}: AssistantMessageProps) {
  const undoable = last ? message.undoChangeId : null;
  const stopped =
    message.status === "interrupted" || message.status === "failed" || message.status === "stopped";
  return (
    <div className="flex max-w-full flex-col items-stretch gap-2">
      <span className="sr-only">{text.assistant}:</span>
      {message.text && <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{message.text}</p>}
      <ToolCards
        calls={message.toolCalls}
        tasks={message.question ? [] : message.tasks}
        fresh={fresh}
        footer={
          <UndoFooter
            key={message.id}
            conversation={conversation}
            messageId={message.id}
            changeId={undoable}
          />
        }
      />
      {message.question && last && <Choices message={message} onSay={onSay} />}
      {message.answeredBy?.fallbackReason && (
        <p className="text-[13px] text-ink-3">{text.fallback(message.answeredBy.fallbackReason)}</p>
      )}
      {stopped && (
        <div className="flex flex-wrap items-center gap-2">
          <p className={message.status === "stopped" ? "text-ink-2" : "text-danger"}>
            {message.status === "stopped"
              ? text.stopped
              : message.status === "interrupted"
                ? text.interrupted
                : message.text
                  ? ""
                  : text.failedAnswer}
          </p>
          {last && (
            <Button small onClick={onRetry}>
              {messages.tryAgain}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

interface UndoFooterProps {
  conversation: string;
  messageId: string;
  changeId: string | null;
}

function UndoFooter({ conversation, messageId, changeId }: UndoFooterProps) {
  const [state, setState] = useState<"ready" | "busy" | "done">("ready");
  if (state === "done") {
    return (
      <p role="status" className="px-2 text-ink-2 text-[13px]">
        {messages.cards.undone}
      </p>
    );
  }
  if (!changeId) return null;

  async function run(id: string) {
    setState("busy");
    if (!(await undo(id))) return setState("ready");
    setState("done");
    markUndone(conversation, messageId);
  }

  return (
    <Button kind="quiet" small disabled={state === "busy"} onClick={() => void run(changeId)}>
      <Undo2 size={14} aria-hidden />
      {state === "busy" ? messages.cards.undoing : messages.cards.undo}
    </Button>
  );
}
