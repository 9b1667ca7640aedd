import { monthEndParts, type RuleParts } from "@todo-chatbot/contracts/calendar";
import type { Temporal } from "temporal-polyfill";

const plain = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"]);

/**
 * A rule that takes its day from its start date, rewritten to occur in every month: RFC 5545 §3.3.10
 * skips months without a 31st, while people mean the last day. A rule that names days is unchanged.
 */
export function withMonthEnds(parts: RuleParts, start: Temporal.PlainDateTime): RuleParts {
  if ([...parts.keys()].some((name) => !plain.has(name)) || start.day < 29) return parts;
  if (parts.get("FREQ") === "MONTHLY") return new Map([...parts, ...monthEndParts(start.day)]);
  if (parts.get("FREQ") !== "YEARLY" || start.month !== 2) return parts;
  return new Map([...parts, ["BYMONTH", "2"], ...monthEndParts(29)]);
}

/** The rule without the parts added by `withMonthEnds`. */
export function withoutMonthEnds(parts: RuleParts): RuleParts {
  const days = parts.get("BYMONTHDAY");
  if (parts.get("BYSETPOS") !== "-1" || !days || !/^28(,29(,30(,31)?)?)?$/.test(days)) return parts;
  const leap = parts.get("BYMONTH") === "2";
  return new Map(
    [...parts].filter(([name]) => !["BYMONTHDAY", "BYSETPOS", ...(leap ? ["BYMONTH"] : [])].includes(name)),
  );
}
