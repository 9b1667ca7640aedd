import type { Message } from "@todo-chatbot/contracts";
import { messages } from "../messages/en.ts";
import { tellFault } from "../ui/tell-fault.ts";
import { AssistantMessage } from "./assistant-message.tsx";
import { LiveAnswer } from "./live-answer.tsx";
import type { Instead, LiveTurn, Turns } from "./turns.ts";

const text = messages.chat;

interface ConversationProps {
  conversation: string;
  turns: Turns;
  /** Stored messages and answers, oldest first. */
  shown: readonly Message[];
  /** Turns in progress. */
  live: readonly LiveTurn[];
  /** When the page was opened, ISO 8601: newer answers may glow. */
  openedAt: string;
  onSay: (words: string, instead?: Instead) => void;
  /** Puts text into the message box. */
  onType: (words: string) => void;
}

/** All messages of a chat, and the answer in progress. */
export function Conversation(props: ConversationProps) {
  const { conversation, turns, shown, live, openedAt, onSay, onType } = props;
  const last = live.length === 0 ? shown.at(-1) : undefined;
  const [first] = turns.get();

  function edit({ id, text: words }: LiveTurn) {
    turns.discard(id);
    onType(words ?? "");
  }

  return (
    <>
      {shown.map((message) =>
        message.role === "user" ? (
          <Said key={message.id} words={message.text} />
        ) : (
          <AssistantMessage
            key={message.id}
            conversation={conversation}
            message={message}
            words={before(shown, message)}
            last={message === last}
            fresh={message.createdAt > openedAt}
            onSay={onSay}
            onInstead={(words, other) => onSay(words, { messageId: message.id, other })}
            onReword={onType}
            onRetry={() => void turns.retry(conversation).catch(tellFault)}
          />
        ),
      )}
      {live.map((turn) => (
        <div key={turn.id} className="flex flex-col gap-5">
          {turn.text !== null && <Said words={turn.text} />}
          <LiveAnswer
            turn={turn}
            behind={turn !== first}
            onAgain={() => turns.again(turn.id)}
            onDiscard={() => turns.discard(turn.id)}
            onEdit={() => edit(turn)}
          />
        </div>
      ))}
    </>
  );
}

/** The message that one of these answers. */
function before(shown: readonly Message[], answer: Message): string | null {
  const said = shown[shown.indexOf(answer) - 1];
  return said?.role === "user" ? said.text : null;
}

function Said({ words }: { words: string }) {
  return (
    <div className="flex justify-end">
      <p className="max-w-[85%] whitespace-pre-wrap rounded-[18px] rounded-br-md bg-accent-soft px-4 py-2 [overflow-wrap:anywhere]">
        <span className="sr-only">{text.you}: </span>
        <span>{words}</span>
      </p>
    </div>
  );
}
