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

test("only what stands when typing pauses is read, the tasks sent before it once", () => {
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

test("of the tasks only what changed is sent; what is done or deleted is gone", () => {
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

test("a long list is handed over in parts, and the text is read when all of it is there", () => {
  const long = Array.from({ length: 450 }, (_, n) => makeTask(`Task ${n}`));
  previews.ask("add milk", long, known);
  vi.runAllTimers();
  const sizes = worker.told.map((told) => (told.type === "read" ? told.text : told.put.length));
  expect(sizes).toEqual([200, 200, 50, "add milk"]);
});

test("what is typed over while a long list is handed over is not read", () => {
  const long = Array.from({ length: 450 }, (_, n) => makeTask(`Task ${n}`));
  previews.ask("add milk", long, known);
  vi.advanceTimersByTime(120);
  previews.ask("add milk and", long, known);
  vi.runAllTimers();
  const sent = worker.told.flatMap<unknown>((told) => (told.type === "read" ? told.text : told.put));
  expect(sent).toEqual([...long, "add milk and"]);
});

test("an answer to what has been typed over is not shown", () => {
  previews.ask("add m", tasks, known);
  vi.runAllTimers();
  previews.ask("add milk", tasks, known);
  worker.answer(1, "Add “m”");
  expect(previews.get()).toBeNull();
  vi.runAllTimers();
  worker.answer(2, "Add “milk”");
  expect(previews.get()?.words).toBe("Add “milk”");
});

test("what was told stays while words are added, and goes with the words it was about", () => {
  previews.ask("add milk", tasks, known);
  vi.runAllTimers();
  worker.answer(1, "Add “milk”");
  previews.ask("add milk and", tasks, known);
  expect(previews.get()?.words).toBe("Add “milk”");
  previews.ask("delete all", tasks, known);
  expect(previews.get()).toBeNull();
});

test("nothing is shown of an empty box, and where it cannot be known what would happen", () => {
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

test("a worker that cannot be started or fails is done without", () => {
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
