import type { Task } from "@todo-chatbot/contracts";
import { limits } from "@todo-chatbot/contracts/limits";
import type { DoneAct } from "../types.ts";
import { changes } from "./acts.ts";
import type { RawReading } from "./reading.ts";
import { aboutListed, backed, named } from "./weigh-readings.ts";
import type { Decision, Reading, Wish } from "./wish.ts";

/**
 * The confidence from which a change is made without asking: below it, the expected cost of a wrong change is higher
 * than that of a question. In a user's eyes a wrong change costs 10, not doing what was wanted 2, and a needless
 * question 1. The same confidence is worth more for some acts than for others: among 4,000 messages and 650
 * conversations of writers that the weights had not seen, four out of five readings just above these limits were right.
 */
const SURE: Partial<Record<Wish["act"], number>> = {
  none: 0,
  show: 0,
  tell: 0,
  add: 0.7,
  complete: 0.5,
  delete: 0.55,
  update: 0.6,
  correct: 0.6,
  answer: 0.7,
};
/** For any other change, a new title, and acts of different kinds in one message. */
const SURE_OF_OTHERS = 0.66;
/** For what the user will be asked to confirm anyway. */
const SURE_OF_HELD = 0.5;
/**
 * Below this confidence, a message that seems to want nothing leads to a question if it could well want something. With
 * writers not seen in training, half of the messages that it asks about did want something.
 */
const NOTHING_SURE = 0.65;
/** A reading with a lower probability than this is not worth offering. */
const OFFERED = 0.08;

const acting = (raw: RawReading): boolean => raw.clauses.some(({ act }) => changes(act));

/** Decides what to do about a message. `readings` are in the order of `raw`, likeliest first. */
export function decide(
  raw: readonly RawReading[],
  readings: readonly Reading[],
  /** The tasks in the order of the list. */
  tasks: readonly Task[],
  /** What the turn before did. */
  done: readonly DoneAct[],
): Decision {
  const first = raw[0];
  if (!first || !readings[0]) throw new Error("a message has at least one reading");
  const order = tasks.map(({ id }) => id);
  const reading = aboutListed(
    backed(named(raw, readings, SURE.answer as number), done),
    readings,
    tasks,
    SURE.add as number,
  );
  const lacking = missingPart(reading);
  if (acting(first)) {
    if (isSure(reading) && !contradicts(reading) && !first.clauses.some(isBlind))
      return lacking ? { kind: "missing", reading, ...lacking } : { kind: "do", reading };
    const open = ambiguous(first, reading, order);
    if (open) return open;
    const options = offers(raw, readings);
    if (options.length > 1) return { kind: "choose", readings: options };
    if (!lacking) return { kind: "confirm", reading };
    // The other wishes are equally doubtful, so none of them is carried out before the answer.
    const whole = reading.wishes.filter((wish) => lacks(wish) === null);
    return whole.length === 0
      ? { kind: "missing", reading, ...lacking }
      : { kind: "confirm", reading: { ...reading, wishes: whole } };
  }
  const alike = first.clauses.length === 1 && first.clauses[0]?.kind === "tell" && first.clauses[0].twins > 0;
  if (alike) return ambiguous(first, reading, order) ?? { kind: "do", reading };
  if (first.confidence < NOTHING_SURE) {
    const options = offers(raw, readings).filter((one) => one !== reading);
    const [only, ...more] = options;
    const itsRaw = only && raw[readings.indexOf(only)];
    const open = itsRaw && more.length === 0 ? ambiguous(itsRaw, only, order) : null;
    if (open) return open;
    if (options.length > 0) return { kind: "choose", readings: options };
  }
  return { kind: "do", reading };
}

/** A first message that changes a task without naming it or pointing at it: any choice of task is a guess. */
const isBlind = ({ kind, means, named, isFirst }: RawReading["clauses"][number]): boolean =>
  isFirst && means.length > 0 && !named && ENDS.has(kind);
const ENDS = new Set(["complete", "reopen", "delete", "update"]);

function isSure({ wishes, confidence }: Reading): boolean {
  const kinds = new Set(wishes.map(({ act }) => act));
  kinds.delete("none");
  return confidence >= Math.max(...wishes.map(leastFor), kinds.size > 1 ? SURE_OF_OTHERS : 0);
}

/** The confidence from which one wish is carried out without asking. */
function leastFor(wish: Wish): number {
  // For this many tasks, the confirmation with their number and titles is the better question.
  if (wish.act === "delete" && wish.target.ids.length > limits.unasked.remove) return SURE_OF_HELD;
  if (wish.act === "update" && wish.fields.title !== undefined) return SURE_OF_OTHERS;
  return SURE[wish.act] ?? SURE_OF_OTHERS;
}

/** Both yes and no, or no together with a choice: the user is asked again. */
const contradicts = ({ wishes }: Reading): boolean =>
  new Set(wishes.flatMap((wish) => (wish.act === "answer" ? [wish.value === "no"] : []))).size > 1;

/** At most three readings that change something, likeliest first. */
function offers(raw: readonly RawReading[], readings: readonly Reading[]): Reading[] {
  return readings
    .filter((reading, k) => {
      const one = raw[k];
      return one && acting(one) && one.confidence >= OFFERED && !missingPart(reading) && canBeDone(reading);
    })
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, 3);
}

/** Lists themselves cannot be changed yet, so offering it would be an empty promise. */
const canBeDone = ({ wishes }: Reading): boolean => !wishes.some(({ act }) => act.startsWith("list."));

/** When the act is clear and the tasks are not, the question is which tasks. */
function ambiguous(raw: RawReading, reading: Reading, order: readonly string[]): Decision | null {
  if (raw.clauses.length !== 1) return null;
  const [clause] = raw.clauses;
  const [wish] = reading.wishes;
  if (!clause || !wish || !("target" in wish) || wish.act === "correct" || clause.p < 0.6) return null;
  const options = new Set([...wish.target.ids, ...wish.target.others]);
  return options.size > 1 && clause.meant < 0.75
    ? { kind: "which", reading, wish: 0, options: order.filter((id) => options.has(id)).slice(0, 9) }
    : null;
}

/** A wish that lacks a required part. */
function missingPart({
  wishes,
}: Reading): { wish: number; what: "title" | "target" | "when" | "value" } | null {
  const at = wishes.findIndex((wish) => lacks(wish) !== null);
  const what = at >= 0 ? lacks(wishes[at] as Wish) : null;
  return what ? { wish: at, what } : null;
}

function lacks(wish: Wish): "title" | "target" | "when" | "value" | null {
  if (wish.act === "add") return wish.tasks.some(({ title }) => title.trim() === "") ? "title" : null;
  if (wish.act === "update" && !wish.like && Object.keys(wish.fields).length === 0) return "value";
  return null;
}
