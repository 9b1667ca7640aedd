import type { OtherWords } from "../../../dates/language.ts";

const WEEKDAYS = "montag dienstag mittwoch donnerstag freitag samstag sonntag".split(" ");
const PARTS: Readonly<Record<string, string>> = {
  morning: "morgen fruh",
  forenoon: "vormittag",
  noon: "mittag",
  afternoon: "nachmittag",
  evening: "abend",
  night: "nacht",
};
/** "freitagabend", "samstagmorgens". */
const compounds = Object.fromEntries(
  WEEKDAYS.flatMap((day, k) =>
    Object.entries(PARTS).map(([part, words]) => [
      `on${k + 1} ${part}`,
      words
        .split(" ")
        .flatMap((word) => [`${day}${word}`])
        .join(" "),
    ]),
  ),
);

/** German words for units, parts of the day and stretches of time. */
export const words: OtherWords = {
  unit: {
    second: "sekunden",
    minute: "minute minuten min mins minutchen",
    hour: "stunde stunden std stdn",
    day: "tag tage tagen tages tags",
    night: "nacht~2 nachte~2 nachten~2",
    workday: "werktag werktage werktagen werktages arbeitstag arbeitstage arbeitstagen",
    week: "woche wochen wo~2",
    weekend: "wochenende wochenenden we~15 wochenend",
    month: "monat monate monaten monats",
    quarter: "quartal quartale quartalen quartals vierteljahr",
    half: "halbjahr halbjahre halbjahres",
    year: "jahr jahre jahren jahres",
    decade: "jahrzehnt jahrzehnte",
  },
  letter: { minute: "m", hour: "h", day: "t d", week: "w" },
  part: {
    dawn: "morgengrauen sonnenaufgang in_aller_fruhe fruhmorgens",
    morning:
      "morgen~3 fruh~30 frueh~30 morgens vormittags~40 in_der_fruh in_der_fruhe in_der_frueh fruhs gleich_in_der_fruh am_morgen fruhstuck~15 vor_der_arbeit~50",
    forenoon: "vormittag vormittags",
    noon: "mittag mittags",
    lunch: "mittagspause mittagessen~20 nach_dem_mittagessen~60 nachm_mittag~60",
    afternoon: "nachmittag nachmittags nachmittag~45 spaten_nachmittag nachm",
    teatime: "nach_der_schule~50 nach_der_arbeit~60 nach_feierabend~60 kaffeezeit",
    endOfDay:
      "feierabend ende_des_tages tagesende dienstschluss betriebsschluss geschaftsschluss vor_feierabend",
    evening: "abend~55 abends abendessen~20 am_abend",
    night: "nacht~35 nachts",
    midnight: "mitternacht mitternachts",
  },
  fraction: { 15: "viertel", 30: "halb~2 halbe~2", 45: "dreiviertel" },
  meridiem: { am: "", pm: "pm" },
  day: {
    0: "heute heut heit~50 hut~10 hiut heude noch_heute heute_noch",
    1: "morgen~82 morn~40 moje",
    2: "ubermorgen uebermorgen ubermorn",
    3: "uberubermorgen",
    "-2": "vorgestern",
    "end month":
      "monatsende ende_des_monats monatsletzter monatsletzten monatsultimo ende_monat ende_vom_monat",
    "start month 1": "monatsanfang~60 monatswechsel~60 monatserster monatsersten",
    "end week": "ende_der_woche wochenschluss",
    "end quarter": "quartalsende ende_des_quartals",
    "end year": "jahresende ende_des_jahres",
  },
  stretch: {
    "0 weekend":
      "am_wochenende ubers_wochenende furs_wochenende zum_wochenende am_we das_wochenende~75 wochenende~65",
    "0 year": "heuer~70",
  },
  piece: {
    "-1": "gestern gesdern",
    "-1 evening": "gestern_abend",
    "0 night": "heute_nacht heut_nacht",
    "0 evening": "heute_abend heut_abend heit_abend",
    "0 afternoon": "heute_nachmittag",
    "0 forenoon": "heute_vormittag",
    "0 morning": "heute_fruh heute_morgen heut_fruh heute_frueh heut_morgen",
    "0 noon": "heute_mittag heut_mittag",
    "1 morning": "morgen_fruh morgen_frueh morgen_als_erstes morgenfruh",
    ...compounds,
  },
  duration: {
    "1 week": "acht_tage~30 acht_tagen~30 8_tagen~30",
    "2 week": "vierzehn_tage~30 vierzehn_tagen~30",
    "30 minute": "halbe_stunde~20 halben_stunde~20 halbes_stundchen halbstunde",
    "15 minute": "viertelstunde~20 viertelstundchen",
    "45 minute": "dreiviertelstunde~20",
    "90 minute": "anderthalb_stunden eineinhalb_stunden",
    "6 month": "halbes_jahr~20 halben_jahr~20 halbe_jahr~20",
  },
  edge: { start: "anfang beginn", middle: "mitte", end: "ende " },
  adverb: {
    "HOURLY 1": "stundlich",
    "DAILY 1": "taglich taeglich tagtaglich",
    "WEEKLY 1": "wochentlich woechentlich",
    "WEEKLY 2": "zweiwochentlich vierzehntagig 14-tagig zweiwochig 14tagig",
    "MONTHLY 1": "monatlich",
    "MONTHLY 2": "zweimonatlich",
    "MONTHLY 3": "vierteljahrlich quartalsweise",
    "MONTHLY 6": "halbjahrlich",
    "YEARLY 1": "jahrlich jaehrlich alljahrlich",
  },
};
