import { Worker } from "node:worker_threads";
import { limits } from "@todo-chatbot/contracts";
import { afterAll, describe, expect, it } from "vitest";

/** Among the most frequent words of what people write, and what once took a pattern exponential time. */
const words =
  "to it and one not list done all undo add alright hey wonderful two every friday delete 3 5pm que mañana todo les demain fait nicht morgen alles che domani tutto".split(
    " ",
  );
const openers = ["", "yes ", "undo ", "hey ", "no, ", "add ", "x "];

/** Reading takes milliseconds: what takes this long would never end. */
const hangMs = 10_000;

/** The longest message there may be, and one that is read word for word however many words are too many. */
const lengths = [limits.messageLength, 1200];

function filled(opener: string, unit: string, length: number): string {
  const most = length - opener.length - 2;
  return `${opener}${`${unit} `.repeat(Math.floor(most / (unit.length + 1)))}!`;
}

/** Every word with every opener, and every pair with one of them in turn. */
function* messages(): Generator<string> {
  const cases = words.flatMap((word) => openers.map((opener) => [opener, word] as const));
  const pairs = words.flatMap((first) =>
    words.filter((word) => word !== first).map((second) => `${first} ${second}`),
  );
  const inTurn = pairs.map((pair, turn) => [openers[turn % openers.length] ?? "", pair] as const);
  for (const length of lengths)
    for (const [opener, unit] of [...cases, ...inTurn]) yield filled(opener, unit, length);
}

describe("a message that says the same over and over, up to the limit", () => {
  let worker: Worker | null = null;
  afterAll(async () => {
    await worker?.terminate();
  });

  async function reads(message: string): Promise<boolean> {
    worker ??= new Worker(new URL("./understand-thread.ts", import.meta.url));
    const current = worker;
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => resolve(false), hangMs);
    const told = () => resolve(true);
    current.once("message", told);
    current.once("error", reject);
    current.postMessage(message);
    try {
      const isRead = await promise;
      if (!isRead) {
        worker = null;
        await current.terminate();
      }
      return isRead;
    } finally {
      clearTimeout(timer);
      current.off("message", told);
      current.off("error", reject);
    }
  }

  it("is read, whatever the words", async () => {
    const stuck: string[] = [];
    for (const message of messages()) {
      if (!(await reads(message))) stuck.push(message.slice(0, 40));
      if (stuck.length === 5) break;
    }
    expect(stuck).toEqual([]);
  }, 600_000);
});
