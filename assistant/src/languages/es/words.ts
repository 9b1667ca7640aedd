import { type CountWords, counted } from "../words.ts";

export const countWords: CountWords = {
  places: {
    ...counted(
      "primero|primera|primer|primeros|primeras|1a|1o|1ra|1ro segundo|segunda|2a|2o|2da|2do tercero|tercera|tercer|3a|3o|3ra|3ro cuarto|cuarta|4a|4o quinto|quinta|5a|5o sexto|sexta septimo|septima octavo|octava noveno|novena decimo|decima",
    ),
    ultimo: -1,
    ultima: -1,
    ultimos: -1,
    ultimas: -1,
    penultimo: -2,
    penultima: -2,
    medio: 0,
  },
  numbers: counted("uno|una|un dos|par tres cuatro cinco seis siete ocho nueve diez"),
  filters: {
    overdue: ["atrasad", "vencid", "retras"],
    undated: ["sin fecha", "sin plazo"],
    high: ["urgent", "important", "prioridad"],
    repeating: ["repit", "recurrent"],
    next: ["siguiente", "primero"],
    free: ["libre", "ocupad"],
  },
  same: new Set(["mismo", "igual", "tambien", "tampoco"]),
  others: { one: new Set(["otro", "otra"]), all: new Set(["resto", "demas", "restantes", "otros", "otras"]) },
  negators: new Set(["no", "nunca", "tampoco", "sin"]),
  another: { one: new Set(["uno", "una", "otro", "otra"]), for: new Set(["para", "pa"]) },
  both: ["las dos", "los dos", "a los dos", "ambas", "ambos"],
  around: {
    fillers: new Set("eh em este mmm".split(" ")),
    linking: new Set("para por".split(" ")),
    closing: new Set(),
  },
  abbreviations: new Set("sr sra srta dr dra prof don ud nro num av".split(" ")),
  wrapper:
    /^(?:hac[eé]me (?:acordar|recordar)|av[ií]s[aáeé](?:me|nos) para|debo|debemos|(?:tengo|tenemos|hay) que|(?:(?:pon|agreg|anot|apunt|sum|met|agend|guard|escrib|record|acord)[aáeéií](?:me|le|nos)|(?:pon|agreg|anot|apunt|sum|met|agend)[áéí]))(?: de| que)? (?=\p{L})/iu,
  articles: new Set(["el", "la", "los", "las", "un", "una", "unos", "unas"]),
};
