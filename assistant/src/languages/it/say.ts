import { plural, type Say } from "../language.ts";

const tasks = (count: number): string => plural("it", count, "attività", "attività");

const ORDINALS = ["primo", "secondo", "terzo", "quarto", "quinto"];

const UNITS = {
  minute: ["minuto", "minuti"],
  hour: ["ora", "ore"],
  day: ["giorno", "giorni"],
  week: ["settimana", "settimane"],
  month: ["mese", "mesi"],
  year: ["anno", "anni"],
} as const;

const SUNDAY = 7;

/** One o'clock takes the singular: "all’1:30". */
const alone = /^1(?:\D|$)/;

/** Before eight and eleven the article loses its vowel: "l’8". */
const article = (day: number): string => (day === 8 || day === 11 ? `l’${day}` : `il ${day}`);

/** Italian, informal ("tu"). */
export const italian: Say = {
  region: "IT",
  quotes: ["«", "»"],
  colon: ": ",

  date: (words) => words.replace(/(?<!\d)1 (?=\p{L})/u, "1º "),
  at: (time) => (alone.test(time) ? `all’${time}` : `alle ${time}`),
  elsewhere: (time, place) => `le ${time} a ${place}`,
  overdue: "in ritardo",
  span: { from: (day) => `da ${day}`, to: (day) => `fino a ${day}` },
  rule: {
    every: (unit, count) => (count === 1 ? `ogni ${UNITS[unit][0]}` : `ogni ${count} ${UNITS[unit][1]}`),
    weekdays: (_names, list, weeks) => (weeks === 1 ? `ogni ${list}` : `ogni ${weeks} settimane, di ${list}`),
    workdays: "dal lunedì al venerdì",
    monthDay: (day) => (day === -1 ? "l’ultimo giorno" : day === 1 ? "il 1º" : article(day)),
    nth: (position, weekday) => {
      const feminine = weekday?.number === SUNDAY;
      const name = weekday?.name ?? "giorno lavorativo";
      if (position < 0) return `l’${feminine ? "ultima" : "ultimo"} ${name}`;
      const ordinal = ORDINALS[position - 1] ?? `${position}º`;
      return feminine ? `la ${ordinal.replace(/o$/, "a")} ${name}` : `il ${ordinal} ${name}`;
    },
    on: (every, days) => `${every}, ${days}`,
    in: (rule, months) => `${rule} a ${months}`,
    ofMonth: (day, month) => (/\d|1º$/.test(day) ? `${day} ${month}` : `${day} di ${month}`),
    times: (rule, count) => `${rule}, ${plural("it", count, "volta", "volte")}`,
    until: (rule, date) => `${rule} fino al ${date}`,
    fromDone: (rule) => `${rule}, da quando è fatta`,
    other: "si ripete",
  },
  before: (amount, unit) => `${plural("it", amount, UNITS[unit][0], UNITS[unit][1])} prima`,

  priorities: ["priorità alta", "priorità media", "priorità bassa", "senza priorità"],
  inList: (name) => `in ${name}`,
  starts: (when) => `inizio: ${when}`,
  reminder: (when) => `promemoria salvato: ${when}`,
  none: {
    start: "senza data di inizio",
    due: "senza data",
    repeat: "non si ripete più",
    remind: "senza promemoria",
    labels: "senza etichette",
    list: "in nessuna lista",
    notes: "senza note",
  },
  noted: "con una nota in più",
  done: "fatta",

  tasks,
  more: (count) => `e altre ${count}`,
  heads: { overdue: "In ritardo", done: "Fatte", repeating: "Ricorrenti", undated: "Senza data" },
  refusals: {
    gone: "Non è più nella tua lista.",
    changed: "Nel frattempo è cambiata, quindi non l’ho toccata.",
    limit: "È più di quanto la lista possa contenere.",
    nothing_to_undo: "Non c’è niente da annullare.",
    not_agreed: "Prima mi serve il tuo sì.",
    invalid: "La lista non lo accetta.",
    down: "In questo momento non raggiungo la lista; riprova tra un attimo.",
    other: "Qualcosa è andato storto da parte mia.",
  },
  untouched: (titles) => `Senza modifiche: ${titles}.`,

  label: {
    add: (task) => `Aggiungere ${task}`,
    complete: (task) => `Completare ${task}`,
    reopen: (task) => `Riaprire ${task}`,
    delete: (task) => `Eliminare ${task}`,
    update: (task) => `Cambiare ${task}`,
    show: (head) => `Vedere ${head}`,
    all: "la mia lista",
    undo: "Annullare l’ultima modifica",
    redo: "Ripristinare quella modifica",
    nothing: "Non cambiare niente",
  },
  yes: "Sì",
  no: "No",

  ask: (label) => `${label}?`,
  choose: "Che cosa intendevi?",
  which: {
    complete: "Quale è fatta?",
    reopen: "Quale va riaperta?",
    delete: "Quale elimino?",
    update: "Quale cambio?",
    show: "Quale intendi?",
  },
  missing: {
    title: () => "Che cosa segno?",
    target: () => "Quale attività intendi?",
    when: (title) => (title ? `Per quando metto ${title}?` : "Per quando?"),
    value: (title) => (title ? `Che cosa cambio in ${title}?` : "Che cosa cambio?"),
  },
  stillOpen: "La mia domanda è ancora aperta:",
  lapsed: "Lascio cadere la domanda di prima; non ho fatto niente.",
  afterwards: (label) => `Dimmelo di nuovo dopo: ${label}.`,
  left: ["Va bene, lascio stare.", "D’accordo, resta com’è.", "Ok, non lo faccio."],
  nothingAsked: "Non aspettavo una risposta. Che cosa vuoi fare?",

  problems: {
    "no-such-day": (words) => `Il giorno ${words} non esiste.`,
    "no-such-time": (words) => `L’ora ${words} non esiste.`,
    "unsupported-rule": (words) => `Non so ripetere un’attività «${words}».`,
    "unknown-zone": (words) => `Non so a che ora corrisponda «${words}».`,
  },
  past: "Quel momento è già passato.",
  same: {
    due: (title, when) => `${title} era già per ${when}.`,
    done: (title) => `${title} risultava già fatto.`,
    open: (title) => `${title} è ancora da fare.`,
    other: (title) => `${title} è già così.`,
  },
  notFound: (words) => `Non trovo ${words} nella tua lista.`,
  noTasks: "Lì non c’è niente da cambiare.",
  noneHas: {
    due: (title) => `${title} non ha ancora una data da cui contare.`,
    time: (title) => `${title} non ha ancora un orario, solo un giorno.`,
  },
  nothingRings: "Tengo l’orario, ma per ora non suonerà niente.",
  onlyFirst: "Tengo l’inizio; la fine non viene segnata.",
  unused: (words) => `Di ${words} non ho fatto niente.`,
  nothingToRedo: "Qui non ho annullato niente che si possa ripristinare.",
  nothingToCorrect: "Adesso non ho cambiato niente. Dimmi l’attività e che cosa deve cambiare.",
  cannot: {
    "list.create": (name) =>
      `Non posso creare una lista vuota, ma metti un’attività in ${name} e la lista c’è.`,
    "list.rename": (name) =>
      `Da qui non posso rinominare ${name}, ma posso spostare le sue attività in un’altra lista.`,
    "list.delete": (name) =>
      `Non posso eliminare ${name} in sé, ma posso eliminare o spostare le sue attività.`,
    "list.share": () =>
      "Le liste non si condividono ancora; la tua la vedi solo tu. Un nome può stare nel titolo o in un’etichetta.",
    "list.leave": (name) =>
      `Non c’è niente da lasciare: ${name} è solo tua. Posso eliminare le sue attività.`,
    add: (name) =>
      `Non posso ancora affidare attività a qualcuno; ${name} può stare nel titolo o in un’etichetta.`,
    update: (name) =>
      `Non posso ancora affidare attività a qualcuno; ${name || "un nome"} può stare nel titolo o in un’etichetta.`,
  },

  dueToday: (count) => `Per oggi: ${tasks(count)}.`,
  tooLong: (limit) => `È troppo lungo per me: al massimo ${limit} caratteri alla volta, per favore.`,
  blank: "Il messaggio era vuoto.",
  echo: "Queste sono parole mie; che cosa vuoi fare?",
  inParts: "È tanto in una volta. Me lo dici a pezzi?",
  otherLanguage:
    "Capisco l’italiano, l’inglese, lo spagnolo, il francese e il tedesco, ma non questa lingua.",
};
