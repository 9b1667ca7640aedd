import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Ratio } from "./contest.ts";
import type { Line } from "./figures.ts";

/** The ratios of the last run of each figure, kept in the repository. */
const file = path.resolve(import.meta.dirname, "../../ratios.json");

type Kept = Record<string, Ratio>;

const nameOf = ({ figure, beside }: Pick<Line, "figure" | "beside">) =>
  // Without the measured value.
  `${figure} : ${beside.replace(/ (p50 )?[\d.]+(\/s| ms| MiB)$/, "")}`;

const two = (value: number) => Number(value.toPrecision(3));

/**
 * Stores the ratios of these lines in place of their last ones.
 * @returns for each line how its ratio moved; empty where it did not
 */
export function keepRatios(lines: readonly Line[]): string[] {
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : {};
  const moved = lines.map((line) => movedFrom(kept[nameOf(line)], line.ratio));
  for (const line of lines) {
    const { median, least, most } = line.ratio;
    kept[nameOf(line)] = { median: two(median), least: two(least), most: two(most) };
  }
  const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
  return moved;
}

/** How a ratio moved if its median is outside the range of the last run; otherwise empty. */
export function movedFrom(last: Ratio | undefined, now: Ratio): string {
  if (!last) return "new";
  const isWithin = now.median >= last.least && now.median <= last.most;
  return isWithin ? "" : `${now.median > last.median ? "↑" : "↓"} from ${last.median}`;
}
