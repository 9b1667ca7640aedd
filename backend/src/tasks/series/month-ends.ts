import type { Temporal } from "temporal-polyfill";
import type { Parts } from "./rule.ts";

const plain = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"]);

/** The last of the days up to `day` that a month has, as every reader of RFC 5545 understands it. */
function lastOf(day: number): [string, string][] {
  const days = Array.from({ length: day - 27 }, (_, index) => 28 + index);
  return [
    ["BYMONTHDAY", days.join(",")],
    ["BYSETPOS", "-1"],
  ];
}

/**
 * A rule that takes its day from the date it starts on, written so that it comes in every month: RFC 5545 §3.3.10
 * leaves out the 31st where a month has none, people mean its last day. A rule that names days is kept as it is.
 */
export function withMonthEnds(parts: Parts, start: Temporal.PlainDateTime): Parts {
  if ([...parts.keys()].some((name) => !plain.has(name)) || start.day < 29) return parts;
  if (parts.get("FREQ") === "MONTHLY") return new Map([...parts, ...lastOf(start.day)]);
  if (parts.get("FREQ") !== "YEARLY" || start.month !== 2) return parts;
  return new Map([...parts, ["BYMONTH", "2"], ...lastOf(29)]);
}

/** The rule without what `withMonthEnds` wrote into it. */
export function withoutMonthEnds(parts: Parts): Parts {
  const days = parts.get("BYMONTHDAY");
  if (parts.get("BYSETPOS") !== "-1" || !days || !/^28(,29(,30(,31)?)?)?$/.test(days)) return parts;
  const leap = parts.get("BYMONTH") === "2";
  return new Map(
    [...parts].filter(([name]) => !["BYMONTHDAY", "BYSETPOS", ...(leap ? ["BYMONTH"] : [])].includes(name)),
  );
}
