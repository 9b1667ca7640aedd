import { type ActName, kindOf, mainAct } from "./acts.ts";
import { type Choice, choiceFeatures, choicesOf } from "./choices.ts";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import type { Group } from "./groups.ts";
import { type Model, scores, softmax } from "./model.ts";
import { holdsBoth } from "./pair.ts";
import type { Piece, ReadClause } from "./reading.ts";
import { type Pointing, pointing } from "./targets.ts";

/** The tasks that a clause refers to, and how well its words identify them. */
type Meant = Pick<ReadClause, "tasks" | "means" | "meant" | "others" | "stranger" | "twins" | "named">;

/** For an act without a task, or when there is no task to refer to. */
export const nobody: Meant = {
  tasks: new Float64Array(0),
  means: [],
  meant: 1,
  others: [],
  stranger: 0,
  twins: 0,
  named: true,
};

/** Finds the tasks that a clause refers to, given its act and parts. */
export function meantBy(
  facts: Facts,
  clause: Clause,
  act: ActName,
  pieces: readonly Piece[],
  model: Model,
): Meant {
  const kind = kindOf(act);
  const point = pointing(facts, clause, kindOf(mainAct(act)), model.weigh);
  const { order, single: tasks } = choicesBy(point, act, model);
  if (meansPair(point, model)) return { ...nobody, tasks, means: [...facts.pair].sort((a, b) => a - b) };
  let means: readonly number[] = order[0]?.choice.tasks ?? [];
  let meant = order[0]?.p ?? 0;
  let others = order.slice(1, 4).map(({ choice, p: its }) => ({ tasks: choice.tasks, p: its }));
  let named =
    means.length >= facts.open ||
    means.every((task) => point.by.has(task)) ||
    order[0]?.choice.pointed === true;
  if (!named && means.length === 1 && facts.before?.shown.length === 1 && ENDING.has(kind)) {
    // "delete all tasks" right after one was added: read as if nothing had been shown, it means the whole list, not
    // that task.
    const [alone] = choicesBy(
      pointing({ ...facts, before: null }, clause, kind, model.weigh),
      act,
      model,
    ).order;
    if (alone && alone.choice.tasks.length >= facts.open && alone.p > 0.5) {
      means = alone.choice.tasks;
      meant = alone.p;
      named = true;
    }
  }
  const implied = shownAlone(point, order[0]?.choice, means, model.counts);
  if (implied !== null && isPossible(act, implied, point)) means = [implied];
  means = withJoined(means, point, pieces);
  let twins = twinsOf(point, means, model.counts.numbers).filter((task) => isPossible(act, task, point));
  if (twins.length) {
    // Nothing in the words distinguishes them, so any choice is a guess.
    meant = Math.min(meant, 1 / (twins.length + 1));
    others = twins.map((task) => ({ tasks: [task], p: meant }));
    means = means.slice(0, 1);
  }
  const group = groupMeant(facts, clause, kindOf(mainAct(act)), pieces);
  const isGroup =
    group !== null &&
    (!named ||
      means.length >= facts.open ||
      saysOnly(point.by, means, facts, group) ||
      (group.isLeft === true && !means.some((task) => point.by.has(task))));
  if (isGroup) {
    means = [...group.tasks];
    meant = 1;
    twins = [];
    others = [];
    named = true;
  }
  const stranger = isGroup ? 0 : strangeness(facts, pieces, means, point.by, model);
  if (stranger > 0) {
    others = [];
    means = [];
    meant = 0;
  }
  return { tasks, means, meant, others, stranger, twins: twins.length, named };
}

/**
 * "no, friday" after one task was shown: without a word for another task, it is that one. Null if the words say
 * otherwise, or the choice is right already.
 */
function shownAlone(
  { facts, by, rest }: Pointing,
  choice: Choice | undefined,
  means: readonly number[],
  { others }: Model["counts"],
): number | null {
  const [shown, ...more] = facts.before?.shown ?? [];
  if (shown === undefined || more.length > 0 || by.size > 0 || choice?.pointed) return null;
  if (means.length > 2 || rest.some((word) => others.one.has(word) || others.all.has(word))) return null;
  return means.length === 1 && means[0] === shown ? null : shown;
}

/**
 * "push the report and the slides to friday": a task that a conjunction joins to the found one is meant too, if what
 * follows applies to both.
 */
