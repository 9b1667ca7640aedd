import { type RefObject, useEffect, useMemo, useRef } from "react";
import { ApiError } from "../api/client.ts";
import { conversationsApi } from "../api/conversations.ts";
import { useStore } from "../lib/external-store.ts";
import { atFirstSign, part } from "../lib/part.tsx";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { Composer } from "./composer.tsx";
import { flatten, useHistory } from "./history.ts";
import { isNew, type Turns } from "./turns.ts";
import { useStickToEnd } from "./use-stick-to-end.ts";
import { Welcome } from "./welcome.tsx";

const text = messages.chat;
const Conversation = part(
  atFirstSign(() => import("./conversation.tsx").then(({ Conversation }) => Conversation)),
);

interface ChatPanelProps {
  conversation: string;
  turns: Turns;
  box: RefObject<HTMLTextAreaElement | null>;
  draftKey: string;
  timeZone: string;
}

/** One conversation: its messages, the answer in progress, and the message box. */
export function ChatPanel({ conversation, turns, box, draftKey, timeZone }: ChatPanelProps) {
  const history = useHistory(conversation);
  const all = useStore(turns);
  const live = all.filter((turn) => turn.conversation === conversation);
  const running = live.find(({ state }) => state === "running" || state === "sent");
  const stored = useMemo(() => flatten(history.data?.pages ?? []), [history.data]);
  const openedAt = useRef(new Date().toISOString());

  // The message being answered is part of the live turn; do not show it twice.
  const ids = running?.reply.ids;
  const shown = stored.filter(
    ({ id, status }) =>
      id !== ids?.messageId &&
      (id !== ids?.userMessageId || running?.text === null) &&
      !(running && status === "running"),
  );
  const waitsElsewhere = !running && stored.at(-1)?.status === "running";
  useEffect(() => {
    if (waitsElsewhere) void turns.resume(conversation);
  }, [waitsElsewhere, conversation, turns]);

  const say = (words: string) => turns.say(conversation, words, timeZone);
  const lastSaid =
    live.findLast(({ text: said }) => said)?.text ?? shown.findLast(({ role }) => role === "user")?.text;
  const empty = isNew(conversation)
    ? live.length === 0
    : history.isSuccess && shown.length + live.length === 0;
  const scroller = useStickToEnd(conversation);

  function type(words: string) {
    const { current } = box;
    if (!current) return;
    // The box keeps its own text; this simulates typing.
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(current, words);
    current.dispatchEvent(new Event("input", { bubbles: true }));
    current.focus();
  }

  async function stop() {
    if (!running?.reply.ids) return;
    await conversationsApi.stop(running.reply.ids.conversationId).catch(tellFault);
  }

  return (
    <>
      <div
        ref={scroller}
        role="log"
        aria-label={text.log}
        aria-busy={running !== undefined}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 outline-offset-[-2px]"
      >
        <div className="mx-auto flex min-h-full max-w-[42rem] flex-col gap-5 py-5 text-[15px] leading-[22px]">
          {history.hasNextPage && (
            <Button
              kind="quiet"
              small
              className="self-center"
              disabled={history.isFetchingNextPage}
              onClick={() => void history.fetchNextPage()}
            >
              {text.older}
            </Button>
          )}
          {history.isLoading && live.length === 0 && (
            <p role="status" className="m-auto animate-wait text-ink-2">
              {text.loading}
            </p>
          )}
          {history.isError && shown.length === 0 && (
            <LoadFault error={history.error} onAgain={() => void history.refetch()} />
          )}
          {empty && <Welcome onSay={say} />}
          {shown.length + live.length > 0 && (
            <Conversation
              conversation={conversation}
              turns={turns}
              shown={shown}
              live={live}
              openedAt={openedAt.current}
              onSay={(words, instead) => turns.say(conversation, words, timeZone, instead)}
              onType={type}
            />
          )}
        </div>
      </div>
      <div className="mx-auto w-full max-w-[44rem] px-4 pt-1 pb-1 lg:pb-2">
        <Composer
          box={box}
          draftKey={draftKey}
          lastSaid={lastSaid ?? null}
          running={running !== undefined}
          before={live.length === 0 && (isNew(conversation) || history.isSuccess) ? stored : null}
          onSend={say}
          onStop={() => void stop()}
        />
      </div>
    </>
  );
}

function LoadFault({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const gone = error instanceof ApiError && error.status === 404;
  return (
    <div className="m-auto flex flex-col items-center gap-3">
      <p role="alert">{gone ? text.gone : text.failed}</p>
      {!gone && <Button onClick={onAgain}>{messages.tryAgain}</Button>}
    </div>
  );
}
