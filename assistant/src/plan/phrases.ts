import type { Task } from "@todo-chatbot/contracts";
import { HELP, SCOPE } from "../english/talk.ts";
import type { ActionTemplate, Edit, Language } from "../types.ts";

/** The sentences of questions and refusals. */
export interface Phrases {
  askTitle: string;
  askWhen(tasks: readonly Task[]): string;
  askWhat(tasks: readonly Task[]): string;
  which(template: ActionTemplate, tasks: readonly Task[]): string;
  perhaps(template: ActionTemplate, task: Task): string;
  already(template: ActionTemplate, task: Task): string;
  notFound(wording: string): string;
  lost: string;
  unclear: string;
  leftAlone: string;
  help: string;
  hello: string;
  scope: string;
  none(type: ActionTemplate["type"]): string;
  same(tasks: readonly Task[]): string;
  /** A reminder before a date that is not there. */
  undated(tasks: readonly Task[]): string;
  confirm(type: "complete" | "reopen" | "delete", tasks: readonly Task[]): string;
  confirmUpdate(tasks: readonly Task[], edit: Edit): string;
}

/** How many names a question lists before it counts the rest. */
const NAMES = 10;

export const quote = (title: string): string => `“${title}”`;

/** "“A”, “B” and “C”", shortened after ten. */
export function names(tasks: readonly Task[], and: string, more: (count: number) => string): string {
  const shown = tasks.slice(0, NAMES).map((task) => quote(task.title));
  const rest = tasks.length - shown.length;
  if (rest > 0) return `${shown.join(", ")} ${more(rest)}`;
  if (shown.length < 2) return shown.join("");
  return `${shown.slice(0, -1).join(", ")} ${and} ${shown.at(-1)}`;
}

export const numbered = (tasks: readonly Task[]): string =>
  tasks.map((task, k) => `${k + 1}. ${task.title}`).join("\n");

const english: Phrases = {
  leftAlone: "All right, I have left everything as it is.",
  help: HELP,
  hello: "Hello! What would you like to do?",
  scope: SCOPE,
  askTitle: "What should I add?",
  askWhat: (tasks) =>
    `What should I change about ${names(tasks, "and", (n) => `and ${n} more`)}? For example “to friday” or “high priority”.`,
  askWhen: (tasks) => `When should ${names(tasks, "and", (n) => `and ${n} more`)} be?`,
  which: (template, tasks) =>
    `Which one ${{ complete: "is done", reopen: "should be open again", delete: "should go", update: "should I change", show: "do you mean" }[template.type]}?\n${numbered(tasks)}`,
  perhaps: (template, task) =>
    `Do you mean ${quote(task.title)}? Say yes to ${{ complete: "mark it done", reopen: "open it again", delete: "delete it", update: "change it", show: "see it" }[template.type]}.`,
  already: (template, task) =>
    template.type === "complete"
      ? `${quote(task.title)} is already done.`
      : template.type === "reopen"
        ? `${quote(task.title)} is still open, so nothing has changed.`
        : `${quote(task.title)} is already completed, so I left it as it is.`,
  notFound: (wording) => `I found nothing called ${quote(wording)} on your list, so nothing has changed.`,
  lost: "I’m not sure which task you mean. Say its name, or “show my list” and then its number.",
  unclear: "I’m not sure what to correct. Say it with the task’s name, please.",
  none: (type) =>
    type === "delete" ? "There is nothing there to delete." : "There is nothing there to change.",
  undated: (tasks) =>
    `${names(tasks, "and", (n) => `and ${n} more`)} ${tasks.length === 1 ? "has" : "have"} no date to be reminded before. Nothing has changed; say when first.`,
  same: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} is already like that.`
      : "They are already like that.",
  confirm: (type, tasks) => {
    const verb = { complete: "Mark", reopen: "Open", delete: "Delete" }[type];
    const end = type === "complete" ? " as done" : type === "reopen" ? " again" : "";
    if (tasks.length === 1) return `${verb} ${quote((tasks[0] as Task).title)}${end}?`;
    return `${verb} these ${tasks.length} tasks${end}? ${names(tasks, "and", (n) => `and ${n} more`)}.`;
  },
  confirmUpdate: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} is on your list already. Change that one?`
      : `Change these ${tasks.length} tasks? ${names(tasks, "and", (n) => `and ${n} more`)}.`,
};

