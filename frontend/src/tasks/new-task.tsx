"use client";

import { limits } from "@todo-chatbot/contracts/limits";
import { type FormEvent, useState } from "react";
import { messages } from "../messages/en.ts";
import { Button } from "../ui/button.tsx";
import { create, tellFault } from "./task-actions.ts";
import { newTask } from "./task-draft.ts";

const text = messages.tasks;
const focusAtFirst = (input: HTMLInputElement | null) => input?.focus();

/** One line for one task after another; Esc ends it. */
export function NewTask({ parentId, onClose }: { parentId: string | null; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);

  async function add(event: FormEvent) {
    event.preventDefault();
    if (title.trim() === "") return onClose();
    setBusy(true);
    try {
      await create(newTask(title, parentId));
      setTitle("");
    } catch (error) {
      tellFault(error);
    }
    setBusy(false);
  }

  return (
    <form onSubmit={add} className="my-1 flex gap-2">
      <input
        ref={focusAtFirst}
        className="field"
        aria-label={parentId ? text.addSubtask : text.newTitle}
        placeholder={text.titlePlaceholder}
        value={title}
        maxLength={limits.titleLength}
        onChange={(event) => setTitle(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onClose();
        }}
      />
      <Button kind="primary" type="submit" disabled={busy}>
        {text.add}
      </Button>
      <Button kind="quiet" onClick={onClose}>
        {messages.cancel}
      </Button>
    </form>
  );
}
