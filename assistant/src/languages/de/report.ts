import type { Report } from "../language.ts";
import { german } from "./say.ts";

const { tasks } = german;

/** What was done, in German. */
export const report: Report = {
  omits: {
    short_months: (day) => `In Monaten ohne einen ${day}. fällt es aus.`,
    fifth_weekdays: "In Monaten mit nur vier solchen Wochentagen fällt es aus.",
    common_years: "Es kommt nur in Schaltjahren.",
    short_years: "Es kommt nur in Jahren mit einer Woche 53.",
  },
  empty: (head) => (head === null ? "Deine Liste ist leer." : `${head}: nichts auf deiner Liste.`),
  free: (head) => `${head}: nichts auf deiner Liste, du hast also frei.`,
  next: (task) => `Als Nächstes: ${task}.`,

  did: {
    add: (titles) => `Notiert: ${titles}.`,
    complete: (titles) => `Erledigt: ${titles}.`,
    reopen: (titles) => `Wieder offen: ${titles}.`,
    delete: (titles) => `Gelöscht: ${titles}.`,
  },
  didMany: {
    add: (count) => `${tasks(count)} notiert:`,
    complete: (count) => `${tasks(count)} erledigt:`,
    reopen: (count) => `${tasks(count)} wieder offen:`,
    delete: (count) => `${tasks(count)} gelöscht:`,
    update: (count) => `${tasks(count)} geändert:`,
  },
  again: (title, when) => `${title} ist für diesmal erledigt. Das nächste Mal: ${when}.`,
  changed: (title, facts) => `${title}: jetzt ${facts}.`,
  renamed: (title) => `Heißt jetzt ${title}.`,
  notedWith: (title) => `Bei ${title} vermerkt.`,
  undone: {
    add: (titles) => `Zurückgenommen: ${titles} steht nicht mehr auf der Liste.`,
    complete: (titles) => `Zurückgenommen: ${titles} ist wieder offen.`,
    reopen: (titles) => `Zurückgenommen: ${titles} gilt wieder als erledigt.`,
    delete: (titles) => `Zurückgenommen: ${titles} steht wieder auf der Liste.`,
    update: (titles) => `Zurückgenommen: ${titles} ist wie zuvor.`,
    undo: (titles) => `Wiederhergestellt: ${titles}.`,
    redo: (titles) => `Erneut zurückgenommen: ${titles}.`,
  },
  undoneAll: "Zurückgenommen.",
  log: {
    create: (title) => `${title} hinzugefügt`,
    update: (title) => `${title} geändert`,
    complete: (title) => `${title} erledigt`,
    reopen: (title) => `${title} wieder geöffnet`,
    delete: (title) => `${title} gelöscht`,
    undo: (title) => `eine Änderung an ${title} zurückgenommen`,
  },
  noLog: "In dieser Zeit wurde nichts geändert.",
  failed: (what, why) => `Das ging nicht: ${what}. ${why}`,
  allLater: "Das gilt nur für dieses Mal. Sollen alle späteren auch verschoben werden?",
  nothingToUndo: "In diesem Gespräch habe ich nichts geändert, also gibt es nichts zurückzunehmen.",
  elsewhereLast: (what) =>
    `In diesem Gespräch habe ich nichts geändert. Die letzte Änderung war: ${what}. Soll ich das zurücknehmen?`,

  tell: {
    due: (title, when) => (when ? `${title}: ${when}.` : `${title} hat kein Datum.`),
    repeat: (title, rule) => (rule ? `${title} wiederholt sich ${rule}.` : `${title} wiederholt sich nicht.`),
    remind: (title, when) =>
      when
        ? `Für ${title} ist eine Erinnerung vorgemerkt (${when}); noch klingelt nichts.`
        : `${title} hat keine Erinnerung.`,
    priority: (title, priority) => (priority ? `${title} hat ${priority}.` : `${title} hat keine Priorität.`),
    labels: (title, labels) => (labels ? `${title} trägt ${labels}.` : `${title} hat kein Etikett.`),
    list: (title, list) => (list ? `${title} steht in ${list}.` : `${title} steht in keiner eigenen Liste.`),
    notes: (title, notes) => (notes ? `Bei ${title} steht: ${notes}` : `Bei ${title} steht keine Notiz.`),
    state: (title, done) => (done ? `Ja, ${title} ist erledigt.` : `Noch nicht: ${title} ist offen.`),
    listed: (titles) => `Ja, das steht auf deiner Liste: ${titles}.`,
    created: (title, day) => `${title} steht seit ${day} auf der Liste.`,
  },
  stopped: {
    changed: "Angehalten. Was schon geändert war, bleibt; „rückgängig“ nimmt es zurück.",
    unchanged: "Angehalten. Es hat sich nichts geändert.",
  },
};
