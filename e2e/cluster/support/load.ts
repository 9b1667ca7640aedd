import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { Session } from "./session.ts";

/** What happened under load. */
export interface LoadReport {
  requests: number;
  failures: string[];
  /** Titles of tasks whose creation was acknowledged, by person. */
  acknowledged: { session: Session; titles: string[] }[];
  /** Titles reported by each person's event stream. */
  heard: Set<string>[];
  /** How often a stream ended and was opened again. */
  reconnects: number;
  /** Slowest request in milliseconds. */
  slowest: number;
}

/** Pauses between one person's requests, in milliseconds: with four people about 24 requests a second. */
const pauses = { read: 250, write: 500, chat: 2000 };

/**
 * A constant, bounded load of reads, writes, chat turns and open event streams, until `stop`. Nothing
 * is retried: an unsuccessful response, or none at all, is a failure. An event stream that ends is
 * resumed, as in browsers.
 */
export async function startLoad(url: string, people = 4): Promise<{ stop: () => Promise<LoadReport> }> {
  const sessions = await Promise.all(Array.from({ length: people }, () => Session.signUp(url)));
  const report: LoadReport = {
    requests: 0,
    failures: [],
    acknowledged: sessions.map((session) => ({ session, titles: [] })),
    heard: sessions.map(() => new Set()),
    reconnects: 0,
    slowest: 0,
  };
  const workOver = new AbortController();
  const over = new AbortController();

  async function measured<T>(what: string, request: () => Promise<T>): Promise<T | undefined> {
    const start = performance.now();
    report.requests++;
    try {
      return await request();
    } catch (error) {
      const cause = error instanceof Error && error.cause ? ` (${error.cause})` : "";
      report.failures.push(`${new Date().toISOString()} ${what}: ${error}${cause}`);
      return undefined;
    } finally {
      report.slowest = Math.max(report.slowest, performance.now() - start);
    }
  }

  async function repeat(pause: number, action: () => Promise<unknown>): Promise<void> {
    await sleep(Math.random() * pause);
    while (!workOver.signal.aborted) {
      await action();
      await sleep(pause);
    }
  }

  async function listen(session: Session, heard: Set<string>, opened: () => void): Promise<void> {
    let last = "";
    for (let turn = 0; !over.signal.aborted; turn++) {
      if (turn > 0) report.reconnects++;
      const response = await measured("events", () => openEvents(session, last));
      opened();
      if (!response?.body) {
        await sleep(500);
        continue;
      }
      last = await readEvents(response.body, over.signal, last, heard);
    }
  }

  // A stream reports what happens after it was opened, so all are open before the first write.
  const listening: Promise<void>[] = [];
  for (const [index, session] of sessions.entries()) {
    await new Promise<void>((opened) => {
      listening.push(listen(session, report.heard[index] ?? new Set(), opened));
    });
  }
  const work = report.acknowledged.flatMap(({ session, titles }) => [
    repeat(pauses.read, () =>
      measured("list", async () => void (await session.request("GET", "/api/v1/tasks")).json()),
    ),
    repeat(pauses.write, async () => {
      const title = `write ${randomUUID()}`;
      if (await measured("add", () => session.add(title))) titles.push(title);
    }),
    repeat(pauses.chat, async () => {
      const title = `said ${randomUUID()}`;
      if (await measured("chat", () => session.chat(`add "${title}"`).then(() => true))) titles.push(title);
    }),
  ]);
  return {
    stop: async () => {
      await sleep(2000);
      // The streams stay open longer, so that the last writes are still reported.
      workOver.abort();
      await Promise.all(work);
      await sleep(2000);
      over.abort();
      await Promise.all(listening);
      return report;
    },
  };
}

/** Asserts that nothing failed, and every acknowledged write is there and was reported to the event stream. */
export async function expectNothingLost(what: string, report: LoadReport): Promise<void> {
  const writes = report.acknowledged.reduce((sum, { titles }) => sum + titles.length, 0);
  console.log(
    `${what}: ${report.requests} requests, ${report.failures.length} failed, ${writes} writes, ` +
      `${report.reconnects} streams resumed, slowest ${report.slowest.toFixed(0)} ms`,
  );
  expect(report.failures).toEqual([]);
  expect(writes).toBeGreaterThan(50);
  for (const [index, { session, titles }] of report.acknowledged.entries()) {
    const kept = new Set(await session.titles());
    expect(
      titles.filter((title) => !kept.has(title)),
      "acknowledged but lost",
    ).toEqual([]);
    expect(
      titles.filter((title) => !report.heard[index]?.has(title)),
      "never told to the stream",
    ).toEqual([]);
  }
  expect(report.reconnects).toBeGreaterThan(0);
}

function openEvents(session: Session, last: string): Promise<Response> {
  const resume: Record<string, string> = last ? { "last-event-id": last } : {};
  return session.request("GET", "/api/v1/events", undefined, { accept: "text/event-stream", ...resume });
}

/** Reads a stream to its end, remembering titles. @returns the last event's id */
async function readEvents(
  body: ReadableStream<Uint8Array>,
  over: AbortSignal,
  since: string,
  heard: Set<string>,
): Promise<string> {
  let last = since;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  over.addEventListener("abort", cancel, { once: true });
  let text = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return last;
      text += value;
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        last = /^id: ?(.*)$/m.exec(event)?.[1] ?? last;
        for (const [title] of event.matchAll(/(write|said) [0-9a-f-]{36}/g)) heard.add(title);
      }
    }
  } catch {
    // Cut off rather than ended, but resumed as well.
    return last;
  } finally {
    over.removeEventListener("abort", cancel);
  }
}
