import { distance } from "../match/distance.ts";
import type { Item } from "../parse/items.ts";
import { taskVerbs } from "../vocabulary/verbs.ts";

/** Words of commands that are put right when misspelt. */
const COMMAND_WORDS =
  "mark done finished complete completed delete remove move reschedule postpone rename change remind reminder remember create undo reopen cancel finish check urgent priority finishing".split(
    " ",
  );
/** Words that look like a misspelt command and are none. */
const OTHER_WORDS = new Set(
  "make makes more moves love some market bark dark park mask mars more move none gone dine bone zone dome date mind remote change chance charge check cheque chick finish fresh dance dune door den dough mark marks market competed compete".split(
    " ",
  ),
);

/** Words of questions, which are put right only where letters changed places. */
const QUESTION_WORDS = "show list task tasks todos what today everything delete".split(" ");

const letters = (word: string): string => [...word].sort().join("");

/** "shwo", "taks": the same letters with the first in its place. */
function shuffled(key: string): string | undefined {
  return QUESTION_WORDS.find(
    (word) =>
      word.length === key.length && word[0] === key[0] && word !== key && letters(word) === letters(key),
  );
}

/** The clause with misspelt command words put right ("makr … as dnoe"), or null when there are none. */
export function respelt(items: readonly Item[]): Item[] | null {
  let changed = false;
  const out = items.map((item) => {
    if (item.kind !== "word" || item.key.length < 4 || OTHER_WORDS.has(item.key) || taskVerbs.has(item.key))
      return item;
    if (COMMAND_WORDS.includes(item.key)) return item;
    const turned = shuffled(item.key);
    if (turned) {
      changed = true;
      return { ...item, key: turned };
    }
    const limit = item.key.length < 7 ? 1 : 2;
    const meant = COMMAND_WORDS.find(
      (word) =>
        word.length >= 4 &&
        Math.abs(word.length - item.key.length) <= 1 &&
        word[0] === item.key[0] &&
        distance(word, item.key, limit) <= limit,
    );
    if (!meant) return item;
    changed = true;
    return { ...item, key: meant };
  });
  return changed ? out : null;
}
