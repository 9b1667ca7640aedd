import { clash, clausesOf, cutFeatures, cutPlaces, greetingEnd, SURE_TIME } from "./cuts.ts";
import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { headingOf } from "./lines.ts";
import { likely, type Model } from "./model.ts";
import type { Cutting } from "./trust.ts";

/** One way to cut a message into clauses. */
export interface Cut extends Cutting {
  clauses: Clause[];
}

/** At this confidence a place is not also tried the other way round. */
const SURE_PLACE = 0.93;
/** How many places are also tried the other way round. */
const TRIED = 3;
/** A message with more places than this is not tried as one list. */
const MOST_IN_A_ROW = 12;

/** The ways to cut a message into clauses, with their probabilities, likeliest first. */
export function cut(facts: Facts, model: Model): Cut[] {
  const places = cutPlaces(facts, model.joins);
  const below = headingOf(facts)?.to ?? 0;
  const greeted = greetingEnd(facts);
  const likelihoods: number[] = [];
  let begun = 0;
  places.forEach((place, k) => {
    // A line is an item of its own, and so is what starts like one after a conjunction; elsewhere the words decide.
    const learned = likely(model.cut, cutFeatures(facts, places, k, model.kinds));
    const yes =
      facts.words[place - 1]?.kind === "line" || place === greeted
        ? 1
        : isInTime(facts, place) ||
            endsTime(facts, place, places[k + 1]) ||
            onlyRanks(facts, place, places[k + 1]) ||
            isAbbreviated(facts, place, model)
          ? 0
          : learned > 0.05 && begins(facts, begun, place, model)
            ? Math.max(learned, 0.6)
            : learned;
    if (yes > 0.5) begun = place;
    likelihoods.push(yes);
  });
  const cutAs = (is: readonly boolean[]): Cut => ({
    clauses: clausesOf(
      facts.words.length,
      places.filter((_, k) => is[k]),
    )
      .map(({ from, to }) => {
        const isLine = facts.words[to - 1]?.kind === "line" && to - from > 1;
        return { from, to: isLine ? to - 1 : to };
      })
      .filter(({ to }) => below === 0 || to > below),
    p: likelihoods.reduce((product, yes, k) => product * (is[k] ? yes : 1 - yes), 1),
    places: places.length,
  });
  const best = likelihoods.map((yes) => yes > 0.5);
  const open = likelihoods
    .map((yes, k) => ({ k, sure: Math.max(yes, 1 - yes) }))
    .filter(({ sure }) => sure < SURE_PLACE)
    .sort((a, b) => a.sure - b.sure)
    .slice(0, TRIED);
  const ways = [best, ...open.map(({ k }) => best.map((is, j) => (j === k ? !is : is)))];
  if (open.length > 1) ways.push(best.map((is, k) => is !== open.some((one) => one.k === k)));
  // "hand cream, tissues, sponges": a list is cut at all of its commas or at none.
  const commas = places.map((place) => facts.words[place - 1]?.text === ",");
  const last = commas.lastIndexOf(true);
  if (last > 0 && places.length <= MOST_IN_A_ROW)
    ways.push(
      commas.map((is, k) => is || k > last || (best[k] as boolean)),
      best.map((is, k) => is && !(commas[k] || k > last)),
    );
  // "dentist tues 9.15, mot thursday": between two days a new wish is likely, however unlikely each place.
  if (!best.includes(true)) {
    const apart = cutsApart(facts, places, likelihoods);
    if (apart.length > 0) ways.push(best.map((_, k) => apart.includes(k)));
  }
  const seen = new Set<string>();
  return ways.filter((way) => !seen.has(way.join()) && seen.add(way.join())).map(cutAs);
}

/** The likeliest place between each two consecutive times that clash. */
function cutsApart(facts: Facts, places: readonly number[], likelihoods: readonly number[]): number[] {
  const sure = facts.times.filter(({ weight }) => weight >= SURE_TIME);
  return sure.slice(1).flatMap((time, k) => {
    const earlier = sure[k];
    if (!earlier || !clash(earlier, time)) return [];
    const between = places.flatMap((place, at) => {
      const start = facts.words[place]?.start ?? 0;
      return start >= earlier.end && start <= time.start ? [at] : [];
    });
    const likeliest = between.reduce(
      (best, at) => ((likelihoods[at] ?? 0) > (likelihoods[best] ?? 0) ? at : best),
      between[0] ?? -1,
    );
    return likeliest < 0 ? [] : [likeliest];
  });
}

/** "January 2, 2030": the comma is part of a time. */
function isInTime({ words, times }: Facts, place: number): boolean {
  const at = words[place]?.start ?? 0;
  return times.some(({ start, end, weight }) => weight >= SURE_TIME && start < at && at < end);
}

/** "every 1st and 15th": the rest of a repetition is not a wish of its own. */
function endsTime({ words, times }: Facts, place: number, next = words.length): boolean {
  const [from, to] = [words[place]?.start ?? 0, words[next - 1]?.end ?? 0];
  return times.some(({ start, end, when }) => when.repeat && start < from && end >= to);
}

/** "email Mr. Shah": the full stop ends an abbreviation. */
function isAbbreviated({ words }: Facts, place: number, { counts }: Model): boolean {
  const stop = words[place - 1];
  const before = words[place - 2];
  return stop?.text === "." && before?.end === stop.start && counts.abbreviations.has(before.key);
}

/** "call the bank, urgent": what only states a priority belongs to the wish before it. */
function onlyRanks({ words, classes }: Facts, place: number, next = words.length): boolean {
  const own = words.slice(place, next).filter(({ content }) => content);
  return (
    own.length > 0 &&
    own.every(({ text }) => {
      const of = classes.of(text.toLowerCase());
      return of.includes("rank") && !of.includes("already");
    })
  );
}

/** "wash the car and clean the garage": two tasks, each starting with a verb that has an object. */
function begins({ words, told }: Facts, from: number, place: number, model: Model): boolean {
  const join = words[place];
  if (join?.kind !== "word" || !model.joins.has(join.key) || words[place - 1]?.kind !== "word") return false;
  const left = words.slice(from, place).filter(({ content }) => content);
  const [verb, object] = words.slice(place + 1);
  const opened = left.findIndex(({ key }) => model.openers.has(key));
  const named =
    object?.content === true && (model.weigh(object.key) > 0.3 || model.counts.articles.has(object.key));
  // "delete buy milk and buy eggs": a task with this exact title is on the list, so it is not a new one.
  const isListed = told.some(({ whole, at }) => whole && at.has(place + 1));
  return opened >= 0 && left.length - opened > 1 && model.openers.has(verb?.key ?? "") && named && !isListed;
}
