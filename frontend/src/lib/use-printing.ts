import { useSyncExternalStore } from "react";
import { flushSync } from "react-dom";

let printing = false;
let listening = false;
const listeners = new Set<() => void>();

function become(value: boolean): void {
  printing = value;
  // The browser takes the page as it is when this event is over.
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

/** Whether the page is being put on paper, where nothing can be unfolded. */
export function usePrinting(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => printing,
    () => false,
  );
}
