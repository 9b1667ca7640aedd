import type { Message } from "@todo-chatbot/contracts";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { messages } from "../messages/en.ts";
import { undo } from "../tasks/task-actions.ts";
import { Button } from "../ui/button.tsx";
import { cardsOf, isChange, withoutList } from "./card.ts";
import { Choices } from "./choices.tsx";
import { markUndone } from "./history.ts";
import { HowRead } from "./how-read.tsx";
import { OtherReadings } from "./other-readings.tsx";
import { ToolCards } from "./tool-cards.tsx";

const text = messages.chat;

interface AssistantMessageProps {
  conversation: string;
  message: Message;
  /** What it answers. */
  words: string | null;
  /** The last answer of the conversation, which can be undone and replied to. */
  last: boolean;
  /** Received since the page was loaded. */
  fresh: boolean;
  onSay: (text: string) => void;
  /** Carries out another reading, by its index; `text` is the button's. */
  onInstead: (text: string, other: number) => void;
  /** Lets the person rephrase the message. */
  onReword: (words: string) => void;
  onRetry: () => void;
}

/** A stored answer: cards, text, and, if it is the last one, actions. */
export function AssistantMessage({
  conversation,
  message,
  words,
  last,
  fresh,
  onSay,
  onInstead,
  onReword,
  onRetry,
}: AssistantMessageProps) {
  const [busy, setBusy] = useState(false);
  const [rejected, setRejected] = useState(false);
  const undoable = last ? message.undoChangeId : null;
  const undone = message.undoChangeId === null && message.toolCalls.some(isChange);
  const cards = cardsOf(message.toolCalls, message.question ? [] : message.tasks);
  const offers = message.question && last && !rejected;
  const { reading } = message;
  const others = reading?.others ?? [];
  // The cards are the answer: text that only repeats them would bury it.
  const listed = cards.some(({ tasks }) => tasks.length > 0) || (offers && message.asks === "which");
  const own = message.notice ? message.text.slice(0, -message.notice.length).trimEnd() : message.text;
  const said = listed ? withoutList(own) : own;

  async function takeBack(changeId: string): Promise<boolean> {
    setBusy(true);
    const done = await undo(changeId);
    setBusy(false);
    if (done) markUndone(conversation, message.id);
    return done;
  }

  async function reject() {
    if (!undoable || (await takeBack(undoable))) setRejected(true);
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
      {reading && words !== null && (
        <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
          {reading.spans.length > 0 && <HowRead words={words} spans={reading.spans} />}
          {last && !rejected && !undone && (undoable || others.length > 0) && (
            <button
              type="button"
              disabled={busy}
              onClick={() => void reject()}
              className="min-h-6 rounded text-[13px] text-ink-3 hover:text-ink-2 pointer-coarse:min-h-11"
            >
              {busy ? messages.reading.takingBack : messages.reading.notMeant}
            </button>
          )}
        </div>
      )}
      {last && rejected && (
        <OtherReadings
          others={others}
          undone={undone}
          onChoose={(other) => onInstead(others[other] ?? "", other)}
          onReword={() => onReword(words ?? "")}
        />
      )}
      {message.answeredBy?.fallbackReason && (
        <p className="text-[13px] text-ink-3">{text.fallback(message.answeredBy.fallbackReason)}</p>
      )}
      {message.notice && <p className="text-[13px] text-ink-2">{message.notice}</p>}
      <Ending message={message} onRetry={last ? onRetry : null} />
    </div>
  );
}

/** Why an answer is incomplete, with a button to retry. */
function Ending({ message, onRetry }: { message: Message; onRetry: (() => void) | null }) {
  const { status } = message;
  if (status === "complete" || status === "running") return null;
  const reasons = {
    cut: "",
    stopped: text.stopped,
    interrupted: text.interrupted,
    failed: text.failedAnswer,
  };
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
