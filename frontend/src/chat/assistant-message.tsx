"use client";

import type { Message } from "@todo-chatbot/contracts";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { messages } from "../messages/en.ts";
import { undo } from "../tasks/task-actions.ts";
import { Button } from "../ui/button.tsx";
import { cardsOf, isChange, withoutList } from "./card.ts";
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
  const [busy, setBusy] = useState(false);
  const undoable = last ? message.undoChangeId : null;
  const undone = message.undoChangeId === null && message.toolCalls.some(isChange);
  const cards = cardsOf(message.toolCalls, message.question ? [] : message.tasks);
  const offers = message.question && last;
  // The cards are the answer: words that only repeat them would drown it.
  const listed = cards.some(({ tasks }) => tasks.length > 0) || (offers && message.asks === "which");
  const said = listed ? withoutList(message.text) : message.text;

  async function takeBack(changeId: string) {
    setBusy(true);
    const done = await undo(changeId);
    setBusy(false);
    if (done) markUndone(conversation, message.id);
  }

  return (
    <div className="flex max-w-full flex-col items-stretch gap-2">
      <span className="sr-only">{text.assistant}:</span>
      {said && (
        <p
          className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${cards.length > 0 ? "text-ink-2 text-sm" : ""}`}
        >
          {said}
        </p>
      )}
      <ToolCards
        cards={cards}
        fresh={fresh}
        footer={
          undone ? (
            <p role="status" className="px-2 text-[13px] text-ink-2">
              {messages.cards.undone}
            </p>
          ) : undoable ? (
            <Button kind="quiet" small disabled={busy} onClick={() => void takeBack(undoable)}>
              <Undo2 size={14} aria-hidden />
              {busy ? messages.cards.undoing : messages.cards.undo}
            </Button>
          ) : null
        }
      />
      {offers && <Choices message={message} onSay={onSay} />}
      {message.answeredBy?.fallbackReason && (
        <p className="text-[13px] text-ink-3">{text.fallback(message.answeredBy.fallbackReason)}</p>
      )}
      <Ending message={message} onRetry={last ? onRetry : null} />
    </div>
  );
}

/** Why an answer is not whole, where that is so, and another try. */
function Ending({ message, onRetry }: { message: Message; onRetry: (() => void) | null }) {
  const { status } = message;
  if (status === "complete" || status === "running") return null;
  const reasons = { stopped: text.stopped, interrupted: text.interrupted, failed: text.failedAnswer };
  return (
    <div className="flex flex-wrap items-center gap-2 empty:hidden">
      {(message.text === "" || status === "interrupted") && (
        <p className={status === "stopped" ? "text-ink-2" : "text-danger"}>{reasons[status]}</p>
      )}
      {onRetry && (
        <Button small onClick={onRetry}>
          {messages.tryAgain}
        </Button>
      )}
    </div>
  );
}
