import { type Language, languages } from "../src/languages/index.ts";
import type { CountWords } from "../src/languages/words.ts";
import { ACTS, type ActName, kindOf, mainAct } from "../src/reader/acts.ts";
import { choiceFeatures, choicesOf } from "../src/reader/choices.ts";
import { cut } from "../src/reader/cut.ts";
import { cutFeatures, cutPlaces } from "../src/reader/cuts.ts";
import { actFeatures } from "../src/reader/features.ts";
import { KINDS, type Linear, type Model } from "../src/reader/model.ts";
import { unpack } from "../src/reader/pack.ts";
import { waysToRead } from "../src/reader/read.ts";
import { sharedFeatures } from "../src/reader/shared.ts";
import { ASKED, PRIORITIES, smallFeatures } from "../src/reader/small.ts";
import { tagFeatures } from "../src/reader/tags.ts";
import { type Pointing, pointing, targetFeatures } from "../src/reader/targets.ts";
import { trustVector } from "../src/reader/trust.ts";
import { align } from "./align.ts";
import type { Borrowed } from "./borrowed.ts";
import { commonWords, openersOf } from "./common.ts";
import { markedClauses } from "./cut-gold.ts";
import { factsOf } from "./facts.ts";
import { genericWords } from "./generic.ts";
import { actIndex, actOf } from "./gold.ts";
import { joinsOf } from "./joins.ts";
import { verdict } from "./judge.ts";
import { saidLater } from "./later.ts";
import { pack, type Trained } from "./pack.ts";
import { trainTagger } from "./perceptron.ts";
import { type Ranking, trainRanker } from "./ranker.ts";
import type { Row } from "./rows.ts";
import { sharingOf } from "./sharing.ts";
import { type Linear as Dense, type Example, type TrainOptions, trainSoftmax } from "./softmax.ts";
import { type Case, trainForest } from "./trees.ts";

/** A model during training, with its weights accessible for packing. */
const linear = (dense: Dense): Linear & { dense: Dense } => ({
  dense,
  classes: dense.classes,
  add: (bucket, value, scores) => {
    const at = bucket * dense.classes;
    for (let k = 0; k < dense.classes; k++)
      scores[k] = (scores[k] as number) + (dense.weights[at + k] as number) * value;
  },
});

/** Number of messages per unit of `l1`: with more data, a weight needs more support. */
const PER_UNIT = 8000;

/** The weight of a borrowed message, relative to one in the language itself. */
const BORROWED = 0.4;

export const countsOf = (language: string): CountWords => languages[language as Language].counts;

