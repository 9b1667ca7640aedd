import { type CountWords, counted } from "../words.ts";

export const countWords: CountWords = {
  places: {
    ...counted(
      "premier|premiere|premiers|premieres|1er|1ere deuxieme|second|seconde|2e|2eme troisieme|3e|3eme quatrieme|4e|4eme cinquieme|5e|5eme sixieme|6e septieme|7e huitieme|8e neuvieme dixieme",
    ),
    dernier: -1,
    derniere: -1,
    derniers: -1,
    dernieres: -1,
    "avant-dernier": -2,
    "avant-derniere": -2,
    milieu: 0,
  },
  numbers: counted("un|une deux trois quatre cinq six sept huit neuf dix"),
  filters: {
    overdue: ["retard", "depass"],
    undated: ["sans date", "sans echeance"],
    high: ["urgent", "important", "priorit"],
    repeating: ["repet", "recurrent"],
    next: ["prochaine", "commence"],
    free: ["libre", "occupe"],
  },
  same: new Set(["pareil", "meme", "aussi", "idem"]),
  others: { one: new Set(["autre"]), all: new Set(["reste", "restantes", "restants", "autres"]) },
  negators: new Set(["ne", "pas", "jamais", "n", "nai", "nest", "surtout"]),
  another: { one: new Set(["un", "une", "autre"]), for: new Set(["pour"]) },
  both: ["les deux", "toutes les deux", "tous les deux"],
  around: {
    fillers: new Set("euh heu bah ben".split(" ")),
    linking: new Set("pour pr vers".split(" ")),
    closing: new Set(),
  },
  abbreviations: new Set("m mr mme mlle dr pr me st ste no av".split(" ")),
  wrapper:
    /^(?:(?:r?ajoute|note|mets|marque|inscris|rappelle|colle|fous)[-\s](?:moi|nous|y)|fais[-\s]moi penser|(?:je|on) doi[st]|(?:il )?faut)(?: (?:de|à|que) | (?:d|qu)['’]| )(?=\p{L})/iu,
  articles: new Set(["d'", "l'", "de", "le", "la", "les", "un", "une", "des", "du"]),
};
