import { type CountWords, counted } from "../words.ts";

export const countWords: CountWords = {
  places: {
    ...counted(
      "primo|prima|primi|prime|1o|1a secondo|seconda|2o|2a terzo|terza|3o|3a quarto|quarta|4o|4a quinto|quinta sesto|sesta settimo|settima ottavo|ottava nono|nona decimo|decima",
    ),
    ultimo: -1,
    ultima: -1,
    ultimi: -1,
    ultime: -1,
    penultimo: -2,
    penultima: -2,
    mezzo: 0,
  },
  numbers: counted("uno|una|un due|paio tre quattro cinque sei sette otto nove dieci"),
  filters: {
    overdue: ["scadut", "ritardo", "arretrat"],
    undated: ["senza data", "senza scadenza"],
    high: ["urgent", "important", "priorit"],
    repeating: ["ripet", "ricorrent"],
    next: ["prossima", "per prima"],
    free: ["liber", "impegnat"],
  },
  same: new Set(["stesso", "stessa", "uguale", "anche", "idem"]),
  others: {
    one: new Set(["altro", "altra"]),
    all: new Set(["resto", "restanti", "rimanenti", "altri", "altre"]),
  },
  negators: new Set(["non", "mai", "no", "senza"]),
  another: { one: new Set(["uno", "una", "un", "altro", "altra", "un'"]), for: new Set(["per"]) },
  both: ["tutti e due", "tutte e due", "entrambi", "entrambe", "ambedue"],
  around: {
    fillers: new Set("eh ehm uhm mmm".split(" ")),
    linking: new Set("per entro".split(" ")),
    closing: new Set(),
  },
  abbreviations: new Set("sig dr dott prof avv ing geom rag n st".split(" ")),
  wrapper:
    /^(?:(?:segn|mett|annot|appunt|aggiung|scriv|inserisc|ricord|butt)[aei](?:mi|ci|mici|telo)|fammi (?:ricordare|segnare)|devo|dobbiamo|bisogna)(?: di| che)? (?=\p{L})/iu,
  articles: new Set(["l'", "di", "il", "lo", "la", "i", "gli", "le", "un", "uno", "una", "l"]),
};
