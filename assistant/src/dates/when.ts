/** The moment at which a message is read, and the user's calendar settings. */
export interface Reference {
  /** When the user sent the message, in epoch milliseconds. */
  instant: number;
  /** The user's IANA time zone, which all times in the message refer to. */
  zone: string;
  /** First day of the user's week, 1 (Monday) to 7 (Sunday). */
  weekStart: number;
  /** Whether 5/6 is 5 June. */
  dayFirst: boolean;
}

export type Unit = "minute" | "hour" | "day" | "week" | "month" | "year";

/** Minutes per unit, for comparing lengths; a month counts as 30 days. */
export const unitMinutes: Readonly<Record<Unit, number>> = {
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10_080,
  month: 43_200,
  year: 525_600,
};

/** What a stretch of words says about time, resolved against a reference; parts that were not given are absent. */
export interface When {
  /** The day, `2026-11-30`; the first one of a range. */
  date?: string;
  /** The last day of a range: "this week", "july 13-15". */
  last?: string;
  /** Wall-clock time, `17:00`. */
  time?: string;
  /** The end of a range of hours: "2-3pm". */
  until?: string;
  /** The time has no am or pm and nothing decides between them, except a time that it replaces. */
  openHour?: boolean;
  /**
   * It was given as a part of the day with `time` as its usual time: any time in between will do. `to` may exceed
   * 24:00.
   */
  part?: { from: string; to: string };
  /** An explicit zone: "9am London time". */
  zone?: string;
  /** The precision with which it was given. */
  grain: Unit;
  /** Only one bound was given: "before friday", "after 5", "until march", "from monday". */
  bound?: "before" | "after" | "by" | "until" | "from";
  /** Moves the existing date instead of setting one: "a week later", "back an hour", "one more day". */
  shift?: { amount: number; unit: Unit };
  /** Lead time before the due date: "an hour before", "the day before at 9". For reminders. */
  ahead?: { minutes: number; time?: string };
  /** RFC 5545; `exceptions` are excluded days (EXDATE), `more` are further rules of the same task. */
  repeat?: { rule: string; anchor: "schedule" | "completion"; exceptions?: string[]; more?: string[] };
  /** The first day of the repetition was given, not just computed. */
  starts?: boolean;
  /** It has already passed and cannot mean a later time. */
  past?: boolean;
  /** Why it cannot be stored as given: a day or time that does not exist, or a repetition that no rule can express. */
  problem?: { kind: "no-such-day" | "no-such-time" | "unsupported-rule" | "unknown-zone"; words: string };
}

/** A stretch of a message that is entirely a time expression. */
export interface TimeMention {
  /** UTF-16 offsets into the text. */
  start: number;
  end: number;
  text: string;
  when: When;
  /**
   * The probability that these words mean a time in any context, 0 to 1: "tomorrow at 5" 1, "march" 0.4, "second" 0.1.
   */
  weight: number;
}
