import type { Task } from "@todo-chatbot/contracts";
import { expect, test, vi } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { tickQueue } from "./ticks.ts";

/** A slow server: requests wait until they are released. */
function slowLine() {
  const sent: string[] = [];
  const waiting: (() => void)[] = [];
  const answer = (name: string, change: (task: Task) => Partial<Task>) => (task: Task) =>
    new Promise<Task>((resolve) => {
      sent.push(name);
      waiting.push(() => resolve({ ...task, ...change(task), version: task.version + 1 }));
    });
  return {
    sent,
    letThrough: () => vi.waitFor(() => (waiting.shift() ?? expect.fail("nothing is on its way"))()),
    requests: {
      complete: answer("complete", (task) =>
        task.recurrence ? { due: { date: "2026-12-01" } } : { completedAt: "2026-11-21T10:00:00Z" },
      ),
      reopen: answer("reopen", () => ({ completedAt: null })),
      takeBack: answer("takeBack", () => ({ due: { date: "2026-11-30" } })),
    },
  };
}

const milk = makeTask("milk");

test("tick, untick and tick again end in the last requested state, one request at a time", async () => {
  const { sent, letThrough, requests } = slowLine();
  const ticks = tickQueue(requests);
  const first = ticks.wish(milk, true);
  expect(await ticks.wish(milk, false)).toBeNull();
  expect(await ticks.wish(milk, true)).toBeNull();
  await letThrough();
  expect(await first).toMatchObject({ done: true, task: { completedAt: expect.any(String) } });
  expect(sent).toEqual(["complete"]);
});

test("an untick during a tick is sent after it", async () => {
  const { sent, letThrough, requests } = slowLine();
  const ticks = tickQueue(requests);
  const first = ticks.wish(milk, true);
  await ticks.wish(milk, false);
  await letThrough();
  await letThrough();
  expect(await first).toMatchObject({ done: false, task: { completedAt: null } });
  expect(sent).toEqual(["complete", "reopen"]);
});

test("a repeating task that moved to its next date is brought back", async () => {
  const { sent, letThrough, requests } = slowLine();
  const ticks = tickQueue(requests);
  const bins = makeTask("bins", {
    due: { date: "2026-11-30" },
    recurrence: { rule: "FREQ=DAILY", anchor: "schedule" },
  });
  const first = ticks.wish(bins, true);
  await ticks.wish(bins, false);
  await letThrough();
  await letThrough();
  expect(await first).toMatchObject({ done: false, task: { due: { date: "2026-11-30" } } });
  expect(sent).toEqual(["complete", "takeBack"]);
});

test("a failed request cancels the requested state", async () => {
  const ticks = tickQueue({
    ...slowLine().requests,
    complete: () => Promise.reject(new Error("away")),
  });
  await expect(ticks.wish(milk, true)).rejects.toThrow("away");
  await expect(ticks.wish(milk, true)).rejects.toThrow("away");
});
