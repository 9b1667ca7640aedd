import type { Task } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import type { When } from "../dates/index.ts";
import type { DoneAct } from "../types.ts";
import type { RawReading } from "./reading.ts";
import type { Reading, Target, Wish } from "./wish.ts";

// How readings of one message affect each other: an effect is as likely as all readings with that effect together.

/** The probability from which an answer that names an offered option is preferred over a plain no. */
const NAMED = 0.35;

/** "No, just the milk": naming one of the offered options is the answer; "leave them both" is a no. */
export function named(
  raw: readonly RawReading[],
  readings: readonly Reading[],
  sure: number,
): readonly Reading[] {
  const [first] = readings;
  const isAnswer = first?.wishes.every(({ act }) => act === "answer" || act === "none");
  const at = raw.findIndex(({ clauses: [one, ...more], confidence }) => {
    const isOne = more.length === 0 && one?.act === "answer:pick" && one.means.length === 1;
    return isOne && one.named && confidence >= NAMED;
  });
  const pick = readings[at];
  if (!isAnswer || !pick) return readings;
  const chosen = { ...pick, confidence: Math.max(pick.confidence, sure) };
  return [chosen, ...readings.filter((one) => one !== pick)];
}

/** A deletion is preferred if it is more than this many times as likely as the completion. */
const BEHIND = 1.5;
/** Together, the two ways to end a task get this share of the sum of their probabilities. */
const SHARED = 0.85;

/**
 * The first reading, with the probability that others add to it: those with the same effect, and the two ways to end a
 * task. "The mat is here" ends it either way, and completing is the one that keeps the task.
 * @param done what the turn before did, which an undo takes back
 */
export function backed(readings: readonly Reading[], done: readonly DoneAct[] = []): Reading {
  const [first, ...others] = useful(readings) as readonly [Reading, ...Reading[]];
  const isLike = (one: Reading): boolean => come(one, done) === come(first, done);
  const joined = others.filter(isLike).reduce(either, first);
  const otherEnd = others.find(
    (one) => ending(one) !== null && ending(one) === ending(first) && !isLike(one),
  );
  if (!otherEnd) return joined;
  const [kept, gone] = isCompleting(first) ? [joined, otherEnd] : [otherEnd, joined];
  const chosen = gone.confidence > BEHIND * kept.confidence ? gone : kept;
  return { ...chosen, confidence: Math.max(chosen.confidence, (kept.confidence + gone.confidence) * SHARED) };
}

/** How likely a reading with an effect has to be, relative to one without, to be preferred. */
const NEAR = 0.7;

/** A change that does not say what to change, or only assigns a task to somebody, yields to one that can be made. */
function useful(readings: readonly Reading[]): readonly Reading[] {
  const [first] = readings;
  if (!first || !isVain(first)) return readings;
  const other = readings.find(
    (one) => one.confidence >= NEAR * first.confidence && isChange(one) && !isVain(one),
  );
  return other ? [other, ...readings.filter((one) => one !== other)] : readings;
}

const isVain = ({ wishes }: Reading): boolean =>
  wishes.some(
    (wish) =>
      wish.act === "update" && !wish.like && Object.keys(wish.fields).every((field) => field === "assignee"),
  );

const isChange = ({ wishes }: Reading): boolean =>
  wishes.some(({ act }) => act === "complete" || act === "update" || act === "delete" || act === "add");

const either = (a: Reading, b: Reading): Reading => ({
  ...a,
  confidence: 1 - (1 - a.confidence) * (1 - b.confidence),
});

/** What takes back an act. */
const OPPOSITE = { add: "delete", complete: "reopen", reopen: "complete" } as const;

/** The effect of a reading, task by task, regardless of wording and of how the message was cut. */
function come({ wishes }: Reading, done: readonly DoneAct[]): string {
  return [...new Set(wishes.flatMap((wish) => effectsOf(wish, done)))].sort().join();
}

