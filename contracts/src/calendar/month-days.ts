/**
 * Days of the month as parts of an RFC 5545 rule, where a day that shorter months lack means their last one: section
 * 3.3.10 leaves those months out. The 15th and the 31st are `BYMONTHDAY=15,28,29,30,31;BYSETPOS=1,-1`.
 * @param days 1 to 31, or counted back from the end (-1 is the last)
 * @param shortest the days that every month of the rule has
 * @returns null where no rule can say it: two days that a month lacks have one last day between them
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
 * The days that `monthDays` wrote, 31 for the last of every month; null where the parts are none of its making.
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

/** The parts of a rule that comes on a day of every month after the 28th, or on the last day of one without it. */
export function monthEndParts(day: number): [name: string, value: string][] {
  return [
    ["BYMONTHDAY", upTo(day).join(",")],
    ["BYSETPOS", "-1"],
  ];
}