/** Trains everything but `trust`. */
export function trainParts(rows: readonly Row[], borrowed: readonly Borrowed[]): Trained {
  const l1 = rows.length / PER_UNIT;
  const act: TrainOptions = { epochs: 4, drop: 0.3, l1 };
  const one: TrainOptions = { epochs: 5, drop: 0.2, l1: l1 / 2 };
  const few: TrainOptions = { epochs: 4, drop: 0.2, l1: l1 / 4 };
  const openers = openersOf(rows);
  const words = commonWords(rows, openers);
  const { weigh } = words;
  const generic = genericWords(rows, weigh);
  const counts = countsOf(rows[0]?.lang ?? "en");
  const joins = joinsOf(rows);
  const kinds: Example[] = [];
  const acts: Example[] = [];
  for (const { writer, features, act } of borrowed) {
    acts.push({ writer, features, label: actIndex.get(act) as number, weight: BORROWED });
    kinds.push({ writer, features, label: KINDS.indexOf(kindOf(act)), weight: BORROWED });
  }
  const later: ((kinds: Linear) => Example)[] = [];
  const targets: (Example & { set: number })[] = [];
  const priorities: Example[] = [];
  const clears: Example[] = [];
  const askeds: Example[] = [];
  const countings: Example[] = [];
  const dones: Example[] = [];
  const shareds: Example[] = [];
  const sets: { point: Pointing; right: boolean[]; writer: string }[] = [];
  const tags: { features: number[][]; tags: Int32Array; writer: string }[] = [];
  for (const row of rows) {
    const { writer } = row;
    const facts = factsOf(row, { weigh, openers, generic });
    const gold = markedClauses(row, facts, joins);
    if (!gold) continue;
    const places = cutPlaces(facts, joins);
    places.forEach((place, k) => {
      const yes = gold.cuts.includes(place);
      if (!gold.open.includes(place))
        later.push((kinds) => ({
          writer,
          features: cutFeatures(facts, places, k, kinds),
          label: yes ? 1 : 0,
          weight: yes ? 3 : 1,
        }));
    });
    const { clauses, acts: names } = gold;
    const sharing = sharingOf(row, clauses);
    if (sharing)
      shareds.push({
        writer,
        features: sharedFeatures(facts, clauses, sharing.at),
        label: sharing.isShared ? 1 : 0,
      });
    const aligned = align(row);
    let previous = "^";
    clauses.forEach((clause, c) => {
      const act = names[c] as ActName;
      const features = actFeatures(facts, clause, previous);
      acts.push({ writer, features, label: actIndex.get(act) as number });
      kinds.push({ writer, features, label: KINDS.indexOf(kindOf(act)) });
      previous = kindOf(act);
      if (aligned.whole && kindOf(act) !== "none")
        tags.push({
          writer,
          features: tagFeatures(facts, clause, mainAct(act)),
          tags: aligned.tags.slice(clause.from, clause.to),
        });
    });
    clauses.forEach((clause, c) => {
      const main = mainAct(names[c] as ActName);
      const own = clauses.length === 1 ? row.does : [row.does[c] as (typeof row.does)[0]].filter(Boolean);
      const small = (list: Example[], what: string, label: number): void => {
        list.push({ writer, features: smallFeatures(facts, clause, what), label });
      };
      if (main === "add" || main.startsWith("update") || main.startsWith("correct")) {
        const said = own
          .map((w) => (w?.set && "priority" in w.set ? (w.set.priority ?? "clear") : w?.priority))
          .find((v) => v !== undefined);
        small(
          priorities,
          "priority",
          Math.max(0, (PRIORITIES as readonly string[]).indexOf(String(said ?? "none"))),
        );
      }
      if (main.startsWith("update") || main.startsWith("correct"))
        small(
          clears,
          "clear",
          own.some((w) => w?.to === null || Object.values(w?.set ?? {}).includes(null)) ? 1 : 0,
        );
      if (main === "tell")
        small(askeds, "asked", Math.max(0, (ASKED as readonly string[]).indexOf(own[0]?.field ?? "due")));
      if (main === "show") {
        small(countings, "count", own[0]?.count ? 1 : 0);
        small(dones, "done", own[0]?.done ? 1 : 0);
      }
    });
    // Targets: the wishes of each clause.
    let c = 0;
    row.does.forEach((wish, k) => {
      if (
        k > 0 &&
        gold.cuts.length &&
        c + 1 < clauses.length &&
        (aligned.spans[k]?.[0] ?? 0) >= (clauses[c + 1]?.from ?? 1e9)
      )
        c++;
      (wish as { clause?: number }).clause = c;
    });
    clauses.forEach((clause, at) => {
      const own = row.does.filter((w) => (w as { clause?: number }).clause === at);
      if (!own.some((w) => w.means) && !own.some((w) => Array.isArray(w.value))) return;
      const meant = new Set(own.flatMap((w) => w.means ?? (Array.isArray(w.value) ? w.value : [])));
      const point = pointing(facts, clause, kindOf(actOf(own.at(-1) as never)), weigh);
      const right = facts.tasks.map((title) => meant.has("*") || meant.has(title));
      for (const [task, yes] of right.entries())
        targets.push({ writer, features: targetFeatures(point, task), label: yes ? 1 : 0, set: sets.length });
      sets.push({ point, right, writer });
    });
  }
  const kindModel = linear(trainSoftmax(kinds, KINDS.length, act));
  const cuts = later.map((make) => make(kindModel));
  const target = linear(trainSoftmax(targets, 2, one));
  // Sets are trained with single-task probabilities as they are for unseen messages, hence the cross-validation.
  const halves = [0, 1].map((half) =>
    linear(
      trainSoftmax(
        targets.filter((t) => t.set % 2 !== half),
        2,
        one,
      ),
    ),
  );
  const rankings = sets.flatMap(({ point, right, writer }, k): Ranking[] => {
    const { choices, single } = choicesOf(point, halves[k % 2] as Linear, counts);
    const fits = choices.map(
      ({ tasks }) => tasks.length === right.filter(Boolean).length && tasks.every((k) => right[k]),
    );
    return fits.includes(true)
      ? [{ candidates: choices.map((choice) => choiceFeatures(point, choice, single)), right: fits, writer }]
      : [];
  });
  return {
    messages: rows.length,
    common: words.common,
    usual: words.usual,
    counts,
    choice: linear(trainRanker(rankings, { l1: l1 / 2 })),
    weigh,
    joins,
    openers,
    generic,
    kinds: kindModel,
    acts: linear(trainSoftmax(acts, ACTS.length, act)),
    cut: linear(trainSoftmax(cuts, 2, one)),
    target,
    tagger: trainTagger(tags, 8),
    trust: { base: 0, trees: [] },
    priority: linear(trainSoftmax(priorities, PRIORITIES.length, few)),
    clear: linear(trainSoftmax(clears, 2, few)),
    asked: linear(trainSoftmax(askeds, ASKED.length, few)),
    count: linear(trainSoftmax(countings, 2, few)),
    done: linear(trainSoftmax(dones, 2, few)),
    shared: linear(trainSoftmax(shareds, 2, { ...few, l1: l1 / 8, least: 2 })),
  };
}

/**
 * Trains a whole model. `trust` is trained on the readings of writers that a packed model has not seen: writers are
 * divided into groups, and each group is read by a model trained on the others.
 */
export function train(messages: readonly Row[], borrowed: readonly Borrowed[], groups: number): Trained {
  const rows = [...messages, ...saidLater(messages)];
  const writers = [...new Set(rows.map((row) => row.writer))];
  const counts = countsOf(rows[0]?.lang ?? "en");
  const cases = Array.from({ length: Math.min(writers.length, groups) }, (_, group) => {
    const isOut = (row: Row): boolean => writers.indexOf(row.writer) % groups === group;
    const others = rows.filter((row) => !isOut(row));
    const parts = unpack(pack(trainParts(others, borrowed)), counts);
    return trustCases(rows.filter(isOut), parts);
  }).flat();
  return { ...trainParts(rows, borrowed), trust: trainForest(cases) };
}

/** All readings of these rows by a model that has not seen them, and whether each is right. */
export function trustCases(rows: readonly Row[], model: Model): Case[] {
  return rows.flatMap((row) => {
    const facts = factsOf(row, model);
    return waysToRead(facts, cut(facts, model), model).map(({ clauses, cutting }, k): Case => {
      const v = verdict(row, facts, clauses);
      const good = (v === "right" || v === "title") && !row.ask;
      return {
        x: trustVector(facts, clauses, cutting),
        label: good ? 1 : 0,
        weight: k === 0 ? 1 : 0.5,
      };
    });
  });
}
