import { plural, type Say } from "../language.ts";

const tasks = (count: number): string => plural("de", count, "Aufgabe", "Aufgaben");

const ORDINALS = ["ersten", "zweiten", "dritten", "vierten", "fünften"];

const UNITS = {
  minute: ["Minute", "Minuten", "jede"],
  hour: ["Stunde", "Stunden", "jede"],
  day: ["Tag", "Tage", "jeden"],
  week: ["Woche", "Wochen", "jede"],
  month: ["Monat", "Monate", "jeden"],
  year: ["Jahr", "Jahre", "jedes"],
} as const;

/** German, informal ("du"). */
export const german: Say = {
  region: "DE",
  quotes: ["„", "“"],
  colon: ": ",

  at: (time) => `um ${time} Uhr`,
  elsewhere: (time, place) => `${time} Uhr in ${place}`,
  overdue: "überfällig",
  span: { from: (day) => `ab ${day}`, to: (day) => `bis ${day}` },
  rule: {
    every: (unit, count) =>
      count === 1 ? `${UNITS[unit][2]} ${UNITS[unit][0]}` : `alle ${count} ${UNITS[unit][1]}`,
    weekdays: (_names, list, weeks) => (weeks === 1 ? `jeden ${list}` : `alle ${weeks} Wochen am ${list}`),
    workdays: "montags bis freitags",
    monthDay: (day) => (day === -1 ? "letzten Tag" : `${day}.`),
    nth: (position, weekday) =>
      `${position < 0 ? "letzten" : (ORDINALS[position - 1] ?? `${position}.`)} ${weekday?.name ?? "Werktag"}`,
    on: (every, days) => `${every} am ${days}`,
    in: (rule, months) => `${rule} im ${months}`,
    ofMonth: (day, month) => (/\d\.$/.test(day) ? `${day} ${month}` : `${day} im ${month}`),
    times: (rule, count) => `${rule}, ${count}-mal`,
    until: (rule, date) => `${rule} bis ${date}`,
    fromDone: (rule) => `${rule}, gezählt ab dem Erledigen`,
    other: "wiederholt sich",
  },
  before: (amount, unit) => `${plural("de", amount, UNITS[unit][0], UNITS[unit][1])} vorher`,

  priorities: ["hohe Priorität", "mittlere Priorität", "niedrige Priorität", "ohne Priorität"],
  inList: (name) => `in ${name}`,
  starts: (when) => `Beginn: ${when}`,
  reminder: (when) => `Erinnerung vorgemerkt: ${when}`,
  none: {
    start: "ohne Beginn",
    due: "ohne Datum",
    repeat: "wiederholt sich nicht mehr",
    remind: "ohne Erinnerung",
    labels: "ohne Etikett",
    list: "in keiner Liste",
    notes: "ohne Notizen",
  },
  noted: "mit neuer Notiz",
  done: "erledigt",

  tasks,
  more: (count) => `und ${count} weitere`,
  heads: { overdue: "Überfällig", done: "Erledigt", repeating: "Wiederkehrend", undated: "Ohne Datum" },
  refusals: {
    gone: "Das steht nicht mehr auf deiner Liste.",
    changed: "Das hat sich inzwischen geändert, darum habe ich es gelassen.",
    limit: "So viel fasst die Liste nicht.",
    nothing_to_undo: "Es gibt nichts zurückzunehmen.",
    not_agreed: "Dafür brauche ich erst dein Ja.",
    invalid: "Das nimmt die Liste nicht an.",
    down: "Ich erreiche die Liste gerade nicht; versuch es gleich noch einmal.",
    other: "Bei mir ist etwas schiefgegangen.",
  },
  untouched: (titles) => `Unverändert: ${titles}.`,

  label: {
    add: (task) => `Hinzufügen: ${task}`,
    complete: (task) => `Abhaken: ${task}`,
    reopen: (task) => `Wieder öffnen: ${task}`,
    delete: (task) => `Löschen: ${task}`,
    update: (task) => `Ändern: ${task}`,
    show: (head) => `Zeigen: ${head}`,
    all: "meine Liste",
    undo: "Letzte Änderung zurücknehmen",
    redo: "Änderung wiederherstellen",
    nothing: "Nichts ändern",
  },
  yes: "Ja",
  no: "Nein",

  ask: (label) => `${label}. Einverstanden?`,
  choose: "Was hast du gemeint?",
  which: {
    complete: "Welche ist erledigt?",
    reopen: "Welche soll wieder offen sein?",
    delete: "Welche soll weg?",
    update: "Welche soll ich ändern?",
    show: "Welche meinst du?",
  },
  missing: {
    title: () => "Was soll ich notieren?",
    target: () => "Welche Aufgabe meinst du?",
    when: (title) => (title ? `Für wann ist ${title}?` : "Für wann?"),
    value: (title) => (title ? `Was soll sich an ${title} ändern?` : "Was soll sich ändern?"),
  },
  stillOpen: "Meine Frage ist noch offen:",
  lapsed: "Meine Frage von vorhin lasse ich fallen; dabei ist nichts passiert.",
  afterwards: (label) => `Sag mir das danach noch einmal: ${label}.`,
  left: ["In Ordnung, ich lasse es.", "Gut, es bleibt, wie es ist.", "Alles klar, dann nicht."],
  nothingAsked: "Ich hatte gerade nichts gefragt. Was möchtest du tun?",

  problems: {
    "no-such-day": (words) => `Den ${words} gibt es nicht.`,
    "no-such-time": (words) => `Die Uhrzeit ${words} gibt es nicht.`,
    "unsupported-rule": (words) => `„${words}“ kann ich eine Aufgabe nicht wiederholen.`,
    "unknown-zone": (words) => `Ich weiß nicht, nach welcher Uhr „${words}“ geht.`,
  },
  past: "Dieser Zeitpunkt ist schon vorbei.",
  same: {
    due: (title, when) => `${title} war ohnehin schon für ${when} vorgesehen.`,
    done: (title) => `${title} war schon erledigt.`,
    open: (title) => `${title} ist noch offen.`,
    other: (title) => `${title} ist schon so.`,
  },
  notFound: (words) => `Ich finde ${words} nicht auf deiner Liste.`,
  noTasks: "Da gibt es nichts zu ändern.",
  noneHas: {
    due: (title) => `${title} hat noch kein Datum, von dem aus ich rechnen könnte.`,
    time: (title) => `${title} hat noch keine Uhrzeit, nur einen Tag.`,
  },
  nothingRings: "Die Zeit ist vorgemerkt, aber noch klingelt nichts.",
  onlyFirst: "Ich merke mir den Anfang; das Ende wird nicht festgehalten.",
  unused: (words) => `Mit ${words} habe ich nichts gemacht.`,
  nothingToRedo: "Hier habe ich nichts zurückgenommen, was sich wiederherstellen ließe.",
  nothingToCorrect: "Ich habe gerade nichts geändert. Sag mir die Aufgabe und was anders sein soll.",
  cannot: {
    "list.create": (name) =>
      `Eine leere Liste kann ich nicht anlegen, aber leg eine Aufgabe in ${name}, und es gibt sie.`,
    "list.rename": (name) =>
      `Umbenennen kann ich ${name} von hier aus nicht, aber ihre Aufgaben in eine andere Liste legen.`,
    "list.delete": (name) =>
      `${name} selbst kann ich nicht löschen, aber die Aufgaben darin löschen oder verschieben.`,
    "list.share": () =>
      "Listen lassen sich noch nicht teilen; deine siehst nur du. Namen können in den Titel oder ein Etikett.",
    "list.leave": (name) =>
      `Da gibt es nichts zu verlassen: ${name} gehört nur dir. Ihre Aufgaben kann ich löschen.`,
    add: (name) =>
      `Aufgaben an andere geben kann ich noch nicht; ${name} kann in den Titel oder ein Etikett.`,
    update: (name) =>
      `Aufgaben an andere geben kann ich noch nicht; ${name || "ein Name"} kann in den Titel oder ein Etikett.`,
  },

  dueToday: (count) => `Für heute: ${tasks(count)}.`,
  tooLong: (limit) => `Das ist zu lang für mich: bitte höchstens ${limit} Zeichen auf einmal.`,
  blank: "Die Nachricht war leer.",
  echo: "Das sind meine eigenen Worte; was möchtest du tun?",
  inParts: "Das ist viel auf einmal. Sagst du es mir in Teilen?",
  otherLanguage:
    "Ich verstehe Deutsch, Englisch, Spanisch, Französisch und Italienisch, aber diese Sprache nicht.",
};
