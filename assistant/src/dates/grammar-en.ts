import { besideAt } from "./beside.ts";
import { dayAt } from "./calendar.ts";
import type { Grammar } from "./grammar.ts";
import { english } from "./lexicon/en.ts";
import { elapsedAt } from "./relative.ts";
import { repeatAt } from "./repeat.ts";
import { keyAt, type Scan } from "./scan.ts";
import { partAt, timeAt } from "./time.ts";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const STARTERS = set(
  "the this next nxt nex last past previous coming upcoming following current in within later earlier early late " +
    "every each ev evry evey eveyr evrey day end start beginning mid middle close eom eow eod eoy eob cob first " +
    "second third final tonight tonite 2nite 2night tom half quarter a an noon midday midnight weekend wknd weekends weekdays " +
    "workdays once between from at on by after lunchtime christmas xmas boxing new valentines st april halloween independence bonfire " +
    "easter hourly daily everyday nightly weekly fortnightly biweekly monthly bimonthly quarterly semiannually " +
    "biannually yearly annually + @ before due for around",
);

/** Every word an English date can begin with. */
const BEGINNINGS: ReadonlySet<string> = new Set([
  ...STARTERS,
  ...english.days.keys(),
  ...english.weekdays.keys(),
  ...[...english.weekdays.keys()].map((day) => `${day}s`),
  ...english.months.keys(),
  ...english.numbers.keys(),
  ...english.ordinals.keys(),
  ...english.parts.keys(),
]);

/** "counting from when i actually do it", "after i last did it", "from completion", "once it is done". */
const COMPLETION: readonly ReadonlySet<string>[] = [
  set(
    "counting counted from after once since each every the of last time day date when i we actually really next have ive its it is has been i'm",
  ),
  set("do did done doing does finish finished finishing complete completed completing completion"),
  set("it them that this date one"),
];

const JOINED_MONTH = /^\d{1,2}(?:st|nd|rd|th)?[-.]?\p{L}{3,9}|^\p{L}{3,9}-/u;

/** How English says dates. */
export const englishDates: Grammar = {
  words: english,
  leads: set("on by at @ for before after due until till around approx approximately"),
  timeLeads: set("at @ by before after around about approx from"),
  links: set("on of in for the this"),
  about: set("around about approx"),
  starts: set("starting start starts from beginning begin begins commencing since"),
  untils: set("until till til through thru ending ends end up"),
  followers: set(
    "and then to with for about in at on because cause cos if so but or when while via from by that re please pls plz " +
      "thanks thx ta instead also plus it its i im ive he she they we you as is are was of after before since unless " +
      "until w/ using where who which not no maybe though too priority prio p1 p2 p3 p4 high low medium urgent important " +
      "tag tagged label labelled labeled note notes every each daily weekly monthly repeat repeating remind reminder " +
      "mark make add put same ok okay right just do does dont now rather well actually lol haha near @ & + / | or",
  ),
  determiners: set("the a an my our your his her their its this that these those some any no another"),
  day: (s, i) => besideAt(s, i) ?? dayAt(s, i),
  time: timeAt,
  part: partAt,
  elapsed: elapsedAt,
  repeat: repeatAt,
  completion: (s: Scan, i: number): number => {
    if (!/^(?:counting|counted|from|after|once|since)$/.test(keyAt(s, i))) return 0;
    const [lead, verbs, objects] = COMPLETION as [
      ReadonlySet<string>,
      ReadonlySet<string>,
      ReadonlySet<string>,
    ];
    let at = i;
    while (lead.has(keyAt(s, at)) && at - i < 8) at += 1;
    if (!verbs.has(keyAt(s, at))) return 0;
    return objects.has(keyAt(s, at + 1)) ? at + 2 : at + 1;
  },
  may: (key: string): boolean => {
    const code = key.charCodeAt(0);
    if ((code >= 48 && code <= 57) || code === 43) return true;
    if (BEGINNINGS.has(key)) return true;
    if (code < 97) return false;
    return (
      (key.includes("-") && JOINED_MONTH.test(key)) ||
      (key.includes("/") && english.weekdays.has(key.split("/")[0] as string))
    );
  },
};
