import type { DateMention } from "../types.ts";
import { settleDue } from "./settling.ts";
import type { Reference, TimeMention, When } from "./when.ts";

/** Words with at least this probability of meaning a time are always reported. */
const MEANT = 0.5;

/**
 * The times that a message mentions, in the user's local time: `start` is cut to its precision (`2026-11`,
 * `2026-11-20`, `2026-11-20T17`, `2026-11-20T17:00`), `end` is the last day, or the end of the hours. Ambiguous words
 * ("march") count if the message consists of nothing else; dates that do not exist are left out.
 */
export function timesTold(text: string, times: readonly TimeMention[], reference: Reference): DateMention[] {
  return times.flatMap((mention) => {
    const around = text.slice(0, mention.start) + text.slice(mention.end);
    const isAll = !/[\p{L}\p{N}]/u.test(around);
    const { when } = mention;
    const at = mention.weight >= MEANT || isAll ? startOf(when, reference) : null;
    if (!at) return [];
    // A number of hours from now is exact to the minute.
    const grain = when.shift && at.time ? "minute" : when.grain;
    const end = when.until ? `${at.date}T${when.until}` : when.last === at.date ? undefined : when.last;
    return [
      {
        text: mention.text,
        start: cut(at.date, at.time, grain),
        ...(end ? { end } : {}),
        grain,
      },
    ];
  });
}

function startOf(when: When, reference: Reference): { date: string; time?: string } | null {
  if (when.date) return { date: when.date, ...(when.time ? { time: when.time } : {}) };
  return when.ahead ? null : settleDue(when, reference).due;
}

function cut(date: string, time: string | undefined, grain: When["grain"]): string {
  if (time) return `${date}T${grain === "hour" ? time.slice(0, 2) : time}`;
  if (grain === "year") return date.slice(0, 4);
  return grain === "month" ? date.slice(0, 7) : date;
}
