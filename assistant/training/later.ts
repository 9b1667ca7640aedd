import { likeness, wordsOf } from "../src/reader/words.ts";
import type { Row, Wanted } from "./rows.ts";

/** One self-contained message in this many is also used as said later. */
const EVERY = 3;
/** Kinds of nothing that do not depend on what was said before. */
const FORMS = new Set(["statement", "outside", "question", "smalltalk", "feeling", "help", "plan"]);
/** The minimum number of words for a self-contained message that asks for nothing. */
const LEAST = 4;

/**
 * Self-contained messages, placed after a turn about something else. Most messages of a conversation are
 * self-contained, while those that were written with a previous turn depend on it: a model trained only on these would
 * read every message as an answer.
 */
export function saidLater(rows: readonly Row[]): Row[] {
  const turns = rows.flatMap(({ before }) => (before ? [before] : []));
  if (turns.length === 0) return [];
  return rows.filter(standsForItself).flatMap((row, k): Row[] => {
    const before = turns[(k * 7919) % turns.length];
    if (!before || k % EVERY !== 0 || speaksOf(row.text, before.shown ?? [])) return [];
    return [{ ...row, before }];
  });
}

const standsForItself = ({ before, does, form, text }: Row): boolean =>
  !before && (does.length > 0 ? does.every(isNamed) : FORMS.has(form ?? "") && wordsOf(text).length >= LEAST);

const isNamed = ({ act, title, target, means, what }: Wanted): boolean =>
  act === "add"
    ? Boolean(title)
    : act === "show"
      ? Boolean(what)
      : Boolean(target && means?.length && !means.includes("*"));

/** Whether a message contains an informative word of one of these titles. */
function speaksOf(text: string, titles: readonly string[]): boolean {
  const said = wordsOf(text).filter(({ content }) => content);
  return titles.some((title) =>
    wordsOf(title).some(({ key }) => key.length > 2 && said.some((word) => likeness(word.key, key) > 0)),
  );
}
