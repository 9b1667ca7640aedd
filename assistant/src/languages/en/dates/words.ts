import type { OtherWords } from "../../../dates/language.ts";

/** English words for units, parts of the day and stretches of time. */
export const words: OtherWords = {
  unit: {
    second: "second~1 seconds sec~2 secs",
    minute: "minute minutes min mins minuets",
    hour: "hour hours hr hrs",
    day: "day days",
    night: "night nights",
    workday: "workday workdays working_day working_days business_day business_days weekday weekdays work_day",
    week: "week weeks wk wks",
    weekend: "weekend weekends wknd wkend wkends wkend wend~20 weekand",
    fortnight: "fortnight fortnights",
    month: "month months mth mths mnth",
    quarter: "quarter~5 quarters~5 qtr",
    year: "year years yr yrs",
    decade: "decade decades",
  },
  letter: { minute: "m", hour: "h", day: "d", week: "w", month: "mo", year: "y" },
  part: {
    dawn: "dawn sunrise daybreak crack_of_dawn first_light",
    morning:
      "morning mornings morn mornin breakfast~20 breakfast_time first_thing 1st_thing first_thing_in_the_morning early_morning before_work~40",
    forenoon: "forenoon mid_morning late_morning mid-morning midmorning elevenses",
    noon: "noon midday mid-day noontime 12_noon high_noon",
    lunch: "lunchtime lunch~25 lunch_time lunch_hour dinnertime~30",
    afternoon: "afternoon afternoons arvo aft~30 mid_afternoon late_afternoon early_afternoon",
    teatime: "teatime tea_time after_school~40 after_work~40 home_time",
    endOfDay:
      "eod end_of_day end_of_the_day cob close_of_business end_of_business close_of_play cop~20 eob end_of_play",
    evening:
      "evening evenings eve~35 evng eves early_evening late_evening sunset dusk dinner_time suppertime nighttime",
    night: "night~40 nights~35 nite late_night bedtime before_bed~45 night-time night_time",
    midnight: "midnight",
  },
  fraction: {
    15: "quarter a_quarter",
    30: "half",
  },
  ap: { am: "a", pm: "p" },
  meridiem: {
    am: "am a.m a.m. a_m",
    pm: "pm p.m p.m. p_m",
  },
  day: {
    0: "today tod~40 tday~60 2day todays~50 to-day tody",
    1: "tomorrow tmrw tmr tmrow tomoz tomo 2moro 2morrow 2mrw tmw morrow~30 tomora tom~18 to-morrow tomorrows~50",
    2: "day_after_tomorrow the_day_after_tomorrow overmorrow day_after_tmrw day_after_tmr",
    "end month": "eom month_end month-end",
    "end week": "eow week_end week-end~0",
    "end year": "eoy year_end",
    "-2": "day_before_yesterday the_day_before_yesterday",
  },
  stretch: {
    "0 weekend": "the_weekend the_wknd at_the_weekend over_the_weekend on_the_weekend weekend~30",
  },
  piece: {
    "-1": "yesterday yday yest~50",
    "-1 night": "last_night",
    "0 night": "tonight tonite 2nite tnite tonigth 2night",
    "0 endOfDay": "end_of_today eod_today",
    "1 endOfDay": "eod_tomorrow",
  },
  edge: {
    start: "start beginning begining top early early_in first_part",
    middle: "middle mid mid-",
    end: "end late late_in last_part tail_end back_end very_end",
  },
  adverb: {
    "HOURLY 1": "hourly",
    "DAILY 1": "daily everyday~60 nightly",
    "WEEKLY 1": "weekly wkly",
    "WEEKLY 2": "fortnightly biweekly bi-weekly",
    "MONTHLY 1": "monthly mthly",
    "MONTHLY 2": "bimonthly bi-monthly",
    "MONTHLY 3": "quarterly",
    "MONTHLY 6": "half-yearly half_yearly biannually semiannually",
    "YEARLY 1": "yearly annually",
  },
};