function withJoined(
  means: readonly number[],
  { by, facts, clause }: Pointing,
  pieces: readonly Piece[],
): readonly number[] {
  const [task, ...more] = means;
  const own = task === undefined ? undefined : by.get(task);
  if (!own || more.length > 0) return means;
  const { words, classes } = facts;
  const [first, last] = ends(own.at);
  const isSmall = (at: number, names: readonly string[]): boolean =>
    classes.of((words[at]?.text ?? "").toLowerCase()).some((name) => names.includes(name));
  const isJoin = (from: number, to: number): boolean => {
    const between = Array.from({ length: to - from }, (_, k) => from + k).filter((at) => words[at]?.content);
    return (
      between.some((at) => isSmall(at, ["and"])) &&
      between.every((at) => isSmall(at, ["and", "article", "of"]))
    );
  };
  const isFree = (from: number): boolean =>
    words
      .slice(from, clause.to)
      .every(
        ({ content }, k) =>
          !content ||
          pieces.some((piece) => piece.part === "due" && piece.from <= from + k && from + k < piece.to),
      );
  const joined = [...by.values()].filter((other) => {
    const isOwn = [...other.at.keys()].every((at) =>
      [...by.values()].every((one) => one === other || !one.at.has(at)),
    );
    if (other.task === task || !isOwn || other.at.size === 0) return false;
    const [from, to] = ends(other.at);
    return isJoin(to + 1, first) || (isJoin(last + 1, from) && isFree(to + 1));
  });
  return [task as number, ...joined.map((one) => one.task)].sort((a, b) => a - b);
}

/** The first and the last word of a mention. */
const ends = (at: ReadonlyMap<number, number>): [number, number] => [
  Math.min(...at.keys()),
  Math.max(...at.keys()),
];

/** "both", when two tasks were shown and no other task is mentioned. */
function meansPair({ facts, by, clause }: Pointing, { counts }: Model): boolean {
  const keys = facts.words.slice(clause.from, clause.to).map(({ key }) => key);
  return (
    facts.pair.length === 2 &&
    holdsBoth(keys, counts) &&
    [...by.keys()].every((task) => facts.pair.includes(task))
  );
}

/** The sets of tasks that a clause could mean, likeliest first, and the probability of each task by itself. */
function choicesBy(
  point: Pointing,
  act: ActName,
  model: Model,
): { order: { choice: Choice; p: number }[]; single: Float64Array } {
  const { choices, single } = choicesOf(point, model.target, model.counts);
  const weighed = softmax(
    Float64Array.from(
      choices,
      (choice) => scores(model.choice, choiceFeatures(point, choice, single))[0] as number,
    ),
  );
  const order = choices.map((choice, k) => ({ choice, p: weighed[k] as number })).sort((a, b) => b.p - a.p);
  const possible = order.filter(({ choice }) => choice.tasks.every((task) => isPossible(act, task, point)));
  const [best] = possible;
  if (!best || possible.length === order.length) return { order, single };
  single.forEach((_, task) => {
    if (!isPossible(act, task, point)) single[task] = 0;
  });
  // The remaining sets keep their probabilities, unless the words name them: then nothing else can be meant.
  const total = possible.reduce((sum, { p }) => sum + p, 0);
  const share = best.choice.tasks.every((task) => point.by.has(task)) ? 1 / Math.max(1e-9, total) : 1;
  return { order: possible.map(({ choice, p }) => ({ choice, p: p * share })), single };
}

/**
 * Whether an act applies to a task: a done task is not moved or completed, an open one not reopened. After an earlier
 * clause of the same message ("no, just the milk") its state may have changed by then.
 */
function isPossible(act: ActName, task: number, { facts: { open }, clause }: Pointing): boolean {
  if (clause.from > 0) return true;
  if (act === "reopen") return task >= open;
  return act === "complete" || act.startsWith("update") ? task < open : true;
}

/** Acts that set no date, label or list: any that is mentioned identifies the tasks. */
export const ENDING = new Set(["complete", "reopen", "delete"]);

/** The tasks that a clause refers to by a label, a list or a day; null if it uses none of these. */
function groupMeant(
  { groups, words }: Facts,
  clause: Clause,
  kind: string,
  pieces: readonly Piece[],
): Group | null {
  const inside = (from: number, to: number) => (group: Group) =>
    group.start >= (words[from]?.start ?? 0) && group.end <= (words[to - 1]?.end ?? 0);
  const said = groups.filter(
    (group) =>
      (ENDING.has(kind) && inside(clause.from, clause.to)(group)) ||
      pieces.some(({ part, from, to }) => part === "target" && inside(from, to)(group)),
  );
  const [first, ...more] = said;
  if (!first) return null;
  return {
    start: Math.min(...said.map(({ start }) => start)),
    end: Math.max(...said.map(({ end }) => end)),
    tasks: first.tasks.filter((task) => more.every(({ tasks }) => tasks.includes(task))),
    ...(said.some(({ isLeft }) => isLeft) ? { isLeft: true as const } : {}),
  };
}

