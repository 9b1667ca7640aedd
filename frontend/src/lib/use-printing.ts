import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let printing = false;
let listening = false;
const listeners = new Set<() => void>();

function become(value: boolean): void {
  printing = value;
  // The browser captures the page at the end of this event.
  flushSync(() => {
    for (const listener of listeners) listener();
  });
}

function subscribe(listener: () => void): () => void {
  if (!listening) {
    listening = true;
    window.addEventListener("beforeprint", () => become(true));
    window.addEventListener("afterprint", () => become(false));
  }
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the page is being printed, where nothing can be expanded. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => printing,
    () => false,
  );
}