const spanish: Phrases = {
  askTitle: "¿Qué quieres añadir?",
  askWhat: (tasks) => `¿Qué cambio en ${names(tasks, "y", (n) => `y ${n} más`)}?`,
  askWhen: (tasks) => `¿Para cuándo ${names(tasks, "y", (n) => `y ${n} más`)}?`,
  which: (_template, tasks) => `¿Cuál de estas?\n${numbered(tasks)}`,
  perhaps: (_template, task) => `¿Te refieres a ${quote(task.title)}?`,
  already: (template, task) =>
    template.type === "complete"
      ? `${quote(task.title)} ya está hecha.`
      : `${quote(task.title)} ya está así; no he cambiado nada.`,
  notFound: (wording) => `No encuentro ${quote(wording)} en tu lista; no he cambiado nada.`,
  lost: "No sé a qué tarea te refieres. Dime su nombre, por favor.",
  unclear: "No lo he entendido; no he cambiado nada.",
  leftAlone: "De acuerdo, lo dejo todo como está.",
  help: "Puedes decir: “añade comprar pan mañana a las 9”, “¿qué tengo hoy?”, “marca comprar pan como hecha” o “borra comprar pan”.",
  hello: "¡Hola! ¿Qué quieres apuntar?",
  scope:
    "En español puedo añadir, mostrar, mover, completar y borrar tareas. Por ejemplo: “añade comprar pan mañana”.",
  none: () => "No hay nada que cambiar ahí.",
  undated: () => "No hay fecha para el recordatorio; no ha cambiado nada.",
  same: () => "Ya está así.",
  confirm: (type, tasks) =>
    `¿${type === "delete" ? "Borro" : type === "complete" ? "Marco como hechas" : "Reabro"} ${tasks.length === 1 ? "" : `estas ${tasks.length} tareas: `}${names(tasks, "y", (n) => `y ${n} más`)}?`,
  confirmUpdate: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} ya está en tu lista. ¿La cambio?`
      : `¿Cambio estas ${tasks.length} tareas: ${names(tasks, "y", (n) => `y ${n} más`)}?`,
};

const french: Phrases = {
  askTitle: "Que dois-je ajouter ?",
  askWhat: (tasks) => `Que changer dans ${names(tasks, "et", (n) => `et ${n} autres`)} ?`,
  askWhen: (tasks) => `Pour quand ${names(tasks, "et", (n) => `et ${n} autres`)} ?`,
  which: (_template, tasks) => `Laquelle ?\n${numbered(tasks)}`,
  perhaps: (_template, task) => `Voulez-vous dire ${quote(task.title)} ?`,
  already: (template, task) =>
    template.type === "complete"
      ? `${quote(task.title)} est déjà faite.`
      : `${quote(task.title)} est déjà ainsi ; rien n’a changé.`,
  notFound: (wording) => `Je ne trouve pas ${quote(wording)} dans la liste ; rien n’a changé.`,
  lost: "Je ne sais pas de quelle tâche il s’agit. Donnez-moi son nom.",
  unclear: "Je n’ai pas compris ; rien n’a changé.",
  leftAlone: "D’accord, je laisse tout en l’état.",
  help: "Par exemple : “ajoute acheter du pain demain à 9h”, “qu’est-ce que j’ai aujourd’hui ?”, “coche acheter du pain” ou “supprime acheter du pain”.",
  hello: "Bonjour ! Que dois-je noter ?",
  scope:
    "En français, je sais ajouter, montrer, déplacer, cocher et supprimer des tâches. Par exemple : “ajoute acheter du pain demain”.",
  none: () => "Il n’y a rien à changer là.",
  undated: () => "Il n’y a pas de date pour le rappel ; rien n’a changé.",
  same: () => "C’est déjà ainsi.",
  confirm: (type, tasks) =>
    `${type === "delete" ? "Supprimer" : type === "complete" ? "Cocher" : "Rouvrir"} ${tasks.length === 1 ? "" : `ces ${tasks.length} tâches : `}${names(tasks, "et", (n) => `et ${n} autres`)} ?`,
  confirmUpdate: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} est déjà dans ta liste. La changer ?`
      : `Changer ces ${tasks.length} tâches : ${names(tasks, "et", (n) => `et ${n} autres`)} ?`,
};

const german: Phrases = {
  askTitle: "Was soll ich hinzufügen?",
  askWhat: (tasks) => `Was soll ich an ${names(tasks, "und", (n) => `und ${n} weitere`)} ändern?`,
  askWhen: (tasks) => `Wann soll ${names(tasks, "und", (n) => `und ${n} weitere`)} sein?`,
  which: (_template, tasks) => `Welche davon?\n${numbered(tasks)}`,
  perhaps: (_template, task) => `Meinst du ${quote(task.title)}?`,
  already: (template, task) =>
    template.type === "complete"
      ? `${quote(task.title)} ist schon erledigt.`
      : `${quote(task.title)} ist schon so; nichts wurde geändert.`,
  notFound: (wording) => `Ich finde ${quote(wording)} nicht auf deiner Liste; nichts wurde geändert.`,
  lost: "Ich weiß nicht, welche Aufgabe gemeint ist. Nenn mir ihren Namen.",
  unclear: "Das habe ich nicht verstanden; nichts wurde geändert.",
  leftAlone: "In Ordnung, alles bleibt, wie es ist.",
  help: "Zum Beispiel: “füge Milch kaufen morgen um 9 hinzu”, “was steht heute an?”, “Milch kaufen ist erledigt” oder “lösche Milch kaufen”.",
  hello: "Hallo! Was soll ich notieren?",
  scope:
    "Auf Deutsch kann ich Aufgaben hinzufügen, zeigen, verschieben, abhaken und löschen. Zum Beispiel: “füge Milch kaufen hinzu”.",
  none: () => "Da gibt es nichts zu ändern.",
  undated: () => "Für die Erinnerung fehlt ein Datum; nichts wurde geändert.",
  same: () => "Das ist schon so.",
  confirm: (type, tasks) =>
    `${type === "delete" ? "Soll ich löschen" : type === "complete" ? "Soll ich abhaken" : "Soll ich wieder öffnen"}: ${tasks.length === 1 ? "" : `${tasks.length} Aufgaben, `}${names(tasks, "und", (n) => `und ${n} weitere`)}?`,
  confirmUpdate: (tasks) =>
    tasks.length === 1
      ? `${quote((tasks[0] as Task).title)} steht schon auf deiner Liste. Soll ich sie ändern?`
      : `Soll ich diese ${tasks.length} Aufgaben ändern: ${names(tasks, "und", (n) => `und ${n} weitere`)}?`,
};

const ALL: Record<Exclude<Language, "it">, Phrases> = { en: english, es: spanish, fr: french, de: german };

export function phrases(language: Language): Phrases {
  return ALL[language === "it" ? "en" : language];
}

/** The answer to a message in a language that is not read. */
export const OTHER_LANGUAGE =
  "I can read English, and the basics of Spanish, French and German. I did not understand this, so nothing has changed.";
