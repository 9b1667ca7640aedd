import type { Report } from "../language.ts";
import { french } from "./say.ts";

const { tasks } = french;

/** What was done, in French. */
export const report: Report = {
  omits: {
    short_months: (day) => `Les mois sans ${day} sont sautés.`,
    fifth_weekdays: "Les mois qui n’ont que quatre de ces jours sont sautés.",
    common_years: "Ça ne revient que les années bissextiles.",
    short_years: "Ça ne revient que les années qui ont une semaine 53.",
  },
  empty: (head) => (head === null ? "Ta liste est vide." : `${head} : rien sur ta liste.`),
  free: (head) => `${head} : rien sur ta liste, donc tu as le champ libre.`,
  next: (task) => `À suivre : ${task}.`,

  did: {
    add: (titles) => `C’est noté : ${titles}.`,
    complete: (titles) => `C’est fait : ${titles}.`,
    reopen: (titles) => `De nouveau à faire : ${titles}.`,
    delete: (titles) => `Supprimé : ${titles}.`,
  },
  didMany: {
    add: (count) => `J’ai noté ${tasks(count)} :`,
    complete: (count) => `J’ai coché ${tasks(count)} :`,
    reopen: (count) => `J’ai rouvert ${tasks(count)} :`,
    delete: (count) => `J’ai supprimé ${tasks(count)} :`,
    update: (count) => `J’ai modifié ${tasks(count)} :`,
  },
  again: (title, when) => `${title} : fait pour cette fois. La prochaine : ${when}.`,
  changed: (title, facts) => `${title} : maintenant ${facts}.`,
  renamed: (title) => `Nouveau nom : ${title}.`,
  notedWith: (title) => `C’est noté avec ${title}.`,
  undone: {
    add: (titles) => `Annulé : ${titles} n’est plus sur la liste.`,
    complete: (titles) => `Annulé : ${titles} est de nouveau à faire.`,
    reopen: (titles) => `Annulé : ${titles} compte de nouveau comme fait.`,
    delete: (titles) => `Annulé : ${titles} est de retour sur la liste.`,
    update: (titles) => `Annulé : ${titles} est comme avant.`,
    undo: (titles) => `Rétabli : ${titles}.`,
    redo: (titles) => `Annulé de nouveau : ${titles}.`,
  },
  undoneAll: "Annulé.",
  log: {
    create: (title) => `ajout de ${title}`,
    update: (title) => `modification de ${title}`,
    complete: (title) => `${title} cochée`,
    reopen: (title) => `réouverture de ${title}`,
    delete: (title) => `suppression de ${title}`,
    undo: (title) => `annulation d’un changement de ${title}`,
  },
  noLog: "Rien n’a changé pendant ce temps-là.",
  failed: (what, why) => `Ceci n’a pas pu se faire : ${what}. ${why}`,
  allLater: "Cette fois seulement. Faut-il déplacer aussi toutes les suivantes ?",
  nothingToUndo: "Je n’ai rien changé dans cette conversation, il n’y a donc rien à annuler.",
  elsewhereLast: (what) =>
    `Je n’ai rien changé dans cette conversation. Le dernier changement : ${what}. Je l’annule ?`,

  tell: {
    due: (title, when) => (when ? `${title}, c’est pour ${when}.` : `${title} n’a pas de date.`),
    repeat: (title, rule) => (rule ? `${title} se répète ${rule}.` : `${title} ne se répète pas.`),
    remind: (title, when) =>
      when
        ? `Un rappel est gardé pour ${title} (${when}) ; rien ne sonnera pour l’instant.`
        : `${title} n’a pas de rappel.`,
    priority: (title, priority) => (priority ? `${title} : ${priority}.` : `${title} n’a pas de priorité.`),
    labels: (title, labels) => (labels ? `${title} porte ${labels}.` : `${title} n’a pas d’étiquette.`),
    list: (title, list) => (list ? `${title} est dans ${list}.` : `${title} n’est dans aucune liste à part.`),
    notes: (title, notes) =>
      notes ? `Avec ${title}, il est écrit : ${notes}` : `Il n’y a pas de note avec ${title}.`,
    state: (title, done) => (done ? `Oui, ${title}, c’est fait.` : `Pas encore : ${title} reste à faire.`),
    listed: (titles) => `Oui, c’est sur ta liste : ${titles}.`,
    created: (title, day) => `${title} a été noté ${day}.`,
  },
  stopped: {
    changed: "Arrêté. Ce qui était déjà changé reste ; « annule » le reprend.",
    unchanged: "Arrêté. Rien n’a changé.",
  },
};
