import { useEffect, useState } from "react";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { cardsOf, withoutList } from "./card.ts";
import { ToolCards } from "./tool-cards.tsx";
import type { LiveTurn } from "./turns.ts";

const text = messages.chat;

interface LiveAnswerProps {
  turn: LiveTurn;
  /** Another message is sent before this one. */
  behind: boolean;
  onAgain: () => void;
  onDiscard: () => void;
  onEdit: () => void;
}

/** The answer so far, or why there is none yet. */
export function LiveAnswer({ turn, behind, onAgain, onDiscard, onEdit }: LiveAnswerProps) {
  const { state, reply, problem } = turn;
  if (state === "failed") {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-2">
        <p className="basis-full text-danger">
          {text.notSent} {problem}
        </p>
        <Button small onClick={onAgain}>
          {messages.tryAgain}
        </Button>
        <Button small onClick={onEdit}>
          {text.edit}
        </Button>
        <Button small kind="quiet" onClick={onDiscard}>
          {text.discard}
        </Button>
      </div>
    );
  }
  if (state === "waiting") {
    return (
      <div className="flex flex-wrap items-center gap-2 text-ink-2">
        <p>{behind ? text.queued : text.waiting}</p>
        <Button small kind="quiet" onClick={onDiscard}>
          {text.discard}
        </Button>
      </div>
    );
  }
  const cards = cardsOf(reply.calls, []);
  const said = cards.length > 0 ? withoutList(reply.text) : reply.text;
  return (
    <div className="flex flex-col gap-2">
      {said && (
        <p
          className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${cards.length > 0 ? "text-ink-2 text-sm" : ""}`}
        >
          {said}
        </p>
      )}
      <ToolCards cards={cards} fresh footer={null} />
      {!reply.text && reply.calls.length === 0 && <Thinking since={turn.startedAt} loading={reply.loading} />}
    </div>
  );
}

function Thinking({ since, loading }: { since: number; loading: boolean }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - since) / 1000)), 500);
    return () => clearInterval(timer);
  }, [since]);
  const words = loading
    ? text.modelLoading(seconds)
    : seconds >= 8
      ? text.stillThinking(seconds)
      : seconds >= 1
        ? text.thinking
        : "";
  return (
    <p className="flex h-[22px] animate-wait items-center gap-2 text-ink-2">
      <span aria-hidden className="flex gap-1">
        <span className="size-1.5 rounded-full bg-ink-3" />
        <span className="size-1.5 rounded-full bg-ink-3" />
        <span className="size-1.5 rounded-full bg-ink-3" />
      </span>
      {words}
    </p>
  );
}
