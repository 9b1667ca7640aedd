import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryList } from "./testing/list.ts";
import type { Action, Plan } from "./types.ts";
import { understand } from "./understand.ts";

const TITLES = ["Call Ana", "Call Bo", "Water the ferns", "Tax return", "Buy milk", "Delete old files"];
const LIMIT_MS = 50;

// What is learned has no proof, only samples: the same ones each time, so that a run that failed can be repeated.
// `SEED=$RANDOM npx vitest run assistant/src/understand.property.test.ts` looks at others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 19) });

const filled = (): MemoryList =>
  new MemoryList({
    now: "2026-09-09T10:00:00Z",
    timeZone: "Europe/London",
    tasks: TITLES.map((title, k) => ({ title, ...(k % 2 ? { labels: ["home"] } : {}) })),
  });

/** Words that commands are made of, so that random messages come near to being some. */
const words = fc.constantFrom(
  ...[
    "add delete remove mark done complete finish move push rename tag label show list undo yes no both all everything",
    "the first second last it that them call ana bo ferns tax milk tomorrow friday at 5 5pm every monday week urgent high",
    "priority # ! ? . , and then not don't i've what is due to for from with note: \" ' ( ) - \n",
  ].flatMap((some) => some.split(" ")),
);
const messages = fc.oneof(
  fc.string({ maxLength: 300, unit: "grapheme" }),
  fc.array(words, { maxLength: 25 }).map((parts) => parts.join(" ")),
  fc.string({ maxLength: 200, unit: "binary" }),
);

/** Milliseconds of processor work a message takes: the least of a few tries, since the machine does other things too. */
function work(text: string): number {
  const context = filled().context();
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k < 6 && least > LIMIT_MS / 5; k++) {
    const started = process.cpuUsage();
    understand(text, context);
    least = Math.min(least, process.cpuUsage(started).user / 1000);
  }
  return least;
}

const idsOf = (action: Action): string[] =>
  action.type === "complete" || action.type === "reopen" || action.type === "delete"
    ? action.ids
    : action.type === "update"
      ? action.changes.map((change) => change.id)
      : [];

describe("any message", () => {
  it("is answered without throwing, within 50 ms of work", () => {
    fc.assert(
      fc.property(messages, (text) => {
        const plan = understand(text, filled().context());
        expect(work(text)).toBeLessThan(LIMIT_MS);
        expect(plan.actions.length > 0 || plan.question !== null || plan.answer !== null).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("acts only on tasks of the list that it names, shows or points at", () => {
    fc.assert(
      fc.property(messages, (text) => {
        const list = filled();
        const plan = understand(text, list.context());
        const open = new Map(list.tasks.map((task) => [task.id, task.title.toLowerCase()]));
        const said = text.toLowerCase();
        const general =
          /\b(?:all|everything|every|list|tasks?|home|it|that|them|both|first|second|last|todos?)\b/.test(
            said,
          );
        for (const id of plan.actions.flatMap(idsOf)) {
          const title = open.get(id);
          expect(title).toBeDefined();
          const isNamed = (title ?? "").split(" ").some((word) => word.length > 1 && near(word, said));
          expect(isNamed || general).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never deletes or completes many at once without having asked", () => {
    fc.assert(
      fc.property(messages, (text) => {
        const plan = understand(text, filled().context());
        for (const action of plan.actions) {
          if (action.type === "delete") expect(action.ids.length).toBe(1);
          if (action.type === "complete") expect(action.ids.length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** A word of a title stands in a message, whole or misspelt or with another ending. */
function near(word: string, said: string): boolean {
  return said.includes(word.slice(0, Math.max(2, word.length - 2)));
}

describe("hostile shapes", () => {
  const shapes = [
    "(".repeat(4000),
    "a".repeat(4000),
    `${"every ".repeat(660)}x`,
    "1/".repeat(2000),
    `${'"'.repeat(3999)}`,
    "'a ".repeat(1300),
    `delete ${"and ".repeat(990)}`,
    `mark ${"x ".repeat(1990)}`,
    "\u202e\u200b".repeat(2000),
    "no, ".repeat(1000),
    `${"in ".repeat(1300)}`,
    "- \n".repeat(1300),
    "3 weeks ".repeat(480),
    `add ${"buy milk and ".repeat(300)}`,
    "#".repeat(4000),
    "\ud83d".repeat(4000),
    `i ${"really ".repeat(560)}`,
  ];
  it.each(shapes.map((shape) => [shape.slice(0, 20), shape] as const))(
    "%j… is answered within 50 ms of work",
    (_name, shape) => {
      const plan = understand(shape, filled().context());
      expect(work(shape)).toBeLessThan(LIMIT_MS);
      expect(plan.actions.flatMap(idsOf)).toEqual([]);
    },
  );

  it("refuses what is longer than a message may be", () => {
    const plan: Plan = understand("x".repeat(4001), filled().context());
    expect(plan).toMatchObject({ actions: [], answer: expect.stringContaining("4000") });
  });
});

describe("the reply's own words sent back", () => {
  it.each([
    "show my list",
    "delete the call",
    "what is due today?",
    "delete everything",
    "hello",
    "undo the weather",
    "mark the tax return done",
  ])("change nothing after “%s”", (said) => {
    const list = filled();
    const { reply } = list.say(said);
    const before = list.tasks;
    list.turns = list.turns.map((turn) => ({ ...turn, pending: null }));
    list.say(reply.text);
    expect(list.tasks).toEqual(before);
  });
});
