import type { CountWords } from "../languages/words.ts";
import { Features } from "./hash.ts";
import type { Mention } from "./mentions.ts";
import { type Linear, likely } from "./model.ts";
import { kindOfUnspoken, type Pointing, targetFeatures } from "./targets.ts";

/** A set of tasks that could be meant, with every way in which the clause could refer to it. */
export interface Choice {
  tasks: readonly number[];
  ways: string[];
  /** The tasks were referred to by their position, or by excluding others. */
  pointed: boolean;
}

/** Positions that a clause names, 0-based, in a list of `size`: "the second", "first two", "2 and 3", "2-4", "last". */
function placesSaid(
  rest: readonly string[],
  size: number,
  { places, numbers }: CountWords,
): { way: string; at: number[] }[] {
  const out: { way: string; at: number[] }[] = [];
  const single: number[] = [];
  const counts: number[] = [];
  const valid = (k: number): boolean => k >= 0 && k < size;
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    const place = places[word];
    const range = /^(\d{1,2})-(\d{1,2})$/.exec(word);
    if (range) {
      const [from, to] = [Number(range[1]) - 1, Number(range[2]) - 1];
      if (valid(from) && valid(to) && from < to) out.push({ way: "range", at: run(from, to + 1) });
      continue;
    }
    const number = /^\d{1,2}$/.test(word) ? Number(word) : numbers[word];
    if (place !== undefined) {
      single.push(place === 0 ? (size - 1) / 2 : place > 0 ? place - 1 : size + place);
      const next = rest[i + 1] ?? "";
      const count = /^\d{1,2}$/.test(next) ? Number(next) : numbers[next];
      const before = rest[i - 1] ?? "";
      const count2 = /^\d{1,2}$/.test(before) ? Number(before) : numbers[before];
      for (const n of [count, count2])
        if (n !== undefined && n > 1 && n <= size)
          out.push({
            way: place > 0 ? "first n" : "last n",
            at: place > 0 ? run(0, n) : run(size - n, size),
          });
    } else if (number !== undefined) {
      counts.push(number - 1);
    }
  }
  const at = single.filter((k) => Number.isInteger(k) && valid(k));
  if (at.length) out.push({ way: at.length > 1 ? "places" : "place", at: [...new Set(at)] });
  const by = counts.filter(valid);
  if (by.length) out.push({ way: by.length > 1 ? "numbers" : "number", at: [...new Set(by)] });
  if (by.length === 2 && (by[0] as number) < (by[1] as number))
    out.push({ way: "range", at: run(by[0] as number, (by[1] as number) + 1) });
  if (at.length && by.length) out.push({ way: "both kinds", at: [...new Set([...at, ...by])] });
  return out;
}

const BY_PLACE = new Set(["place", "places", "first n", "last n"]);

const run = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