function effectsOf(wish: Wish, done: readonly DoneAct[]): string[] {
  if (wish.act === "none") return [];
  if (wish.act === "add") return wish.tasks.map((task) => JSON.stringify(task));
  if (wish.act === "undo") return takenBack(done) ?? [JSON.stringify(wish)];
  if (!("target" in wish)) return [JSON.stringify(wish)];
  const { target, ...rest } = wish;
  return target.ids.map((id) => `${id} ${JSON.stringify(rest)}`);
}

/** What an undo comes to, task by task; null if it can only be said as an undo. */
function takenBack(done: readonly DoneAct[]): string[] | null {
  const parts = done.map(({ type, tasks }) => {
    const act = type in OPPOSITE ? OPPOSITE[type as keyof typeof OPPOSITE] : null;
    return act && tasks.map(({ id }) => `${id} ${JSON.stringify({ act })}`);
  });
  return parts.length > 0 && parts.every((part) => part !== null) ? parts.flat() : null;
}

/** The tasks that a reading only completes or deletes; null if it does anything else. */
function ending({ wishes }: Reading): string | null {
  const [wish, ...more] = wishes.filter(({ act }) => act !== "none");
  const ends = more.length === 0 && (wish?.act === "complete" || wish?.act === "delete");
  return ends && wish.target.ids.length > 0 ? wish.target.ids.join() : null;
}

const isCompleting = ({ wishes }: Reading): boolean => wishes.some(({ act }) => act === "complete");

/** What a reading wants for one listed task: a time, or only that it exists. */
interface OfListed {
  task: Task;
  when: When | undefined;
  isAdd: boolean;
}

/**
 * "Remind me to buy milk tomorrow" with “buy milk” on the list: whether it is read as a due date, a reminder or a new
 * task, it means that task and that time. Without a time there is nothing to add to the existing task.
 */
export function aboutListed(
  reading: Reading,
  readings: readonly Reading[],
  tasks: readonly Task[],
  sure: number,
): Reading {
  const own = reading.confidence < sure ? ofListed(reading, tasks) : null;
  // A lead time means something else for a due date than for a reminder.
  if (!own || own.when?.ahead) return reading;
  if (own.isAdd && !own.when) {
    const target: Target = { words: "", ids: [own.task.id], sure: 1, others: [], all: false };
    return { ...reading, wishes: [{ act: "tell", target, field: "exists" }], confidence: 1 };
  }
  const alike = readings.filter((one) => {
    const other = ofListed(one, tasks);
    return other?.task === own.task && JSON.stringify(other.when) === JSON.stringify(own.when);
  });
  const updates = alike.filter(({ wishes }) => wishes.some(({ act }) => act === "update"));
  const isDay = own.when?.time === undefined && own.task.due === null;
  const chosen = (isDay && updates.find(setsDue)) || updates[0];
  return chosen ? { ...chosen, confidence: alike.reduce(either).confidence } : reading;
}

const setsDue = ({ wishes }: Reading): boolean =>
  wishes.some((wish) => wish.act === "update" && wish.fields.when !== undefined);

function ofListed({ wishes }: Reading, tasks: readonly Task[]): OfListed | null {
  const [wish, ...more] = wishes.filter(({ act }) => act !== "none");
  if (!wish || more.length > 0) return null;
  return wish.act === "add"
    ? addOfListed(wish, tasks)
    : wish.act === "update"
      ? timeOfListed(wish, tasks)
      : null;
}

function addOfListed({ tasks: made }: Wish & { act: "add" }, tasks: readonly Task[]): OfListed | null {
  const [first, ...more] = made;
  if (!first || more.length > 0) return null;
  const { title, when, ...rest } = first;
  const task = tasks.find((one) => !one.completedAt && fold(one.title) === fold(title));
  return task && Object.keys(rest).length === 0 ? { task, when: when ?? undefined, isAdd: true } : null;
}

function timeOfListed({ target, fields }: Wish & { act: "update" }, tasks: readonly Task[]): OfListed | null {
  const [id, ...more] = target.ids;
  const { when = fields.remind, remind: _, ...rest } = fields;
  const task = tasks.find((one) => one.id === id);
  return task && more.length === 0 && when && Object.keys(rest).length === 0
    ? { task, when, isAdd: false }
    : null;
}