/** Whether the words that match the titles of the tasks are only those that name the group. */
function saysOnly(
  by: Pointing["by"],
  means: readonly number[],
  { words }: Facts,
  { start, end }: Group,
): boolean {
  return means.every((task) => {
    const mention = by.get(task);
    if (!mention || mention.whole) return false;
    return [...mention.at.keys()].every((i) => {
      const word = words[i];
      return word !== undefined && word.start >= start && word.end <= end;
    });
  });
}

/** Classes of the words that can end a report. */
const VERBAL = new Set(["part", "done", "be", "have"]);

/** A short word joined to the end of another: "the email's gone" is about one email. */
const CLITIC = /['’]\p{L}{1,2}$/u;

/** Several tasks that match the same words, in the same form as in their titles: one of them is meant, not all. */
function sameWord(
  means: readonly number[],
  { by, rest, facts }: Pick<Pointing, "by" | "facts" | "rest">,
  numbers: Readonly<Record<string, number>>,
): boolean {
  if (means.length > 3 || rest.some((word) => (numbers[word] ?? 0) > 1 || /^\d+$/.test(word))) return false;
  const [mention] = means.flatMap((task) => by.get(task) ?? []);
  const [first, ...more] = means.map((task) => by.get(task)?.at);
  if (!first || !mention) return false;
  // "the invoices" are several; in "bought the present" only the verb is inflected, so one present is meant. If no
  // other word could be the verb ("just called"), the inflected word is the verb.
  const isClitic = (place: number): boolean => CLITIC.test(facts.words[place]?.text ?? "");
  const bent = [...first].flatMap(([place, like]) => (like < 1 && !isClitic(place) ? [like] : []));
  const isAlone = !rest.some((word) => facts.classes.of(word).some((name) => VERBAL.has(name)));
  const isVerb = bent.length === 1 && (first.size > 1 || isAlone) && bent[0] === mention.first;
  if (bent.length > 0 && !isVerb) return false;
  return more.every(
    (at) => at?.size === first.size && [...at].every(([place, like]) => first.get(place) === like),
  );
}

/** Tasks that the words match as well as the chosen one. */
function twinsOf(
  { by, facts, rest }: Pick<Pointing, "by" | "facts" | "rest">,
  means: readonly number[],
  numbers: Readonly<Record<string, number>>,
): number[] {
  if (means.length > 1) return sameWord(means, { by, facts, rest }, numbers) ? means.slice(1) : [];
  const [task] = means;
  const own = means.length === 1 && task !== undefined ? by.get(task) : undefined;
  if (!own || rest.some((word) => /^\d+$/.test(word))) return [];
  const shown = facts.before?.shown ?? [];
  return [...by.values()]
    .filter(
      (other) =>
        other.task !== task &&
        other.at.size === own.at.size &&
        [...other.at].every(([at, like]) => own.at.get(at) === like) &&
        other.first === own.first &&
        shown.includes(other.task) === shown.includes(own.task) &&
        !(own.whole && !other.whole),
    )
    .map((other) => other.task);
}

/**
 * How much of what the clause names does not belong to the chosen task: the weight of the foreign words minus that of
 * the matching ones. Above 0, the task that is named is not on the list.
 */
function strangeness(
  facts: Facts,
  pieces: readonly Piece[],
  means: readonly number[],
  by: Pointing["by"],
  model: Model,
): number {
  const shown = facts.before?.shown ?? [];
  if (means.length !== 1 || means.some((task) => shown.includes(task) || by.get(task)?.whole)) return 0;
  const shared = new Set(means.flatMap((task) => [...(by.get(task)?.at.keys() ?? [])]));
  let known = 0;
  let unknown = 0;
  for (const { part, from, to } of pieces) {
    if (part !== "target") continue;
    for (let i = from; i < to; i++) {
      const word = facts.words[i];
      if (!word?.content || word.key.length < 3 || model.counts.articles.has(word.key)) continue;
      const weight = word.kind === "quote" ? 2 : model.weigh(word.key);
      if (shared.has(i)) known += weight;
      else if (weight > 0.3) unknown += weight;
    }
  }
  // A verb alone ("call") is common to many tasks.
  const verbOnly = means.every((task) => {
    const mention = by.get(task);
    return mention !== undefined && mention.first > 0 && mention.at.size === 1;
  });
  return unknown < 0.4 ? 0 : Math.max(0, unknown - (verbOnly ? known / 2 : known));
}
