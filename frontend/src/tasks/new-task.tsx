import { limits } from "@todo-chatbot/contracts/limits";
import { type ClipboardEvent, type FormEvent, useId, useState } from "react";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { tellFault } from "../ui/tell-fault.ts";
import { pastedLines, taskOfLine, tooLong } from "./pasted-lines.ts";
import { create, createAll } from "./task-actions.ts";
import { newTask } from "./task-draft.ts";

const text = messages.tasks;
const focusAtFirst = (input: HTMLInputElement | null) => input?.focus();

/** A field to add one task after another; pasted lines become a task each. Esc closes it. */
export function NewTask({ parentId, onClose }: { parentId: string | null; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [lines, setLines] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const fault = useId();
  const over = title.trim().length - limits.titleLength;

  async function send(made: () => Promise<void>, then: () => void) {
    setBusy(true);
    try {
      await made();
      then();
    } catch (error) {
      tellFault(error);
    }
    setBusy(false);
  }

  function add(event: FormEvent) {
    event.preventDefault();
    if (title.trim() === "") return onClose();
    if (over <= 0)
      void send(
        () => create(newTask(title, parentId)),
        () => setTitle(""),
      );
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = pastedLines(event.clipboardData.getData("text/plain"));
    if (pasted.length < 2) return;
    event.preventDefault();
    setLines(pasted);
  }

  if (lines) {
    return (
      <PastedLines
        lines={lines}
        busy={busy}
        onEach={() =>
          void send(
            () => createAll(lines.map((line) => taskOfLine(line, parentId))),
            () => setLines(null),
          )
        }
        onOne={() => {
          setTitle([title.trim(), ...lines].filter(Boolean).join(" "));
          setLines(null);
        }}
        onCancel={() => setLines(null)}
      />
    );
  }

  return (
    <form onSubmit={add} className="my-1 flex flex-wrap gap-2 print:hidden">
      <input
        ref={focusAtFirst}
        className="field min-w-0 flex-1"
        aria-label={parentId ? text.addSubtask : text.newTitle}
        aria-invalid={over > 0 ? true : undefined}
        aria-describedby={over > 0 ? fault : undefined}
        placeholder={text.titlePlaceholder}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        onPaste={onPaste}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Button kind="primary" type="submit" disabled={busy || over > 0}>
        {text.add}
      </Button>
      <Button kind="quiet" onClick={onClose}>
        {messages.cancel}
      </Button>
      {over > 0 && (
        <p id={fault} role="alert" className="basis-full text-[13px] text-danger">
          {text.form.tooLong(over, limits.titleLength)}
        </p>
      )}
    </form>
  );
}

interface PastedLinesProps {
  lines: readonly string[];
  busy: boolean;
  onEach: () => void;
  onOne: () => void;
  onCancel: () => void;
}

/** Asks whether pasted lines are one task or several, and shows them. */
function PastedLines({ lines, busy, onEach, onOne, onCancel }: PastedLinesProps) {
  const long = lines.filter(({ length }) => length > limits.titleLength).length;
  const impossible = tooLong(lines);
  return (
    <fieldset className="my-1 flex flex-col gap-2 rounded-card border border-line bg-surface p-3 shadow-card">
      <legend className="sr-only">{text.pasted.label}</legend>
      <p className="font-medium">{text.pasted.text(lines.length)}</p>
      <ul className="max-h-40 overflow-y-auto text-ink-2">
        {lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change, and may be equal
          <li key={place} className="line-clamp-1 break-all">
            {line}
          </li>
        ))}
      </ul>
      {impossible > 0 ? (
        <p role="alert" className="text-danger">
          {text.pasted.impossible(impossible, limits.descriptionLength)}
        </p>
      ) : (
        long > 0 && <p className="text-ink-2">{text.pasted.long(long, limits.titleLength)}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" disabled={busy || impossible > 0} onClick={onEach} autoFocus>
          {text.pasted.each(lines.length)}
        </Button>
        <Button disabled={busy} onClick={onOne}>
          {text.pasted.one}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {messages.cancel}
        </Button>
      </div>
    </fieldset>
  );
}
