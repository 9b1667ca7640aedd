import type { Task } from "@todo-chatbot/contracts";
import { fold } from "@todo-chatbot/contracts/fold";
import type { When } from "../dates/index.ts";
import type { RawReading } from "./reading.ts";
import type { Reading, Target, Wish } from "./wish.ts";

// How readings of one message bear on one another: what comes to the same is as likely as all of it together.

/** How likely an answer that names what was offered has to be to be taken before a mere no. */
const NAMED = 0.35;

/** "No, just the milk": whoever names one of what was asked about has answered with it; "leave them both" is a no. */
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

/** In how far ticking off has to be behind taking away to be given up for it. */
const BEHIND = 1.5;
/** How much two ways to be through with a task say together, of what one that is as likely would say alone. */
const SHARED = 0.85;

/**
 * The first reading, with what others add to it: those that come to the same, and the two ways to be through with a
 * task. "The mat is here" ends it either way, and of the two ticking off is the one that keeps it.
 */
export function backed(readings: readonly Reading[]): Reading {
  const [first, ...others] = useful(readings) as readonly [Reading, ...Reading[]];
  const joined = others.filter((one) => come(one) === come(first)).reduce(either, first);
  const otherEnd = others.find(
    (one) => ending(one) !== null && ending(one) === ending(first) && come(one) !== come(first),
  );
  if (!otherEnd) return joined;
  const [kept, gone] = isCompleting(first) ? [joined, otherEnd] : [otherEnd, joined];
  const chosen = gone.confidence > BEHIND * kept.confidence ? gone : kept;
  return { ...chosen, confidence: Math.max(chosen.confidence, (kept.confidence + gone.confidence) * SHARED) };
}

/** How likely a reading that leads somewhere has to be, of one that does not, to be taken instead. */
const NEAR = 0.7;

/** A change that says nothing of what is to change, or only to whom a task goes, gives way to one that can be made. */
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

/** What a reading comes to, task by task: without what is only said, and however it was cut. */
function come({ wishes }: Reading): string {
  const parts = wishes.flatMap((wish) => {
    if (wish.act === "none") return [];
    if (wish.act === "add") return wish.tasks.map((task) => JSON.stringify(task));
    if (!("target" in wish)) return [JSON.stringify(wish)];
    const { target, ...rest } = wish;
    return target.ids.map((id) => `${id} ${JSON.stringify(rest)}`);
  });
  return [...new Set(parts)].sort().join();
}

/** The tasks a reading does nothing but tick off or take away; null where it does anything else. */
function ending({ wishes }: Reading): string | null {
  const [wish, ...more] = wishes.filter(({ act }) => act !== "none");
  const ends = more.length === 0 && (wish?.act === "complete" || wish?.act === "delete");
  return ends && wish.target.ids.length > 0 ? wish.target.ids.join() : null;
}

const isCompleting = ({ wishes }: Reading): boolean => wishes.some(({ act }) => act === "complete");

/** What a reading wants of one listed task: a time for it, or only that it is there. */
interface OfListed {
  task: Task;
  when: When | undefined;
  isAdd: boolean;
}

/**
 * "Remind me to buy milk tomorrow" with “buy milk” on the list: whether it is read as a due, a reminder or as a task to
 * add, it is that task and that time. Without a time there is nothing to add to what is there.
 */
export function aboutListed(
  reading: Reading,
  readings: readonly Reading[],
  tasks: readonly Task[],
  sure: number,
): Reading {
  const own = reading.confidence < sure ? ofListed(reading, tasks) : null;
  // A lead is another thing for a due than for a reminder.
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
