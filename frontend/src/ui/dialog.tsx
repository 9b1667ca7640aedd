import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { messages } from "../messages/en.ts";
import { Button } from "./button.tsx";

interface DialogProps {
  title: string;
  /** `sheet`: a full-height column at the right edge. `drawer`: the same at the left. */
  form?: "centre" | "sheet" | "drawer";
  onClose: () => void;
  children: ReactNode;
}

const places = {
  centre:
    "top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-card",
  sheet: "inset-y-0 right-0 w-[min(28rem,100vw)]",
  drawer: "inset-y-0 left-0 w-[min(18rem,85vw)]",
};

/** A modal dialog. Focus stays in it and returns afterwards; Esc and a click outside close it. */
export function Dialog({ title, form = "centre", onClose, children }: DialogProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(0_0_0/35%)]" />
        <Base.Popup
          className={`fixed z-40 flex animate-arrive flex-col border border-line bg-surface shadow-card outline-none ${places[form]}`}
        >
          <header className="flex min-h-14 items-center justify-between gap-2 py-2 pr-3 pl-5">
            <Base.Title className="font-semibold text-base">{title}</Base.Title>
            <Base.Close
              aria-label={messages.close}
              title={messages.close}
              className="inline-flex size-8 items-center justify-center rounded-lg text-ink-3 hover:bg-hover hover:text-ink pointer-coarse:size-10"
            >
              <X size={18} aria-hidden />
            </Base.Close>
          </header>
          <div
            className={`flex min-h-0 flex-1 flex-col overflow-y-auto ${form === "drawer" ? "px-1" : "px-5 pb-5"}`}
          >
            {children}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

interface ConfirmProps {
  title: string;
  text: string;
  confirm: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks for confirmation before something irreversible. */
export function Confirm({ title, text, confirm, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="mb-5 text-ink-2">{text}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{messages.cancel}</Button>
        <Button kind="danger" onClick={onConfirm}>
          {confirm}
        </Button>
      </div>
    </Dialog>
  );
}
