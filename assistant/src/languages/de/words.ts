import { type CountWords, counted } from "../words.ts";

export const countWords: CountWords = {
  places: {
    ...counted(
      "erste|ersten|erster|erstes|ersteres|erstere zweite|zweiten|zweiter|zweites dritte|dritten|dritter|drittes vierte|vierten|vierter|viertes funfte|funften|funfter|funftes sechste|sechsten|sechstes siebte|siebten|siebtes achte|achten|achtes neunte|neunten zehnte|zehnten",
    ),
    letzte: -1,
    letzten: -1,
    letzter: -1,
    letztes: -1,
    letzteres: -1,
    letztere: -1,
    vorletzte: -2,
    vorletzten: -2,
    vorletztes: -2,
    mittlere: 0,
    mittleren: 0,
    oberste: 1,
    obersten: 1,
    unterste: -1,
    untersten: -1,
  },
  numbers: counted("eins|ein|eine|einen zwei|zwo|paar drei vier funf sechs sieben acht neun zehn"),
  filters: {
    overdue: ["uberfallig", "verspatet", "verpasst"],
    undated: ["ohne datum", "ohne termin", "kein datum"],
    high: ["dringend", "wichtig", "prior"],
    repeating: ["wiederhol", "wiederkehrend"],
    next: ["als nachstes", "zuerst", "als erstes"],
    free: ["frei", "verplant"],
  },
  same: new Set(["gleiche", "selbe", "dasselbe", "auch", "ebenso", "genauso"]),
  others: {
    one: new Set(["andere", "anderen", "anderes", "andern"]),
    all: new Set(["rest", "restlichen", "ubrigen"]),
  },
  negators: new Set(["nicht", "nie", "kein", "keine", "keinen", "nein"]),
  another: {
    one: new Set(["eins", "eine", "einen", "noch", "weitere", "weiteres", "weiteren"]),
    for: new Set(["fur", "fuer"]),
  },
  both: ["beide", "beides", "beiden", "alle beide", "alle zwei", "die zwei"],
  around: {
    fillers: new Set("ah ahm aeh aehm hm".split(" ")),
    linking: new Set("fur fuer bis".split(" ")),
    closing: new Set(
      "eintragen notieren aufschreiben hinzufugen hinzufuegen vormerken reinschreiben reinmachen reinsetzen dazuschreiben vermerken".split(
        " ",
      ),
    ),
  },
  abbreviations: new Set("hr fr dr prof nr fa st str ca inkl geb".split(" ")),
  wrapper:
    /^(?:mach|tu|schreib|setz|pack|notier|trag|merk|leg)e? (?:(?:mir|uns|mal|bitte|doch|noch|bitte mal) )+(?=\p{L})/iu,
  articles: new Set(["der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem"]),
};
