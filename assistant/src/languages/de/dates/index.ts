import type { DateLanguage } from "../../../dates/language.ts";
import { clock } from "./clock.ts";
import { days } from "./days.ts";
import { durations } from "./durations.ts";
import { lists } from "./lists.ts";
import { names } from "./names.ts";
import { numbers } from "./numbers.ts";
import { pieces } from "./pieces.ts";
import { repetition } from "./repetition.ts";
import { stretches } from "./stretches.ts";
import { words } from "./words.ts";

/** German date words and phrases. */
export const dates: DateLanguage = {
  ordinalSuffixes: "te ten ter er",
  ordinalDot: true,
  hourLeads: ["um", "gegen"],
  dottedDates: true,
  greetings:
    "guten_morgen guten_abend guten_tag guten_mittag guten_nachmittag gute_nacht schonen_abend schonen_tag",
  numbered:
    "kapitel seite seiten version zimmer bus zug nummer nr teil folge staffel stufe gleis haus raum linie paragraph phase klasse gruppe tor platz band lektion modul kw",
  links:
    "am um an fur furs auf zum zur gegen so_gegen ca circa etwa ungefahr so_um die den der das dem im in_der in_den in_die vom von per uff aufn auf_den auf_die in",
  words: { ...numbers, ...names, ...words },
  classes: {
    next: "nachste nachsten nachster nachstes nachstem naechste naechsten naechster naechstes naxte nexte nechste nechsten nachschte nachscht",
    coming: "kommende kommenden kommender kommendes kommendem diese diesen dieser dieses diesem dies",
    afterNext:
      "ubernachste ubernachsten ubernachster ubernachstes uebernachste uebernachsten uebernaechste uebernaechsten uebernaechster",
    last: "letzte letzten letzter letztes letztem",
    past: "letzte letzten letzter letztes vergangene vergangenen vorige vorigen voriger",
    every: "jeden jede jeder jedes jedem alle aller immer_am immer jeweils jeweils_am jeweils_im jedn",
    other: "zweite zweiten zweiter zweites andere anderen",
    the: "der die das den dem des",
    of: "im in des der vom von_der in_diesem von in_der im_jeden",
    a: "ein eine einen einem einer ner nem ne nen",
    before: "vor~35 vorm~40 vor_dem vor_der vor_den bevor~10",
    after: "nach~30 nach_dem nach_der nach_den nachm",
    until: "bis~50 bis_zum bis_zur bis_am bis_um bis_spatestens bis_einschliesslich",
    by: "spatestens~60 spaetestens~60 bis_spatestens bis_allerspatestens allerspatestens bis_spatestens_zum",
    from: "ab~55 ab_dem seit~5 ab_der beginnend_am beginnend_ab beginnend startend ab_am fruhestens erst_ab erst_am erst von_jetzt_an_ab",
    except: "ausser ausgenommen nicht_am bis_auf aber_nicht",
    per: "pro die am im in_der in_dem jede jeden alle je in_einer",
    hours: "uhr uhrr h",
    ahead: "vorher davor zuvor vorab fruher im_voraus vorweg im_vorhinein",
  },
  forms: { durations, days, stretches, clock, pieces, repetition, lists },
};
