import { EventSourceParserStream } from "eventsource-parser/stream";
import { send } from "./client.ts";

/** One event of a stream, as its server named it. */
export interface LiveEvent {
  event: string;
  data: string;
}

const silenceMs = 60_000;
const hiddenMs = 60_000;

/**
 * Follows an event stream: reconnects where it broke off, and disconnects while the tab is hidden, since a
 * browser allows few connections per host. Uses fetch because EventSource gives up for good at the first
 * unsuccessful response.
 * @param onGap called after a period whose events may be missing
 * @returns a function that ends it
 */
export function follow(path: string, onEvent: (event: LiveEvent) => void, onGap: () => void): () => void {
  let lastId: string | null = null;
  let ended = false;
  let failures = 0;
  let current: AbortController | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let hiding: ReturnType<typeof setTimeout> | undefined;

  async function connect() {
    clearTimeout(retry);
    if (ended || current) return;
    const controller = new AbortController();
    current = controller;
    try {
      const headers = { Accept: "text/event-stream", ...(lastId ? { "Last-Event-ID": lastId } : {}) };
      const response = await send(path, { headers, signal: controller.signal });
      if (!lastId && failures > 0) onGap();
      failures = 0;
      await read(response, controller);
    } catch {
      failures += 1;
    }
    if (current === controller) current = null;
    if (!ended && !controller.signal.reason?.paused) retry = setTimeout(connect, delayMs(failures));
  }

  async function read(response: Response, controller: AbortController) {
    if (!response.body) return;
    let watchdog = setTimeout(() => controller.abort(), silenceMs);
    const alive = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(bytes, output) {
        clearTimeout(watchdog);
        watchdog = setTimeout(() => controller.abort(), silenceMs);
        output.enqueue(bytes);
      },
    });
    const reader = response.body
      .pipeThrough(alive)
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (next.value.id !== undefined) lastId = next.value.id;
        if (next.value.event === "reset") onGap();
        else onEvent({ event: next.value.event ?? "message", data: next.value.data });
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  function onVisibility() {
    clearTimeout(hiding);
    if (document.visibilityState === "hidden") {
      hiding = setTimeout(() => {
        current?.abort({ paused: true });
        current = null;
      }, hiddenMs);
    } else if (!current) {
      void connect();
    }
  }

  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("online", connect);
  void connect();
  return () => {
    ended = true;
    clearTimeout(retry);
    clearTimeout(hiding);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("online", connect);
    current?.abort({ paused: true });
  };
}

/** Exponential backoff with jitter, so that tabs do not reconnect in step. */
function delayMs(failures: number): number {
  return Math.min(500 * 2 ** failures, 5_000) * (0.75 + Math.random() / 2);
}