/** The sets of tasks that a clause could mean, and the probability of each task by itself. */
export function choicesOf(
  point: Pointing,
  target: Linear,
  counts: CountWords,
): { choices: Choice[]; single: Float64Array } {
  const { facts, by, rest } = point;
  const all = facts.tasks.map((_, k) => k);
  const single = chancesOf(point, target);
  const { shown = [], inReply, inUser } = facts.before ?? {};
  const open = facts.open === all.length ? all : all.slice(0, facts.open);
  const pool = shown.length ? [...shown] : open;
  const found: Choice[] = [];
  // A task that neither the words nor the turn before speak of does not come along with one that is named.
  const isSpoken = (task: number): boolean => by.has(task) || shown.includes(task);
  const put = (way: string, tasks: readonly number[], pointed = false): void => {
    const own = inOrder(tasks) ? tasks : [...new Set(tasks)].sort((a, b) => a - b);
    if (!own.length) return;
    if (way.startsWith("model") && own.length > 1 && by.size > 0 && !own.every(isSpoken)) return;
    const choice = found.find((one) => isSame(one.tasks, own));
    if (choice) {
      choice.ways.push(way);
      choice.pointed ||= pointed;
    } else found.push({ tasks: own, ways: [way], pointed });
  };
  const without = (tasks: readonly number[], of: readonly number[]): number[] => {
    const left = new Set(tasks);
    return of.filter((k) => !left.has(k));
  };
  const [best = 0, next = best] = bestTwo(single);
  put("model best", [best]);
  put(
    "model",
    all.filter((k) => (single[k] as number) > 0.5),
  );
  put(
    "model wide",
    all.filter((k) => (single[k] as number) > 0.2),
  );
  put("model two", [best, next]);
  const mentioned = [...by.values()];
  const top = mentioned[0];
  if (top) {
    put("top", [top.task]);
    const own = mentioned.filter((m) => !m.outdone);
    const good = own.filter((m) => m.share > 0.5).map((m) => m.task);
    const near = own.filter((m) => m.share > top.share - 0.15).map((m) => m.task);
    const any = mentioned.map((m) => m.task);
    put(
      "own",
      own.map((m) => m.task),
    );
    put(
      "begun",
      own.filter((m) => m.first > 0).map((m) => m.task),
    );
    put("good", good);
    put("near", near);
    put("any", any);
    put(
      "plain",
      mentioned.filter((m) => m.plain > 0.3).map((m) => m.task),
    );
    put("pool good", pool === open ? good : good.filter((k) => pool.includes(k)));
    for (const [way, tasks] of [
      ["top", [top.task]],
      ["good", good],
      ["near", near],
      ["any", any],
    ] as const) {
      put(`all but ${way}`, without(tasks, pool), true);
      if (pool !== open) put(`list but ${way}`, without(tasks, open), true);
    }
  }
  if (shown.length) {
    put("shown", shown);
    put("shown first", [shown[0] as number]);
    put("shown last", [shown.at(-1) as number]);
    put("unshown", without(shown, open));
    const spoken = shown.filter((k) => (inUser?.get(k) ?? 0) > 0.3);
    put("spoken", spoken);
    put("unspoken", without(spoken, shown));
  }
  if (inReply && inUser) {
    put(
      "of the turn",
      all.filter((k) => (inReply.get(k) ?? 0) > 0.6 || (inUser.get(k) ?? 0) > 0.6),
    );
    const [replied] = [...inReply].sort((a, b) => b[1] - a[1]);
    if (replied) put("of the reply", [replied[0]]);
    const [said] = [...inUser].sort((a, b) => b[1] - a[1]);
    if (said) put("of the user", [said[0]]);
  }
  put("list", open);
  for (const { way, at } of placesSaid(rest, pool.length, counts)) {
    const tasks = at.map((k) => pool[k] as number);
    // A bare number refers to a list that was shown, not to one that the user may see elsewhere.
    put(way, tasks, shown.length > 0 || BY_PLACE.has(way));
    put(`all but ${way}`, without(tasks, pool), true);
  }
  return { choices: found, single };
}

/** The probability of each task by itself. */
function chancesOf(point: Pointing, target: Linear): Float64Array {
  const known = new Map<string, number>();
  return Float64Array.from(point.facts.tasks, (_, task) => {
    const kind = kindOfUnspoken(point, task);
    const found = kind === null ? undefined : known.get(kind);
    if (found !== undefined) return found;
    const chance = likely(target, targetFeatures(point, task));
    if (kind !== null) known.set(kind, chance);
    return chance;
  });
}

/** The indices of the two largest values; on a tie, the earlier one comes first. */
function bestTwo(values: Float64Array): number[] {
  let best = -1;
  let next = -1;
  values.forEach((value, k) => {
    if (best < 0 || value > (values[best] as number)) [best, next] = [k, best];
    else if (next < 0 || value > (values[next] as number)) next = k;
  });
  return [best, next].filter((k) => k >= 0);
}

/** Whether the values are strictly ascending. */
function inOrder(values: readonly number[]): boolean {
  for (let k = 1; k < values.length; k++)
    if ((values[k] as number) <= (values[k - 1] as number)) return false;
  return true;
}

const isSame = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, k) => value === b[k]);

