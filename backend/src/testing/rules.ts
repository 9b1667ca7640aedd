import type { Due, Recurrence } from "@todo-chatbot/contracts";

/** A series as a test writes it: its rule, its first date, and dates of its own. */
export interface SampleSeries {
  rule: string;
  start: Due;
  more: Pick<Recurrence, "exceptions" | "additions">;
}

const day = (date: string): Due => ({ date });
const at = (date: string, time: string, timeZone = "Europe/Berlin"): Due => ({ date, time, timeZone });

const written: [rule: string, start: Due, more?: SampleSeries["more"]][] = [
  ["FREQ=DAILY", day("2026-11-30")],
  ["FREQ=DAILY;INTERVAL=3", day("2026-11-30")],
  ["FREQ=DAILY;INTERVAL=3;COUNT=7", day("2026-10-20")],
  ["FREQ=DAILY;UNTIL=20261210", day("2026-11-30")],
  ["FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", day("2026-11-30")],
  ["FREQ=DAILY;INTERVAL=2;BYDAY=MO,WE,FR", day("2026-11-30")],
  ["FREQ=DAILY;BYMONTH=1,7", day("2027-01-01")],
  ["FREQ=DAILY;BYMONTHDAY=1,15", day("2026-12-01")],
  ["FREQ=DAILY;COUNT=20", day("2026-11-30"), { exceptions: ["2026-12-07", "2026-12-08"] }],
  ["FREQ=WEEKLY", day("2026-12-02")],
  ["FREQ=WEEKLY;BYDAY=MO,TH", day("2026-11-30")],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", day("2026-11-30")],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", day("2026-12-01")],
  ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", day("2026-12-01")],
  ["FREQ=WEEKLY;INTERVAL=3", day("2026-11-30")],
  ["FREQ=WEEKLY;BYDAY=SA,SU", day("2026-12-05")],
  ["FREQ=WEEKLY;COUNT=5;BYDAY=TU,TH", day("2026-12-01")],
  ["FREQ=WEEKLY;UNTIL=20270201", day("2026-11-30")],
  ["FREQ=WEEKLY;BYMONTH=12,1;BYDAY=MO", day("2026-12-07")],
  ["FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU,WE,TH,FR,SA,SU", day("2026-11-30")],
  [
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO",
    day("2026-11-30"),
    { exceptions: ["2026-12-14"], additions: ["2026-12-16", "2027-02-01"] },
  ],
  ["FREQ=MONTHLY", day("2026-12-15")],
  ["FREQ=MONTHLY", day("2026-12-31")],
  ["FREQ=MONTHLY;INTERVAL=3", day("2026-11-30")],
  ["FREQ=MONTHLY;INTERVAL=6", day("2026-08-31")],
  ["FREQ=MONTHLY;BYMONTHDAY=31", day("2026-12-31")],
  ["FREQ=MONTHLY;BYMONTHDAY=-1", day("2026-11-30")],
  ["FREQ=MONTHLY;BYMONTHDAY=1,15,-1", day("2026-12-01")],
  ["FREQ=MONTHLY;BYMONTHDAY=-3", day("2026-11-28")],
  ["FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=10", day("2026-12-31")],
  ["FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=30", day("2026-12-30")],
  ["FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10", day("2026-12-10")],
  ["FREQ=MONTHLY;UNTIL=20280131", day("2027-01-31")],
  ["FREQ=MONTHLY;BYDAY=2TU", day("2026-12-08"), { exceptions: ["2027-01-12", "2027-03-09"] }],
  ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=6", day("2026-11-27"), { additions: ["2026-12-01"] }],
  ["FREQ=MONTHLY;BYDAY=1MO,3MO", day("2026-12-07")],
  ["FREQ=MONTHLY;BYDAY=5FR", day("2027-01-29")],
  ["FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", day("2026-11-23")],
  ["FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", day("2026-12-06")],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", day("2026-11-30")],
  ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", day("2026-12-01")],
  ["FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", day("2026-12-03")],
  ["FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", day("2027-08-13")],
  ["FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", day("2026-12-12")],
  ["FREQ=YEARLY", day("2026-11-30")],
  ["FREQ=YEARLY", day("2024-02-29")],
  ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", day("2024-02-29")],
  ["FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", day("2026-11-26")],
  ["FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", day("2027-03-28")],
  ["FREQ=YEARLY;BYDAY=20MO", day("2027-05-17")],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", day("2027-05-17")],
  ["FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", day("2027-01-04")],
  ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", day("2027-01-01")],
  ["FREQ=YEARLY;BYYEARDAY=1,100,200", day("2027-01-01")],
  ["FREQ=YEARLY;BYYEARDAY=-1", day("2026-12-31")],
  ["FREQ=YEARLY;INTERVAL=2;BYMONTH=1", day("2027-01-08")],
  ["FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", day("2028-11-07")],
  ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=-1", day("2027-01-31")],
  ["FREQ=YEARLY;BYMONTH=6,7,8;BYDAY=TH", day("2027-06-03")],
  ["FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", day("2026-12-31")],
  ["FREQ=YEARLY;COUNT=3", day("2026-11-30")],
  ["FREQ=YEARLY;UNTIL=20300101", day("2026-11-30")],
  // Twice a day and more.
  ["FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0", at("2026-11-30", "09:00")],
  ["FREQ=DAILY;INTERVAL=2;BYHOUR=8,12,20;BYMINUTE=15,45", at("2026-11-30", "08:15")],
  ["FREQ=WEEKLY;BYDAY=MO;BYHOUR=7,19;BYMINUTE=30", at("2026-11-30", "07:30")],
  ["FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=6,18", at("2026-12-01", "06:00")],
  ["FREQ=HOURLY;INTERVAL=7", at("2026-11-30", "20:15"), { exceptions: ["2026-12-01T03:15"] }],
  ["FREQ=HOURLY;INTERVAL=36", at("2026-11-30", "20:15")],
  ["FREQ=HOURLY;INTERVAL=6;BYDAY=SA", at("2026-12-05", "00:00")],
  // Where the clocks change: an hour that is skipped, and one that comes twice.
  ["FREQ=DAILY", at("2027-03-26", "02:30")],
  ["FREQ=DAILY", at("2027-10-29", "01:30", "Europe/London")],
  ["FREQ=WEEKLY;BYDAY=SU", at("2027-03-07", "02:30", "America/New_York")],
  ["FREQ=MONTHLY;BYDAY=-1SU", at("2027-03-28", "02:30")],
  ["FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", at("2027-10-31", "02:30")],
  ["FREQ=DAILY", at("2027-04-01", "02:15", "Australia/Lord_Howe")],
  ["FREQ=MONTHLY", at("2027-01-31", "23:30", "Pacific/Auckland")],
  ["FREQ=WEEKLY;BYDAY=TU,SA;COUNT=150", at("2027-03-02", "00:15", "America/Los_Angeles")],
  // UNTIL as an instant: the last one is that very moment.
  ["FREQ=DAILY;UNTIL=20270410T070000Z", at("2027-03-20", "09:00")],
  ["FREQ=WEEKLY;UNTIL=20271114T133000Z", at("2027-10-24", "08:30", "America/New_York")],
];

/** Rules of every kind, with month ends, ends of series, changes of the clocks, and dates beside the rule. */
export const sampleSeries: readonly SampleSeries[] = written.map(([rule, start, more = {}]) => ({
  rule,
  start,
  more,
}));
