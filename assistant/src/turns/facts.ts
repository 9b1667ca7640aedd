import type { Wish } from "../reader/wish.ts";
import type { Context, DoneAct, MissingPart, PendingQuestion } from "../types.ts";
import { aboutOf } from "./question.ts";

/** Context of a message other than its words: the previous turn, as recorded. */
export interface AnswerFacts {
  /** The open question. */
  question: {
    kind: PendingQuestion["kind"];
    /** The missing part, if the question asks for one. */
    what: MissingPart | null;
    /** Ids to choose from, or of the tasks it is about; "1", "2" … for readings. */
    ids: string[];
    /** The texts that can be tapped, in the order of `ids`; for a `confirm`, a yes and a no. */
    labels: string[];
  } | null;
  /** Ids of the tasks the turn before showed, in order. */
  shown: string[];
  /** What the turn before did. */
  done: DoneAct[];
  /** What the last turn with any acts did, which a correction or "undo" refers to. */
  last: DoneAct[];
}

/** The facts of the previous turn; nothing is derived from its text. */
export function answerFacts({ turns }: Pick<Context, "turns">): AnswerFacts {
  const before = turns.at(-1);
  return {
    question: before?.pending ? openOf(before.pending) : null,
    shown: before?.shown ?? [],
    done: before?.done ?? [],
    last: turns.findLast(({ done }) => done.length > 0)?.done ?? [],
  };
}

function openOf(pending: PendingQuestion): AnswerFacts["question"] {
  const { kind, choices: labels = [] } = pending;
  const ids = kind === "choose" ? pending.options.map((_, k) => String(k + 1)) : aboutOf(pending);
  return { kind, what: kind === "missing" ? pending.what : null, ids, labels };
}

/** A tapped button: the answer whose text the message is, or null. */
export function tapped(message: string, { question }: AnswerFacts): Extract<Wish, { act: "answer" }> | null {
  const place = question?.labels.indexOf(message.trim()) ?? -1;
  if (!question || place < 0) return null;
  if (question.kind === "confirm") return { act: "answer", value: place === 0 ? "yes" : "no" };
  const id = question.ids[place];
  return id === undefined ? null : { act: "answer", value: [id] };
}