/** Whether a value is among ascending ones. */
function isIn(values: readonly number[], value: number): boolean {
  let from = 0;
  let to = values.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((values[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return values[from] === value;
}

/** How well the words match the tasks of a set, compared with the tasks outside it. */
function standing({ by }: Pointing, tasks: readonly number[]): string[] {
  const inside: Mention[] = [];
  const outside: Mention[] = [];
  for (const mention of by.values()) (isIn(tasks, mention.task) ? inside : outside).push(mention);
  inside.sort((a, b) => a.task - b.task);
  const out: string[] = [];
  const [first, ...more] = inside;
  if (!first) return [outside.length ? "unsaid beside said" : "unsaid"];
  if (inside.length < tasks.length) out.push("partly said");
  if (inside.some(({ outdone }) => outdone)) out.push("outdone inside");
  if (outside.some(({ outdone, share }) => !outdone && share >= first.share)) out.push("as good outside");
  if (more.length) {
    const same = more.filter(
      ({ at }) => at.size === first.at.size && [...at.keys()].every((token) => first.at.has(token)),
    ).length;
    const inflected = [...first.at.values()].some((like) => like < 1);
    out.push(
      same === more.length ? `same words${inflected ? " inflected" : ""}` : same ? "some words" : "own words",
    );
    if (inside.some(({ whole }) => whole)) out.push("whole among");
  }
  const begun = inside.filter(({ first: verb }) => verb > 0).length;
  const left = outside.some(({ first: verb, outdone }) => verb > 0 && !outdone);
  out.push(`begun ${begun === inside.length ? "all" : begun ? "some" : "none"} ${left ? "others" : "-"}`);
  if (inside.length === 1 && first.whole)
    out.push(outside.some(({ whole }) => whole) ? "whole, others too" : "whole alone");
  return out;
}

/** Features for whether a set is the one that is meant. */
export function choiceFeatures(
  point: Pointing,
  { tasks, ways }: Choice,
  single: Float64Array,
  named = false,
): Features {
  const f = new Features(named);
  const { facts, act, rest } = point;
  const { before } = facts;
  const size = tasks.length > 3 ? "4" : String(tasks.length);
  const whole = tasks.length === facts.tasks.length ? "whole" : "part";
  let sum = 0;
  let low = 1;
  let high = 0;
  // The tasks of a set are in order, and those that were not mentioned are all alike, so their logarithm is taken once.
  let next = 0;
  let last = Number.NaN;
  let log = 0;
  for (let k = 0; k < single.length; k++) {
    const p = Math.min(0.98, Math.max(0.02, single[k] as number));
    const inside = tasks[next] === k;
    if (inside) next += 1;
    const chance = inside ? p : 1 - p;
    if (chance !== last) {
      last = chance;
      log = Math.log(chance);
    }
    sum += log;
    if (inside) low = Math.min(low, p);
    else high = Math.max(high, p);
  }
  f.put("sum", sum / 3);
  f.put("mean", sum / Math.max(1, single.length));
  f.put("low", low);
  f.put("high", high);
  f.put(`c size ${size}`);
  f.put(`c size ${size} ${act}`);
  f.put(`c ways ${Math.min(5, ways.length)}`);
  for (const name of standing(point, tasks)) {
    f.put(`c ${name}`);
    f.put(`c ${name} size ${size} ${act}`);
  }
  const turn = before ? (before.asked ? "asked" : "told") : "first";
  for (const way of ways) {
    f.put(`c ${way}`);
    f.put(`c ${way} ${act} ${turn}`);
    f.put(`c ${way} size ${size} ${whole}`);
    f.put(`c ${way} low ${(low * 5) | 0} high ${(high * 5) | 0}`);
    for (let k = 0; k < Math.min(rest.length, 10); k++) {
      f.put(`c ${way} w ${rest[k]}`);
      if (k + 1 < rest.length) f.put(`c ${way} b ${rest[k]} ${rest[k + 1]}`);
    }
  }
  for (let k = 0; k < Math.min(rest.length, 10); k++) f.put(`c size ${size} w ${rest[k]}`);
  return f;
}
