const name = "session";

/** Tells this site's other tabs that somebody signed in or out in this one. */
export function tellOtherTabs(): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(null);
  channel.close();
}

/**
 * Calls back when somebody signed in or out in another tab, and when the page is restored from the back/forward cache.
 * @returns a function that ends it
 */
export function onOtherTab(listener: () => void): () => void {
  const channel = new BroadcastChannel(name);
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener();
  };
  channel.addEventListener("message", listener);
  window.addEventListener("pageshow", onShow);
  return () => {
    channel.close();
    window.removeEventListener("pageshow", onShow);
  };
}
