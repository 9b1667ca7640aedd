import type { Message } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import { ArrowUp, Square } from "lucide-react";
import { type KeyboardEvent, lazy, type RefObject, Suspense, useId, useState } from "react";
import { readStored, store } from "../lib/storage.ts";
import { messages } from "../messages/en.ts";

const text = messages.chat;

// The preview is loaded when somebody begins to type; if that fails, the box works without it.
const PreviewLine = lazy(() =>
  import("../preview/preview-line.tsx").then(
    ({ PreviewLine }) => ({ default: PreviewLine }),
    () => ({ default: () => null }),
  ),
);

interface ComposerProps {
  box: RefObject<HTMLTextAreaElement | null>;
  /** Storage key of the draft. */
  draftKey: string;
  /** The person's last message, for ↑. */
  lastSaid: string | null;
  running: boolean;
  /** The messages of this conversation, oldest first; null while an answer is pending. */
  before: readonly Message[] | null;
  onSend: (text: string) => void;
  onStop: () => void;
}

/** The message box. Its draft survives a reload. */
export function Composer({ box, draftKey, lastSaid, running, before, onSend, onStop }: ComposerProps) {
  const [typed, setTyped] = useState(() => readStored(draftKey, ""));
  const [entered, setEntered] = useState(false);
  const preview = useId();
  const over = typed.length - limits.messageLength;
  const blank = typed.trim() === "";

  function change(value: string) {
    setTyped(value);
    store(draftKey, value === "" ? null : value);
  }

  function submit() {
    if (blank || over > 0) return;
    onSend(typed.trim());
    change("");
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" && typed === "" && lastSaid) {
      event.preventDefault();
      change(lastSaid);
    } else if (event.key === "Escape") {
      event.currentTarget.blur();
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="flex items-end gap-1 rounded-[20px] border border-line-strong bg-surface p-1.5 pl-4 shadow-card focus-within:border-accent focus-within:outline-2 focus-within:outline-accent focus-within:-outline-offset-1">
        <textarea
          ref={box}
          rows={1}
          aria-label={text.message}
          aria-describedby={preview}
          aria-invalid={over > 0 ? true : undefined}
          placeholder={text.placeholder}
          value={typed}
          enterKeyHint="send"
          onChange={(event) => change(event.target.value)}
          onFocus={() => setEntered(true)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-[40dvh] min-h-8 min-w-0 flex-1 resize-none bg-transparent py-1 pointer-coarse:py-2 text-base leading-6 outline-none"
        />
        {running && blank ? (
          <button
            type="button"
            aria-label={text.stop}
            title={text.stop}
            onClick={onStop}
            className="flex size-8 shrink-0 items-center justify-center rounded-full bg-ink text-canvas pointer-coarse:size-10"
          >
            <Square size={12} fill="currentColor" aria-hidden />
          </button>
        ) : (
          <button
            type="submit"
            aria-label={text.send}
            title={text.send}
            disabled={blank || over > 0}
            className="flex size-8 shrink-0 items-center justify-center rounded-full bg-accent text-accent-ink transition-colors hover:bg-accent-strong disabled:bg-hover disabled:text-ink-3 pointer-coarse:size-10"
          >
            <ArrowUp size={18} aria-hidden />
          </button>
        )}
      </div>
      {over > 0 ? (
        <p role="alert" className="px-4 pt-1 text-danger text-[13px]">
          {text.tooLong(over, limits.messageLength)}
        </p>
      ) : (
        <p id={preview} className="flex h-6 items-center gap-1.5 px-4 pt-1 text-[13px] text-ink-2 leading-5">
          {entered && (
            <Suspense fallback={null}>
              <PreviewLine typed={typed} before={before} />
            </Suspense>
          )}
        </p>
      )}
    </form>
  );
}
