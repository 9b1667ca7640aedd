import { plural, type Say } from "../language.ts";

const tasks = (count: number): string => plural("fr", count, "tâche", "tâches");

const ORDINALS = ["premier", "deuxième", "troisième", "quatrième", "cinquième"];

const UNITS = {
  minute: ["minute", "minutes"],
  hour: ["heure", "heures"],
  day: ["jour", "jours"],
  week: ["semaine", "semaines"],
  month: ["mois", "mois"],
  year: ["an", "ans"],
} as const;

const feminine = new Set(["hour", "week"]);

/** "17:05" in French notation: "17 h 05", "17 h". Other formats stay as they are. */
const clock = (time: string): string =>
  time.replace(/^0?(\d{1,2}):(\d\d)$/, (_, hour: string, minute: string) =>
    minute === "00" ? `${hour} h` : `${hour} h ${minute}`,
  );

/** "de" before a vowel or a silent h: "d’avril". */
const of = (word: string): string => (/^[aeiouhéè]/i.test(word) ? `d’${word}` : `de ${word}`);

/** French, informal ("tu"). */
export const french: Say = {
  region: "FR",
  // No line break before two-part punctuation marks.
  finish: (text) => text.replace(/ (?=[:;?!»])/g, "\u00a0").replace(/« /g, "«\u00a0"),
  quotes: ["« ", " »"],
  colon: " : ",

  date: (words) => words.replace(/(?<!\d)1 (?=\p{L})/u, "1er "),
  at: (time) => `à ${clock(time)}`,
  elsewhere: (time, place) => `${clock(time)} à ${place}`,
  overdue: "en retard",
  span: { from: (day) => `à partir de ${day}`, to: (day) => `jusqu’à ${day}` },
  rule: {
    every: (unit, count) => {
      if (count > 1) return `${feminine.has(unit) ? "toutes les" : "tous les"} ${count} ${UNITS[unit][1]}`;
      return `${feminine.has(unit) ? "toutes" : "tous"} les ${UNITS[unit][1]}`;
    },
    weekdays: (names, list, weeks) =>
      weeks === 1
        ? `chaque ${list}`
        : `toutes les ${weeks} semaines, ${names.map((name) => `le ${name}`).join(" et ")}`,
    workdays: "du lundi au vendredi",
    monthDay: (day) => (day === -1 ? "le dernier jour" : day === 1 ? "le 1er" : `le ${day}`),
    nth: (position, weekday) =>
      `le ${position < 0 ? "dernier" : (ORDINALS[position - 1] ?? position)} ${weekday?.name ?? "jour ouvré"}`,
    on: (every, days) => `${every}, ${days}`,
    in: (rule, months) => `${rule} en ${months}`,
    ofMonth: (day, month) => (/\d|1er$/.test(day) ? `${day} ${month}` : `${day} ${of(month)}`),
    times: (rule, count) => `${rule}, ${plural("fr", count, "fois", "fois")}`,
    until: (rule, date) => `${rule} jusqu’au ${date}`,
    fromDone: (rule) => `${rule}, une fois faite`,
    other: "se répète",
  },
  before: (amount, unit) => `${plural("fr", amount, UNITS[unit][0], UNITS[unit][1])} avant`,

  priorities: ["priorité haute", "priorité moyenne", "priorité basse", "sans priorité"],
  inList: (name) => `dans ${name}`,
  starts: (when) => `début : ${when}`,
  reminder: (when) => `rappel gardé pour ${when}`,
  none: {
    start: "sans date de début",
    due: "sans date",
    repeat: "ne se répète plus",
    remind: "sans rappel",
    labels: "sans étiquette",
    list: "hors de toute liste",
    notes: "sans note",
  },
  noted: "avec une note de plus",
  done: "faite",

  tasks,
  more: (count) => `et ${count} de plus`,
  heads: { overdue: "En retard", done: "Faites", repeating: "Qui se répètent", undated: "Sans date" },
  refusals: {
    gone: "Elle n’est plus sur ta liste.",
    changed: "Elle a changé entre-temps, alors je n’y ai pas touché.",
    limit: "C’est plus que la liste ne peut contenir.",
    nothing_to_undo: "Il n’y a rien à annuler.",
    not_agreed: "Il me faut d’abord ton accord.",
    invalid: "La liste ne l’accepte pas.",
    down: "Je n’arrive pas à joindre la liste ; réessaie dans un instant.",
    other: "Quelque chose a coincé de mon côté.",
  },
  untouched: (titles) => `Inchangé : ${titles}.`,

  label: {
    add: (task) => `Ajouter ${task}`,
    complete: (task) => `Cocher ${task}`,
    reopen: (task) => `Rouvrir ${task}`,
    delete: (task) => `Supprimer ${task}`,
    update: (task) => `Modifier ${task}`,
    show: (head) => `Voir ${head}`,
    all: "ma liste",
    undo: "Annuler le dernier changement",
    redo: "Rétablir ce changement",
    nothing: "Ne rien changer",
  },
  yes: "Oui",
  no: "Non",

  ask: (label) => `${label} ?`,
  choose: "Que voulais-tu dire ?",
  which: {
    complete: "Laquelle est faite ?",
    reopen: "Laquelle faut-il rouvrir ?",
    delete: "Laquelle faut-il supprimer ?",
    update: "Laquelle faut-il modifier ?",
    show: "De laquelle parles-tu ?",
  },
  missing: {
    title: () => "Qu’est-ce que je note ?",
    target: () => "De quelle tâche parles-tu ?",
    when: (title) => (title ? `${title}, c’est pour quand ?` : "C’est pour quand ?"),
    value: (title) => (title ? `Qu’est-ce qui change pour ${title} ?` : "Qu’est-ce qui change ?"),
  },
  stillOpen: "Ma question reste ouverte :",
  lapsed: "Je laisse tomber ma question d’avant ; rien n’a été fait.",
  afterwards: (label) => `Redis-le-moi ensuite : ${label}.`,
  left: ["D’accord, je laisse.", "Très bien, on n’y touche pas.", "Entendu, je ne le fais pas."],
  nothingAsked: "Je n’attendais pas de réponse. Que veux-tu faire ?",

  problems: {
    "no-such-day": (words) => `Il n’y a pas de ${words}.`,
    "no-such-time": (words) => `L’heure ${words} n’existe pas.`,
    "unsupported-rule": (words) => `Je ne sais pas répéter une tâche « ${words} ».`,
    "unknown-zone": (words) => `Je ne sais pas à quelle heure correspond « ${words} ».`,
  },
  past: "Ce moment est déjà passé.",
  same: {
    due: (title, when) => `${title}, c’était déjà prévu : ${when}.`,
    done: (title) => `${title}, c’était déjà fait.`,
    open: (title) => `${title} est encore à faire.`,
    other: (title) => `${title}, c’est déjà comme ça.`,
  },
  notFound: (words) => `Je ne trouve pas ${words} sur ta liste.`,
  noTasks: "Il n’y a rien à changer là.",
  noneHas: {
    due: (title) => `${title} n’a pas encore de date à partir de laquelle compter.`,
    time: (title) => `${title} n’a pas encore d’heure, seulement un jour.`,
  },
  nothingRings: "Je garde l’heure, mais rien ne sonnera pour l’instant.",
  onlyFirst: "Je garde le début ; la fin n’est pas notée.",
  unused: (words) => `Je n’ai rien fait de ${words}.`,
  nothingToRedo: "Je n’ai rien annulé ici qui puisse être rétabli.",
  nothingToCorrect: "Je n’ai rien changé à l’instant. Dis-moi la tâche et ce qui doit changer.",
  cannot: {
    "list.create": (name) =>
      `Je ne peux pas créer une liste vide, mais mets une tâche dans ${name} et elle existe.`,
    "list.rename": (name) =>
      `Je ne peux pas renommer ${name} d’ici, mais je peux déplacer ses tâches dans une autre liste.`,
    "list.delete": (name) =>
      `Je ne peux pas supprimer ${name} elle-même, mais je peux supprimer ou déplacer ses tâches.`,
    "list.share": () =>
      "Les listes ne se partagent pas encore ; la tienne n’est visible que de toi. Un nom peut aller dans un titre ou une étiquette.",
    "list.leave": (name) => `Il n’y a rien à quitter : ${name} n’est qu’à toi. Je peux supprimer ses tâches.`,
    add: (name) =>
      `Je ne peux pas encore confier une tâche à quelqu’un ; ${name} peut aller dans le titre ou une étiquette.`,
    update: (name) =>
      `Je ne peux pas encore confier une tâche à quelqu’un ; ${name || "un nom"} peut aller dans le titre ou une étiquette.`,
  },

  dueToday: (count) => `Pour aujourd’hui : ${tasks(count)}.`,
  tooLong: (limit) => `C’est trop long pour moi : ${limit} caractères à la fois au plus, s’il te plaît.`,
  blank: "Le message était vide.",
  echo: "Ce sont mes propres mots ; que veux-tu faire ?",
  inParts: "Ça fait beaucoup d’un coup. Tu peux le dire en plusieurs fois ?",
  otherLanguage:
    "Je comprends le français, l’anglais, l’espagnol, l’allemand et l’italien, mais pas cette langue.",
};
