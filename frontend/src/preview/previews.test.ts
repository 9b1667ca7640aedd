import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { Previews, type WorkerLike } from "./previews.ts";
import type { Circumstances, FromWorker, ToWorker } from "./protocol.ts";

class FakeWorker implements WorkerLike {
  onmessage: WorkerLike["onmessage"] = null;
  onerror: WorkerLike["onerror"] = null;
  readonly told: ToWorker[] = [];
  ended = false;

  postMessage(told: ToWorker): void {
    this.told.push(told);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(id: number, words: string): void {
    const data: FromWorker = { id, preview: { words, asks: false, language: "en" } };
    this.onmessage?.({ data } as MessageEvent<FromWorker>);
  }
}

const known = (): Circumstances => ({
  now: "2026-11-30T10:00:00Z",
  timeZone: "UTC",
  weekStart: 1,
  locale: "en",
  turns: [],
});
const tasks = [makeTask("Pay rent")];

let worker: FakeWorker;
let previews: Previews;

beforeEach(() => {
  vi.useFakeTimers();
  worker = new FakeWorker();
  previews = new Previews(null);
  previews.start(() => worker);
});
afterEach(() => void vi.useRealTimers());

test("reads only the text at a pause in typing, and sends the tasks once before it", () => {
  previews.ask("add m", tasks, known);
  previews.ask("add milk", tasks, known);
  expect(worker.told).toEqual([]);
  vi.runAllTimers();
  previews.ask("add milk today", tasks, known);
  vi.runAllTimers();
  expect(worker.told.map((told) => (told.type === "read" ? told.text : told.put))).toEqual([
    tasks,
    "add milk",
    "add milk today",
  ]);
});

test("sends only changed tasks, and removes completed or deleted ones", () => {
  const [rent, gas, bins] = [makeTask("Pay rent"), makeTask("Pay gas"), makeTask("Bins out")];
  previews.ask("a", [rent, gas, bins], known);
  vi.runAllTimers();
  const later = [rent, { ...gas, completedAt: "2026-11-30T10:00:00Z" }, makeTask("Call mum")];
  previews.ask("ad", later, known);
  vi.runAllTimers();
  expect(worker.told.filter(({ type }) => type === "tasks").at(-1)).toEqual({
    type: "tasks",
    put: [later[2]],
    gone: [gas.id, bins.id],
  });
});

test("sends a long list in batches, and reads the text once it is complete", () => {
  const long = Array.from({ length: 450 }, (_, n) => makeTask(`Task ${n}`));
  previews.ask("add milk", long, known);
  vi.runAllTimers();
  const sizes = worker.told.map((told) => (told.type === "read" ? told.text : told.put.length));
  expect(sizes).toEqual([200, 200, 50, "add milk"]);
});

test("does not read text that is replaced while a long list is sent", () => {
  const long = Array.from({ length: 450 }, (_, n) => makeTask(`Task ${n}`));
  previews.ask("add milk", long, known);
  vi.advanceTimersByTime(120);
  previews.ask("add milk and", long, known);
  vi.runAllTimers();
  const sent = worker.told.flatMap<unknown>((told) => (told.type === "read" ? told.text : told.put));
  expect(sent).toEqual([...long, "add milk and"]);
});

test("does not show the result for text that has been replaced", () => {
  previews.ask("add m", tasks, known);
  vi.runAllTimers();
  previews.ask("add milk", tasks, known);
  worker.answer(1, "Add “m”");
  expect(previews.get()).toBeNull();
  vi.runAllTimers();
  worker.answer(2, "Add “milk”");
  expect(previews.get()?.words).toBe("Add “milk”");
});

test("keeps a preview while text is appended, and drops it with the text it was about", () => {
  previews.ask("add milk", tasks, known);
  vi.runAllTimers();
  worker.answer(1, "Add “milk”");
  previews.ask("add milk and", tasks, known);
  expect(previews.get()?.words).toBe("Add “milk”");
  previews.ask("delete all", tasks, known);
  expect(previews.get()).toBeNull();
});

test("shows nothing for an empty box, or if the effect cannot be known", () => {
  for (const [text, circumstances] of [
    [" ", known],
    ["add milk", null],
  ] as const) {
    previews.ask("add bread", tasks, known);
    vi.runAllTimers();
    const { told } = worker;
    worker.answer((told.at(-1) as ToWorker & { type: "read" }).id, "Add “bread”");
    expect(previews.get()).not.toBeNull();
    previews.ask(text, tasks, circumstances);
    expect(previews.get()).toBeNull();
    vi.runAllTimers();
    expect(worker.told).toBe(told);
  }
});

test("works without a worker that cannot be started or fails", () => {
  const none = new Previews(null);
  none.start(() => {
    throw new DOMException("blocked", "SecurityError");
  });
  none.ask("add milk", tasks, known);
  vi.runAllTimers();
  expect(none.get()).toBeNull();

  previews.ask("add milk", tasks, known);
  vi.runAllTimers();
  worker.answer(1, "Add “milk”");
  const prevented = vi.fn();
  worker.onerror?.({ preventDefault: prevented } as unknown as ErrorEvent);
  expect(prevented).toHaveBeenCalled();
  expect(worker.ended).toBe(true);
  expect(previews.get()).toBeNull();
});
