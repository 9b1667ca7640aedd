/** A moment a message is read at, in the person's own calendar. */
export interface Reference {
  /** Epoch milliseconds of when the person pressed send. */
  instant: number;
  /** Their IANA zone: everything they type is local to it. */
  zone: string;
  /** First day of their week, 1 (Monday) to 7 (Sunday). */
  weekStart: number;
  /** 5/6 is 5 June. */
  dayFirst: boolean;
}

export type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";

/** How many minutes a unit has, to compare lengths; a month counts as 30 days. */
export const unitMinutes: Readonly<Record<Unit, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
  year: 525_600,
};

/** What a stretch of words says about time, settled against a reference; parts that were not said are absent. */
export interface When {
  /** The day, `2026-11-30`; the first of a stretch of days. */
  date?: string;
  /** The last day of a stretch: "this week", "july 13-15". */
  last?: string;
  /** Wall clock, `17:00`. */
  time?: string;
  /** The end of a stretch of hours: "2-3pm". */
  until?: string;
  /** The hour was said without am or pm and nothing decides which: a time it replaces does. */
  openHour?: boolean;
  /** It was said as a part of the day, whose usual hour `time` is: any time in between would do. `to` may pass 24:00. */
  part?: { from: string; to: string };
  /** Another zone that was named: "9am London time". */
  zone?: string;
  /** How exact it was said. */
  grain: Unit;
  /** Only its side was said: "before friday", "after 5", "until march", "from monday". */
  bound?: "before" | "after" | "by" | "until" | "from";
  /** Moves what is there instead of setting it: "a week later", "back an hour", "one more day". */
  shift?: { amount: number; unit: Unit };
  /** So long before the due: "an hour before", "the day before at 9". For reminders. */
  ahead?: { minutes: number; time?: string };
  /** RFC 5545; `exceptions` are days left out (EXDATE), `more` further rules of the same task. */
  repeat?: { rule: string; anchor: "schedule" | "completion"; exceptions?: string[]; more?: string[] };
  /** The first day of the repetition was said, not only worked out. */
  starts?: boolean;
  /** It had passed already when it was said and could not mean a later one. */
  past?: boolean;
  /** Why it cannot be kept as said: no such day or hour, a rule nobody can write, a time nobody can name. */
  problem?: { kind: "no-such-day" | "no-such-time" | "unsupported-rule" | "unknown-zone"; words: string };
}

/** A stretch of a message wholly understood as time. */
export interface TimeMention {
  /** UTF-16 offsets into the text it was found in. */
  start: number;
  end: number;
  text: string;
  when: When;
  /** How likely these words mean a time wherever they stand, 0 to 1: "tomorrow at 5" 1, "march" 0.4, "second" 0.1. */
  weight: number;
}
