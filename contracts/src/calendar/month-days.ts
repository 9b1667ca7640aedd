/**
 * Days of the month as parts of an RFC 5545 rule in which a day that shorter months lack means their last day; by
 * section 3.3.10, a plain rule skips those months. The 15th and the 31st are `BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1`.
 * @param days 1 to 31, or counted back from the end (-1 is the last)
 * @param shortest length of the shortest month in the rule
 * @returns null if no rule can express it: a month that lacks two of the days has only one last day
 */
export function monthDays(
  days: readonly number[],
  shortest = 28,
): { byMonthDay: number[]; bySetPos: number[] } | null {
  const all = [...new Set(days)].sort((a, b) => a - b);
  const [long, second] = all.filter((day) => day > shortest);
  const [before, fromEnd] = [all.filter((day) => day > 0 && day <= shortest), all.filter((day) => day < 0)];
  if (long === undefined) return { byMonthDay: [...before, ...fromEnd], bySetPos: [] };
  if (second !== undefined || fromEnd.length > 0) return null;
  return {
    byMonthDay: [...new Set([...before, ...upTo(long)])].sort((a, b) => a - b),
    bySetPos: positions(before),
  };
}

/**
 * The days that `monthDays` wrote, 31 for the last of every month; null for parts that it did not write.
 * @param byMonthDay as the rule lists them
 */
export function meantDays(byMonthDay: readonly number[], bySetPos: readonly number[]): number[] | null {
  const long = byMonthDay.at(-1);
  if (long === undefined || long <= 28 || bySetPos.length === 0) return null;
  const meant = [...byMonthDay.slice(0, bySetPos.length - 1), long];
  const written = monthDays(meant);
  return String(written?.byMonthDay) === String(byMonthDay) && String(written?.bySetPos) === String(bySetPos)
    ? meant
    : null;
}

const upTo = (long: number): number[] => Array.from({ length: long - 27 }, (_, index) => 28 + index);
const positions = (before: readonly number[]): number[] => [...before.map((_, index) => index + 1), -1];

/** The parts of a rule for a day of the month after the 28th, or the last day of months that are shorter. */
export function monthEndParts(day: number): [name: string, value: string][] {
  return [
    ["BYMONTHDAY", upTo(day).join(",")],
    ["BYSETPOS", "-1"],
  ];
}
