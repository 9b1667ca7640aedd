import {
  partsOf,
  type TitleIndex,
  type TitleWords,
  titleIndexOf,
  titleWords,
  type Weigh,
} from "./title-index.ts";
import { likeness, type Word } from "./words.ts";

/** How a message mentions one task. */
export interface Mention {
  /** Its index in the given list. */
  task: number;
  /** Share of the title's weight that was mentioned, 0 to 1; words that other titles have too count less. */
  share: number;
  /** The same share regardless of other titles. */
  plain: number;
  /** Share of the message's weight that these words make up. */
  cover: number;
  /** Token index → its similarity to a word of the title. */
  at: Map<number, number>;
  /** Whether the first word of the title, usually its verb, was mentioned: 1 verbatim, 0.9 inflected, 0 not. */
  first: number;
  /** The whole title occurs consecutively. */
  whole: boolean;
  /** Another task matches all of these words and more: "oat milk" does not mean “Milk”. */
  outdone: boolean;
}

/** A word with at most this weight does not make a mention by itself. */
const TELLING = 0.12;

/** How many of the best mentions are searched for one that matches more. */
const RIVALS = 24;

/** The tasks that a message mentions: every task with at least one matching word that carries weight. */
export function mentionsOf(words: readonly Word[], tasks: readonly string[], weigh: Weigh): Mention[] {
  if (tasks.length === 0) return [];
  const index = titleIndexOf(tasks, weigh);
  const said = words.flatMap((word, at) =>
    (word.kind === "quote" ? word.key.split(" ") : partsOf(word.key)).map((key) => ({
      key,
      at,
      weight: word.content ? weigh(key) : 0,
    })),
  );
  const all = said.reduce((sum, { weight }) => sum + weight, 0) || 1;
  // For each word of a title, the most similar word of the message.
  const likes = new Map<string, { best: number; where: number }>();
  const spoken = new Set<string>();
  said.forEach((one, where) => {
    // A word this common is not a misspelling of another: "the" does not mention “Theo”.
    const alike = one.weight > TELLING ? index.near(one.key) : index.count(one.key) > 0 ? [one.key] : [];
    for (const key of alike) {
      const like = likeness(one.key, key);
      const found = likes.get(key);
      if (like <= (found?.best ?? 0)) continue;
      likes.set(key, { best: like, where });
      if (!found && weigh(key) > TELLING) for (const title of index.holders(key)) spoken.add(title);
    }
  });
  const out = placesOf(spoken, tasks)
    .map((task) => mentionOf(task, titleWords(tasks[task] as string, weigh), index, said, likes, all))
    .sort((a, b) => b.share * 2 + b.cover - (a.share * 2 + a.cover) || a.task - b.task);
  const best = out.slice(0, RIVALS);
  for (const one of out) one.outdone = best.some((other) => saysMore(other.at, one.at));
  return out;
}

/** Whether the tokens of one mention are a proper subset of the other's, with the same similarities. */
const saysMore = (more: Mention["at"], less: Mention["at"]): boolean =>
  more.size > less.size && [...less].every(([token, like]) => (more.get(token) ?? 0) >= like);

/** The places of some titles in a list. */
function placesOf(titles: ReadonlySet<string>, list: readonly string[]): number[] {
  const places: number[] = [];
  if (titles.size > 0) for (const [place, title] of list.entries()) if (titles.has(title)) places.push(place);
  return places;
}

function mentionOf(
  task: number,
  { keys, weights, total }: TitleWords,
  index: TitleIndex,
  said: readonly { key: string; at: number; weight: number }[],
  likes: ReadonlyMap<string, { best: number; where: number }>,
  all: number,
): Mention {
  const at = new Map<number, number>();
  let plain = 0;
  let rare = 0;
  let rareTotal = 0;
  let first = 0;
  let run = 0;
  keys.forEach((key, k) => {
    const weight = weights[k] as number;
    const own = weight / (index.count(key) || 1);
    rareTotal += own;
    const found = likes.get(key);
    if (!found) return;
    const { best, where } = found;
    plain += best * weight;
    rare += best * own;
    const token = (said[where] as { at: number }).at;
    if (weight > TELLING) at.set(token, Math.max(at.get(token) ?? 0, best));
    if (k === 0) first = best;
    if (best === 1 && (k === 0 || said[where - 1]?.key === keys[k - 1])) run++;
  });
  let covered = 0;
  for (const one of said) if (at.has(one.at)) covered += one.weight;
  return {
    task,
    share: rareTotal ? rare / rareTotal : 0,
    plain: total ? plain / total : 0,
    cover: covered / all,
    at,
    first,
    whole: run === keys.length,
    outdone: false,
  };
}

/** The share of each title that some words mention, regardless of other titles. */
export const sharesOf = (
  words: readonly Word[],
  tasks: readonly string[],
  weigh: Weigh,
): ReadonlyMap<number, number> =>
  new Map(mentionsOf(words, tasks, weigh).map(({ task, plain }) => [task, plain]));

/** The mentions that match more than a word that many tasks start with. */
export const toldOf = (
  mentions: readonly Mention[],
  tasks: readonly string[],
  generic: ReadonlySet<string>,
  weigh: Weigh,
): Mention[] =>
  mentions.filter(
    ({ task, at, first, whole }) =>
      whole ||
      first === 0 ||
      at.size > 1 ||
      !generic.has(titleWords(tasks[task] as string, weigh).keys[0] ?? ""),
  );
