import type { Task } from "@todo-chatbot/contracts";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { MessageReader, type MessageReaderOptions } from "./message-reader.ts";
import { ReadingGivenUpError } from "./reading-thread.ts";

const circumstances = { now: "2026-11-20T10:00:00Z", timeZone: "UTC", weekStart: 1, locale: "en", turns: [] };
const task = (id: string, title: string, version = 1) =>
  ({
    id,
    title,
    version,
    labels: [],
    project: null,
    priority: 4,
    completedAt: null,
    due: null,
  }) as never as Task;

describe("reading messages in threads", () => {
  let log: string[] = [];
  let readers: MessageReader[] = [];

  afterEach(async () => {
    await Promise.all(readers.map((reader) => reader.close()));
    readers = [];
    log = [];
  });

  function start(options: MessageReaderOptions): MessageReader {
    const reader = new MessageReader(pino({}, { write: (line: string) => void log.push(line) }), options);
    readers.push(reader);
    return reader;
  }

  const stubborn = (limitMs: number) =>
    start({ limitMs, file: new URL("../testing/stubborn-thread.ts", import.meta.url) });
  const say = (reader: MessageReader, owner: string, text: string) =>
    reader.understand(owner, text, [], circumstances);
  /** Whether a reading is finished. */
  function watch(reading: Promise<unknown>) {
    const seen = { isOver: false };
    const end = () => {
      seen.isOver = true;
    };
    reading.then(end, end);
    return seen;
  }

  it("continues with other people's while one is stuck, however many that person sends", async () => {
    const reader = stubborn(4000);
    const stuck = Array.from({ length: 6 }, () => say(reader, "mallory", "for ever"));
    const [first] = stuck.map(watch);
    for (let turn = 0; turn < 50; turn++) {
      expect((await say(reader, "ada", `turn ${turn}`)).plan.answer).toBe(`turn ${turn}`);
    }
    expect(first?.isOver).toBe(false);
    await reader.close();
    for (const reading of stuck) await expect(reading).rejects.toThrow(ReadingGivenUpError);
  });

  it("gives up what takes too long, logs that, and continues with a new thread", async () => {
    const reader = stubborn(200);
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(say(reader, "mallory", "for ever")).rejects.toThrow(ReadingGivenUpError);
    }
    expect((await say(reader, "mallory", "sorry")).plan.answer).toBe("sorry");
    expect(log.filter((line) => line.includes("took too long"))).toHaveLength(3);
    expect(log.join("")).not.toContain("for ever");
  });

  it("keeps a thread free from those whose messages took too long", async () => {
    const reader = stubborn(300);
    const people = ["mallory", "trudy"];
    await Promise.allSettled(people.map((person) => say(reader, person, "for ever")));
    // Both threads are new now. The two of them get one between them.
    const again = people.map((person) => watch(say(reader, person, "for ever")));
    expect((await say(reader, "ada", "hello")).plan.answer).toBe("hello");
    expect(again.filter(({ isOver }) => isOver)).toEqual([]);
  });

  it("survives the end of a thread", async () => {
    const reader = stubborn(4000);
    await expect(say(reader, "mallory", "crash")).rejects.toThrow(ReadingGivenUpError);
    await expect(say(reader, "trudy", "crash")).rejects.toThrow(ReadingGivenUpError);
    expect((await say(reader, "ada", "hello")).plan.answer).toBe("hello");
  });

  it("reads against the current tasks, though only changes are sent", async () => {
    const reader = start({ limitMs: 20_000, threads: 1 });
    const found = async (text: string, tasks: Task[]) => {
      const { plan } = await reader.understand("ada", text, tasks, circumstances);
      return plan.actions.flatMap((action) => ("ids" in action ? action.ids : []));
    };
    const [milk, bread] = [task("a", "Buy milk"), task("b", "Buy bread")];
    expect(await found("show my list", [milk, bread])).toEqual(["a", "b"]);
    expect(await found("show my list", [milk, bread])).toEqual(["a", "b"]);
    expect(await found("show my list", [bread, milk])).toEqual(["b", "a"]);
    expect(await found("mark buy eggs as done", [bread, task("a", "Buy eggs", 2)])).toEqual(["a"]);
    expect(await found("mark buy milk as done", [bread, task("a", "Buy eggs", 2)])).toEqual([]);
    expect(await found("show my list", [bread])).toEqual(["b"]);
  });

  it("says what a message agrees to", async () => {
    const reader = start({ limitMs: 20_000 });
    const agreed = async (text: string) => {
      const pending = { kind: "confirm" as const, actions: [], ids: ["a", "b"] };
      const turn = { user: "", reply: "", shown: [], changed: [], done: [], pending };
      return (await reader.understand("ada", text, [], { ...circumstances, turns: [turn] })).agreed;
    };
    expect(await agreed("yes")).toEqual(["a", "b"]);
    expect(await agreed("no")).toEqual([]);
  });
});
