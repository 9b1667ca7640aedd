import type { Facts } from "./facts.ts";
import type { Clause } from "./features.ts";
import { Features } from "./hash.ts";
import { type Mention, mentionsOf } from "./mentions.ts";
import type { Weigh } from "./title-index.ts";

const level = (value: number): string =>
  value >= 0.999 ? "5" : value > 0.75 ? "4" : value > 0.5 ? "3" : value > 0.3 ? "2" : value > 0 ? "1" : "0";

/** What all tasks of a clause have in common while the meant ones are searched for. */
export interface Pointing {
  facts: Facts;
  clause: Clause;
  act: string;
  /** Mentions within the clause, by task. */
  by: Map<number, Mention & { rank: number; ties: number }>;
  /** Words of the clause that belong to no listed task, verbatim. */
  rest: string[];
  /** The likeliest mention. */
  best: Mention | undefined;
  /** Tasks that the turn before showed → their place in it. */
  shown: Map<number, number>;
  /** Features of the words that belong to no task, cached for tasks that are alike. */
  worded: Map<string, Features>;
}

export function pointing(facts: Facts, clause: Clause, act: string, weigh: Weigh): Pointing {
  const { words, tasks } = facts;
  const own = words.slice(clause.from, clause.to);
  const isWhole = clause.from === 0 && clause.to === words.length;
  const mentions = isWhole
    ? facts.mentions
    : mentionsOf(own, tasks, weigh).map((mention) => ({
        ...mention,
        at: new Map([...mention.at].map(([place, like]) => [place + clause.from, like])),
      }));
  const by: Pointing["by"] = new Map();
  const taken = new Set<number>();
  const ties = tiesOf(mentions);
  mentions.forEach((m, rank) => {
    by.set(m.task, { ...m, rank, ties: ties[rank] as number });
    if (m.share > 0.3) for (const i of m.at.keys()) taken.add(i);
  });
  const rest: string[] = [];
  for (let i = clause.from; i < clause.to && rest.length < 24; i++)
    if (!taken.has(i)) rest.push(words[i]?.key ?? "");
  const shown = new Map<number, number>();
  facts.before?.shown.forEach((task, place) => {
    if (!shown.has(task)) shown.set(task, place);
  });
  return { facts, clause, act, by, rest, best: mentions[0], shown, worded: new Map() };
}

/** For each mention, the number of equally good ones, including itself. */
function tiesOf(mentions: readonly Mention[]): number[] {
  const alike = new Map<string, { share: number; cover: number; count: number }>();
  for (const { share, cover } of mentions) {
    const key = `${share} ${cover}`;
    const found = alike.get(key);
    if (found) found.count += 1;
    else alike.set(key, { share, cover, count: 1 });
  }
  return mentions.map((m) => {
    let ties = 0;
    for (const { share, cover, count } of alike.values())
      if (Math.abs(share - m.share) < 0.02 && Math.abs(cover - m.cover) < 0.02) ties += count;
    return ties;
  });
}

/**
 * The key that determines the probability of a task that was not mentioned: tasks with the same key are equally likely.
 * Null for a task that was mentioned.
 */
export function kindOfUnspoken({ facts, by, shown }: Pointing, task: number): string | null {
  if (by.has(task)) return null;
  const { before, tasks } = facts;
  const place = shown.get(task) ?? -1;
  const told = `${level(before?.inReply.get(task) ?? 0)} ${level(before?.inUser.get(task) ?? 0)}`;
  if (place >= 0) return `shown ${Math.min(place, 5)} ${place + 1 === before?.shown.length} ${told}`;
  return before?.shown.length ? told : `${Math.min(task, 5)} ${task === tasks.length - 1} ${told}`;
}

/** Features for whether one task is meant. */
export function targetFeatures(point: Pointing, task: number, named = false): Features {
  const { facts, act, by, rest, best, shown: places } = point;
  const f = new Features(named);
  const { before, tasks } = facts;
  const m = by.get(task);
  const shown = places.get(task) ?? -1;
  const count = before?.shown.length ?? 0;
  const seen = shown >= 0 ? (count === 1 ? "only" : "shown") : count ? "unshown" : "-";
  f.put(act);
  f.put(`${act} ${seen}`);
  const share = level(m?.share ?? 0);
  const cover = level(m?.cover ?? 0);
  f.put(`share ${share}`);
  f.put(`${act} share ${share}`);
  f.put("share", m?.share ?? 0);
  f.put("cover", m?.cover ?? 0);
  f.put("plain", m?.plain ?? 0);
  f.put(`share ${share} cover ${cover}`);
  f.put(`share ${share} rank ${Math.min(2, m?.rank ?? 3)}`);
  f.put(`rank ${Math.min(3, m?.rank ?? 4)} ties ${Math.min(3, m?.ties ?? 0)}`);
  f.put(`${seen} share ${share}`);
  f.put("behind", (best?.share ?? 0) - (m?.share ?? 0));
  f.put(`behind ${level((best?.share ?? 0) - (m?.share ?? 0))} share ${share}`);
  f.put(`best ${level(best?.share ?? 0)} ${seen} ${m ? "m" : "-"}`);
  if (m?.whole) f.put("whole");
  if (m?.outdone) f.put("outdone");
  if (m) f.put(`first ${m.first}`);
  f.put(`${seen} one of ${Math.min(3, tasks.length)}`);
  const inReply = level(before?.inReply.get(task) ?? 0);
  f.put(`reply ${inReply} ${seen}`);
  f.put(`reply ${inReply} best ${best ? "m" : "-"} ${m ? "m" : "-"}`);
  f.put(`user ${level(before?.inUser.get(task) ?? 0)} best ${best ? "m" : "-"}`);
  if (before) f.put(`${before.asked ? "asked" : "told"} ${seen} ${m ? share : "-"} ${act}`);
  const kind = m ? (m.share > 0.5 ? "M" : "m") : best && best.share > 0.5 ? "o" : "-";
  const place = shown < 0 ? (count ? "" : `${Math.min(task, 5)}`) : `${Math.min(shown, 5)}`;
  const last = count ? shown === count - 1 : task === tasks.length - 1;
  const about = `${kind} ${seen} ${place} ${last}`;
  let worded = named ? undefined : point.worded.get(about);
  if (!worded) {
    worded = new Features(named);
    for (let k = 0; k < rest.length; k++) {
      const w = rest[k] as string;
      worded.put(`${kind} ${seen} w ${w}`);
      worded.put(`${kind} w ${w}`);
      if (place !== "") worded.put(`place ${place} w ${w}`);
      if (last && place !== "") worded.put(`last w ${w}`);
      if (k + 1 < rest.length) {
        worded.put(`${kind} ${seen} b ${w} ${rest[k + 1]}`);
        if (place !== "") worded.put(`place ${place} b ${w} ${rest[k + 1]}`);
        if (last && place !== "") worded.put(`last b ${w} ${rest[k + 1]}`);
      }
    }
    point.worded.set(about, worded);
  }
  f.append(worded);
  return f;
}
