import { X } from "lucide-react";
import { ExternalStore, useStore } from "../lib/external-store.ts";
import { messages } from "../messages/en.ts";
import { Button, IconButton } from "./button.tsx";

export interface Toast {
  id: number;
  text: string;
  fault: boolean;
  action: { label: string; run: () => void } | null;
}

const toasts = new ExternalStore<readonly Toast[]>([]);
const shownMs = 8_000;
let last = 0;

/** Shows a toast; it replaces earlier ones. */
export function toast(text: string, options: { fault?: boolean; action?: Toast["action"] } = {}): void {
  last += 1;
  const id = last;
  toasts.set([{ id, text, fault: options.fault ?? false, action: options.action ?? null }]);
  setTimeout(() => dismiss(id), shownMs);
}

function dismiss(id: number): void {
  toasts.set((shown) => shown.filter((one) => one.id !== id));
}

/** The container for toasts, once per page. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div
      role="status"
      className="print:hidden pointer-events-none fixed inset-x-0 top-14 z-50 flex flex-col items-center gap-2 px-4 lg:top-auto lg:right-0 lg:bottom-6 lg:left-auto lg:w-80 xl:w-100"
    >
      {shown.map(({ id, text, fault, action }) => (
        <div
          key={id}
          className={`pointer-events-auto flex max-w-lg animate-arrive items-center gap-2 rounded-card border bg-surface py-1.5 pr-1.5 pl-4 shadow-card ${fault ? "border-danger text-danger" : "border-line"}`}
        >
          <span className="min-w-0 break-words">{text}</span>
          {action && (
            <Button
              kind="quiet"
              small
              className="text-accent"
              onClick={() => {
                dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton label={messages.close} onClick={() => dismiss(id)}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
