import { dayAt } from "./calendar.ts";
import { amountAt, shiftDay } from "./relative.ts";
import { type DayPiece, keyAt, type Scan } from "./scan.ts";
import type { Unit } from "./words.ts";

/** A day told from another: "2 days before nov 30", "the day after christmas", "24 hours before dec 10 at 2pm". */
export function besideAt(s: Scan, i: number): DayPiece | null {
  const at = keyAt(s, i) === "the" ? i + 1 : i;
  const amount = wholeDays(s, at);
  if (!amount) return null;
  const side = keyAt(s, amount.to);
  if (side !== "before" && side !== "after") return null;
  const base = dayAt(s, amount.to + 1);
  if (base?.grain !== "day" || !(base.sure || base.weekday || base.needsPreposition)) return null;
  const day = shiftDay(base.day, amount.unit, side === "before" ? -amount.value : amount.value);
  return { to: base.to, day, grain: "day", sure: true };
}

/** "the day", "a week", "3 days"; hours only where they make whole days. */
function wholeDays(s: Scan, at: number): { unit: Unit; value: number; to: number } | null {
  const single = /^(?:day|night|evening|week)$/.exec(keyAt(s, at))?.[0];
  if (single) return { unit: single === "week" ? "week" : "day", value: 1, to: at + 1 };
  const amount = amountAt(s, { at, strip: false });
  if (!amount || amount.unit === "minute") return null;
  if (amount.unit !== "hour") return amount;
  return amount.value % 24 === 0 ? { ...amount, unit: "day", value: amount.value / 24 } : null;
}
