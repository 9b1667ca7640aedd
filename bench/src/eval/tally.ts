import type { Verdict } from "@todo-chatbot/assistant/measuring";

/** A count out of a total. */
export interface Share {
  n: number;
  of: number;
}

/** How a set of messages was understood. */
export interface Tally {
  messages: number;
  verdicts: Record<Verdict, number>;
  /** Understood messages that add a task: those with the exact title. */
  titles: Share;
  /** Messages in which a time is labelled or was found: those where both are the same words. */
  times: Share;
  /** Those with the right acts, whether it acts on them or asks. */
  intent: Share;
}

/** What is counted for one message; `null` where a figure does not apply. */
export interface Counted {
  verdict: Verdict;
  title: boolean | null;
  time: boolean | null;
  intent: boolean;
}

export const emptyTally = (): Tally => ({
  messages: 0,
  verdicts: { right: 0, title: 0, asked: 0, missed: 0, wrong: 0 },
  titles: { n: 0, of: 0 },
  times: { n: 0, of: 0 },
  intent: { n: 0, of: 0 },
});

/** Adds one message. */
export function count(tally: Tally, { verdict, title, time, intent }: Counted): void {
  tally.messages += 1;
  tally.verdicts[verdict] += 1;
  for (const [share, holds] of [
    [tally.titles, title],
    [tally.times, time],
    [tally.intent, intent],
  ] as const)
    if (holds !== null) {
      share.of += 1;
      if (holds) share.n += 1;
    }
}

/** A predicted probability, and whether the prediction was right. */
export interface Prediction {
  confidence: number;
  right: boolean;
}

/** Predictions of similar confidence: their number, their mean, and the share that were right. */
export interface Bin {
  from: number;
  to: number;
  count: number;
  predicted: number;
  observed: number;
}

/** Predictions in equal bins from 0 to 1; empty ones are left out. */
export function reliability(predictions: readonly Prediction[], bins = 10): Bin[] {
  return Array.from({ length: bins }, (_, k) => {
    const own = predictions.filter(
      ({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === k,
    );
    const sum = own.reduce((total, { confidence }) => total + confidence, 0);
    return {
      from: k / bins,
      to: (k + 1) / bins,
      count: own.length,
      predicted: sum / own.length,
      observed: own.filter(({ right }) => right).length / own.length,
    };
  }).filter(({ count: size }) => size > 0);
}

/** Expected calibration error: the average distance between confidence and accuracy. */
export function calibrationError(bins: readonly Bin[]): number {
  const all = bins.reduce((total, { count: size }) => total + size, 0);
  return bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.predicted - bin.observed), 0) / (all || 1);
}

/** Percentile of the values; 0 if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** "71.4 %", or a dash for an empty total. */
export const percent = ({ n, of }: Share): string => (of === 0 ? "–" : `${((100 * n) / of).toFixed(1)} %`);
