import type { Report } from "../language.ts";
import { italian } from "./say.ts";

const { tasks } = italian;

/** What was done, in Italian. */
export const report: Report = {
  omits: {
    short_months: (day) => `I mesi senza il ${day} vengono saltati.`,
    fifth_weekdays: "I mesi con solo quattro di quei giorni vengono saltati.",
    common_years: "Torna solo negli anni bisestili.",
    short_years: "Torna solo negli anni con la settimana 53.",
  },
  empty: (head) => (head === null ? "La tua lista è vuota." : `${head}: non c’è niente nella tua lista.`),
  free: (head) => `${head}: niente in lista, quindi hai campo libero.`,
  next: (task) => `Prossima cosa: ${task}.`,

  did: {
    add: (titles) => `Segnato: ${titles}.`,
    complete: (titles) => `Fatto: ${titles}.`,
    reopen: (titles) => `Di nuovo da fare: ${titles}.`,
    delete: (titles) => `Eliminato: ${titles}.`,
  },
  didMany: {
    add: (count) => `Ho segnato ${tasks(count)}:`,
    complete: (count) => `Ho spuntato ${tasks(count)}:`,
    reopen: (count) => `Ho riaperto ${tasks(count)}:`,
    delete: (count) => `Ho eliminato ${tasks(count)}:`,
    update: (count) => `Ho cambiato ${tasks(count)}:`,
  },
  again: (title, when) => `${title}: fatto per questa volta. La prossima: ${when}.`,
  changed: (title, facts) => `${title}: ora ${facts}.`,
  renamed: (title) => `Adesso si chiama ${title}.`,
  notedWith: (title) => `Annotato in ${title}.`,
  undone: {
    add: (titles) => `Annullato: ${titles} non è più in lista.`,
    complete: (titles) => `Annullato: ${titles} è di nuovo da fare.`,
    reopen: (titles) => `Annullato: ${titles} risulta di nuovo fatto.`,
    delete: (titles) => `Annullato: ${titles} è di nuovo in lista.`,
    update: (titles) => `Annullato: ${titles} è come prima.`,
    undo: (titles) => `Ripristinato: ${titles}.`,
    redo: (titles) => `Annullato di nuovo: ${titles}.`,
  },
  undoneAll: "Annullato.",
  log: {
    create: (title) => `aggiunta di ${title}`,
    update: (title) => `modifica di ${title}`,
    complete: (title) => `completamento di ${title}`,
    reopen: (title) => `riapertura di ${title}`,
    delete: (title) => `eliminazione di ${title}`,
    undo: (title) => `annullamento di una modifica a ${title}`,
  },
  noLog: "In quel periodo non è cambiato niente.",
  failed: (what, why) => `Questo non è riuscito: ${what}. ${why}`,
  allLater: "Solo questa volta. Sposto anche tutte le successive?",
  nothingToUndo: "In questa conversazione non ho cambiato niente, quindi non c’è niente da annullare.",
  elsewhereLast: (what) =>
    `In questa conversazione non ho cambiato niente. L’ultima modifica è stata questa: ${what}. La annullo?`,

  tell: {
    due: (title, when) => (when ? `${title}: ${when}.` : `${title} non ha una data.`),
    repeat: (title, rule) => (rule ? `${title} si ripete ${rule}.` : `${title} non si ripete.`),
    remind: (title, when) =>
      when
        ? `Per ${title} c’è un promemoria salvato (${when}); per ora non suonerà niente.`
        : `${title} non ha un promemoria.`,
    priority: (title, priority) => (priority ? `${title} ha ${priority}.` : `${title} non ha una priorità.`),
    labels: (title, labels) => (labels ? `${title} ha ${labels}.` : `${title} non ha etichette.`),
    list: (title, list) => (list ? `${title} è in ${list}.` : `${title} non è in una lista a parte.`),
    notes: (title, notes) => (notes ? `In ${title} c’è scritto: ${notes}` : `${title} non ha note.`),
    state: (title, done) => (done ? `Sì, ${title} risulta fatto.` : `Non ancora: ${title} è da fare.`),
    listed: (titles) => `Sì, è nella tua lista: ${titles}.`,
    created: (title, day) => `${title} è in lista da ${day}.`,
  },
  stopped: {
    changed: "Fermato. Quel che era già cambiato resta; «annulla» lo riporta com’era.",
    unchanged: "Fermato. Non è cambiato niente.",
  },
};
