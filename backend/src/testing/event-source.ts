import { vi } from "vitest";

export interface ReceivedEvent {
  id: string | undefined;
  event: string;
  data: unknown;
}

export interface OpenEventSource {
  events: ReceivedEvent[];
  /** Those named `event`, once there are at least `count`. */
  wait(event: string, count?: number): Promise<ReceivedEvent[]>;
  /** Resolves when the stream is over, however it ended. */
  ended: Promise<void>;
  close(): void;
}

/** Reads Server-Sent Events over a real connection, as a browser does. */
export async function openEventSource(
  url: string,
  headers: Record<string, string>,
): Promise<OpenEventSource> {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  if (!response.ok || !response.body)
    throw new Error(`No events: ${response.status} ${await response.text()}`);
  const events: ReceivedEvent[] = [];
  const { body } = response;
  const ended = (async () => {
    let text = "";
    try {
      for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
          const fields = new Map(
            text
              .slice(0, end)
              .split("\n")
              .map((line) => {
                const colon = line.indexOf(": ");
                return [line.slice(0, colon), line.slice(colon + 2)] as const;
              }),
          );
          text = text.slice(end + 2);
          const data = fields.get("data");
          if (data !== undefined) {
            events.push({
              id: fields.get("id"),
              event: fields.get("event") ?? "message",
              data: JSON.parse(data),
            });
          }
        }
      }
    } catch {
      // Closed here, or cut off by the server.
    }
  })();
  return {
    events,
    wait: (event, count = 1) =>
      vi.waitFor(
        () => {
          const found = events.filter((item) => item.event === event);
          if (found.length < count) throw new Error(`${found.length} of ${count} events “${event}” so far`);
          return found;
        },
        { timeout: 20_000 },
      ),
    ended,
    close: () => abort.abort(),
  };
}
