import type { Report } from "../language.ts";
import { spanish } from "./say.ts";

const { tasks } = spanish;

/** What was done, in Spanish. */
export const report: Report = {
  omits: {
    short_months: (day) => `En los meses sin día ${day} se salta.`,
    fifth_weekdays: "Se salta los meses con solo cuatro de esos días de la semana.",
    common_years: "Solo toca en los años bisiestos.",
    short_years: "Solo toca en los años con semana 53.",
  },
  empty: (head) => (head === null ? "Tu lista está vacía." : `${head}: no hay nada en tu lista.`),
  free: (head) => `${head}: no tienes nada apuntado, así que estás libre.`,
  next: (task) => `Lo siguiente: ${task}.`,

  did: {
    add: (titles) => `Apuntado: ${titles}.`,
    complete: (titles) => `Hecho: ${titles}.`,
    reopen: (titles) => `Otra vez pendiente: ${titles}.`,
    delete: (titles) => `Borrado: ${titles}.`,
  },
  didMany: {
    add: (count) => `He apuntado ${tasks(count)}:`,
    complete: (count) => `He marcado como hechas ${tasks(count)}:`,
    reopen: (count) => `Vuelven a estar pendientes ${tasks(count)}:`,
    delete: (count) => `He borrado ${tasks(count)}:`,
    update: (count) => `He cambiado ${tasks(count)}:`,
  },
  again: (title, when) => `${title}: hecho por esta vez. La próxima: ${when}.`,
  changed: (title, facts) => `${title}: ahora ${facts}.`,
  renamed: (title) => `Ahora se llama ${title}.`,
  notedWith: (title) => `Anotado en ${title}.`,
  undone: {
    add: (titles) => `Deshecho: ${titles} ya no está en la lista.`,
    complete: (titles) => `Deshecho: ${titles} vuelve a estar pendiente.`,
    reopen: (titles) => `Deshecho: ${titles} vuelve a constar como hecho.`,
    delete: (titles) => `Deshecho: ${titles} está otra vez en la lista.`,
    update: (titles) => `Deshecho: ${titles} queda como estaba.`,
    undo: (titles) => `Rehecho: ${titles}.`,
    redo: (titles) => `Deshecho de nuevo: ${titles}.`,
  },
  undoneAll: "Deshecho.",
  log: {
    create: (title) => `se añadió ${title}`,
    update: (title) => `se cambió ${title}`,
    complete: (title) => `se completó ${title}`,
    reopen: (title) => `se reabrió ${title}`,
    delete: (title) => `se borró ${title}`,
    undo: (title) => `se deshizo un cambio en ${title}`,
  },
  noLog: "En ese tiempo no se cambió nada.",
  failed: (what, why) => `Esto no ha salido: ${what}. ${why}`,
  allLater: "Solo esta vez. ¿Muevo también todas las siguientes?",
  nothingToUndo: "En esta conversación no he cambiado nada, así que no hay nada que deshacer.",
  elsewhereLast: (what) =>
    `En esta conversación no he cambiado nada. El último cambio fue este: ${what}. ¿Lo deshago?`,

  tell: {
    due: (title, when) => (when ? `${title}: ${when}.` : `${title} no tiene fecha.`),
    repeat: (title, rule) => (rule ? `${title} se repite ${rule}.` : `${title} no se repite.`),
    remind: (title, when) =>
      when
        ? `${title} tiene un recordatorio guardado (${when}); de momento nada te avisará.`
        : `${title} no tiene recordatorio.`,
    priority: (title, priority) =>
      priority ? `${title} tiene ${priority}.` : `${title} no tiene prioridad.`,
    labels: (title, labels) => (labels ? `${title} lleva ${labels}.` : `${title} no lleva etiquetas.`),
    list: (title, list) => (list ? `${title} está en ${list}.` : `${title} no está en ninguna lista aparte.`),
    notes: (title, notes) => (notes ? `En ${title} pone: ${notes}` : `${title} no tiene notas.`),
    state: (title, done) =>
      done ? `Sí, ${title} consta como hecho.` : `Todavía no: ${title} sigue pendiente.`,
    listed: (titles) => `Sí, está en tu lista: ${titles}.`,
    created: (title, day) => `${title} se apuntó ${day}.`,
  },
  stopped: {
    changed: "Parado. Lo que ya cambió se queda; «deshacer» lo devuelve.",
    unchanged: "Parado. No ha cambiado nada.",
  },
};
