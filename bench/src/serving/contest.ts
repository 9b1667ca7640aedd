import type { Stretch } from "./load.ts";

/** One of several things measured in alternation, for a given time. */
export type Contender = (ms: number) => Promise<Stretch>;

/** The result of a contender over all rounds. */
export interface Score {
  rounds: Stretch[];
  failed: number;
}

/**
 * Measures contenders in alternation, so that other load on the machine affects all of them alike. Every other round
 * runs in reverse order.
 */
export async function contest<Name extends string>(
  contenders: Record<Name, Contender>,
  { rounds, ms }: { rounds: number; ms: number },
): Promise<Record<Name, Score>> {
  const names = Object.keys(contenders) as Name[];
  const scores = Object.fromEntries(
    names.map((name) => [name, { rounds: [], failed: 0 }]),
  ) as unknown as Record<Name, Score>;
  for (const name of names) await contenders[name](ms / 2); // Warm.
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const stretch = await contenders[name](ms);
      scores[name].rounds.push(stretch);
      scores[name].failed += stretch.failed;
    }
  }
  return scores;
}

/** A figure of two contenders, round by round; the median with minimum and maximum. */
export interface Ratio {
  median: number;
  least: number;
  most: number;
}

/** One contender's figure divided by the other's in the same round. */
export function ratio(ours: Score, peer: Score, of: "perSecond" | "p50" | "p99" = "perSecond"): Ratio {
  const all = ours.rounds.map((stretch, round) => stretch[of] / (peer.rounds[round]?.[of] ?? Number.NaN));
  return { median: median(all), least: Math.min(...all), most: Math.max(...all) };
}

/** The median. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
