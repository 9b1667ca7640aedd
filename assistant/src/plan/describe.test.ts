import { describe, expect, it } from "vitest";
import type { Fields, Target, Wish } from "../reader/wish.ts";
import { monday, talk } from "../testing/plans.ts";
import { reading } from "../testing/talk.ts";
import type { Language } from "../types.ts";
import { describe as words } from "./describe.ts";

/** Makes the wishes, given a way to name their targets. */
type Make = (target: (...titles: string[]) => Target) => Wish[];

const add =
  (more: Fields): Make =>
  () => [{ act: "add", tasks: [{ ...more, title: "milk" }] }];
const set =
  (fields: Fields): Make =>
  (on) => [{ act: "update", target: on("Dentist"), fields }];

describe("what was done, in words", () => {
  it.each<[string, Make, Record<Language, string>]>([
    [
      "a new task with all it can have",
      add({
        when: {
          date: "2026-11-30",
          time: "17:00",
          grain: "minute",
          repeat: { rule: "FREQ=WEEKLY", anchor: "schedule" },
        },
        priority: 1,
        addLabels: ["home"],
        list: "Shop",
      }),
      {
        en: "Added “milk”, tomorrow at 17:00, every week, high priority, #home, in Shop.",
        es: "Apuntado: «milk», mañana a las 17:00, cada semana, prioridad alta, #home, en Shop.",
        fr: "C’est noté\u00a0: «\u00a0milk\u00a0», demain à 17 h, toutes les semaines, priorité haute, #home, dans Shop.",
        de: "Notiert: „milk“, morgen um 17:00 Uhr, jede Woche, hohe Priorität, #home, in Shop.",
        it: "Segnato: «milk», domani alle 17:00, ogni settimana, priorità alta, #home, in Shop.",
      },
    ],
    [
      "a completion, and one of a task that comes again",
      (on) => [{ act: "complete", target: on("Call mum", "Water plants") }],
      {
        en: "Done: “Call mum”.\n“Water plants” is done for this time. Next: Thursday 3 December.",
        es: "Hecho: «Call mum».\n«Water plants»: hecho por esta vez. La próxima: jueves 3 de diciembre.",
        fr: "C’est fait\u00a0: «\u00a0Call mum\u00a0».\n«\u00a0Water plants\u00a0»\u00a0: fait pour cette fois. La prochaine\u00a0: jeudi 3 décembre.",
        de: "Erledigt: „Call mum“.\n„Water plants“ ist für diesmal erledigt. Das nächste Mal: Donnerstag, 3. Dezember.",
        it: "Fatto: «Call mum».\n«Water plants»: fatto per questa volta. La prossima: giovedì 3 dicembre.",
      },
    ],
    [
      "a deletion",
      (on) => [{ act: "delete", target: on("Dentist") }],
      {
        en: "Deleted “Dentist”.",
        es: "Borrado: «Dentist».",
        fr: "Supprimé\u00a0: «\u00a0Dentist\u00a0».",
        de: "Gelöscht: „Dentist“.",
        it: "Eliminato: «Dentist».",
      },
    ],
    [
      "a new day, which keeps the time",
      set({ when: monday }),
      {
        en: "“Dentist”: now Monday 7 December at 15:00.",
        es: "«Dentist»: ahora lunes 7 de diciembre a las 15:00.",
        fr: "«\u00a0Dentist\u00a0»\u00a0: maintenant lundi 7 décembre à 15 h.",
        de: "„Dentist“: jetzt Montag, 7. Dezember um 15:00 Uhr.",
        it: "«Dentist»: ora lunedì 7 dicembre alle 15:00.",
      },
    ],
    [
      "a day it was due anyway",
      set({ when: { date: "2026-12-04", grain: "day" } }),
      {
        en: "“Dentist” was already due Friday 4 December at 15:00.",
        es: "«Dentist» ya estaba para viernes 4 de diciembre a las 15:00.",
        fr: "«\u00a0Dentist\u00a0», c’était déjà prévu\u00a0: vendredi 4 décembre à 15 h.",
        de: "„Dentist“ war ohnehin schon für Freitag, 4. Dezember um 15:00 Uhr vorgesehen.",
        it: "«Dentist» era già per venerdì 4 dicembre alle 15:00.",
      },
    ],
    [
      "a reminder, which is kept and does not ring",
      set({ remind: { ahead: { minutes: 60 }, grain: "minute" } }),
      {
        en: "“Dentist”: now a reminder kept for 1 hour before.\nI keep the time, but nothing rings for it yet.",
        es: "«Dentist»: ahora recordatorio guardado: 1 hora antes.\nGuardo la hora, pero de momento nada te avisará.",
        fr: "«\u00a0Dentist\u00a0»\u00a0: maintenant rappel gardé pour 1 heure avant.\nJe garde l’heure, mais rien ne sonnera pour l’instant.",
        de: "„Dentist“: jetzt Erinnerung vorgemerkt: 1 Stunde vorher.\nDie Zeit ist vorgemerkt, aber noch klingelt nichts.",
        it: "«Dentist»: ora promemoria salvato: 1 ora prima.\nTengo l’orario, ma per ora non suonerà niente.",
      },
    ],
    [
      "an impossible day",
      add({ when: { grain: "day", problem: { kind: "no-such-day", words: "31 November" } } }),
      {
        en: "There is no 31 November.\nWhen should “milk” be?",
        es: "El 31 November no existe.\n¿Para cuándo pongo «milk»?",
        fr: "Il n’y a pas de 31 November.\n«\u00a0milk\u00a0», c’est pour quand\u00a0?",
        de: "Den 31 November gibt es nicht.\nFür wann ist „milk“?",
        it: "Il giorno 31 November non esiste.\nPer quando metto «milk»?",
      },
    ],
    [
      "deletion of several, asked first",
      (on) => [{ act: "delete", target: on("Dentist", "Call mum") }],
      {
        en: "Delete 2 tasks (“Dentist” and “Call mum”)?",
        es: "¿Borrar 2 tareas («Dentist» y «Call mum»)?",
        fr: "Supprimer 2 tâches («\u00a0Dentist\u00a0» et «\u00a0Call mum\u00a0»)\u00a0?",
        de: "Löschen: 2 Aufgaben („Dentist“ und „Call mum“). Einverstanden?",
        it: "Eliminare 2 attività («Dentist» e «Call mum»)?",
      },
    ],
    [
      "a list of a day",
      () => [
        { act: "show", filter: { dueFrom: "2026-11-29", dueTo: "2026-11-30" }, mode: "list", words: "" },
      ],
      {
        en: "29 November – 30 November, 2 tasks:\n1. Call mum – today at 17:00\n2. Water plants – tomorrow, every 3 days",
        es: "29 de noviembre – 30 de noviembre, 2 tareas:\n1. Call mum – hoy a las 17:00\n2. Water plants – mañana, cada 3 días",
        fr: "29 novembre – 30 novembre, 2 tâches\u00a0:\n1. Call mum – aujourd’hui à 17 h\n2. Water plants – demain, tous les 3 jours",
        de: "29. November – 30. November, 2 Aufgaben:\n1. Call mum – heute um 17:00 Uhr\n2. Water plants – morgen, alle 3 Tage",
        it: "29 novembre – 30 novembre, 2 attività:\n1. Call mum – oggi alle 17:00\n2. Water plants – domani, ogni 3 giorni",
      },
    ],
    [
      "a list of a day that is none",
      () => [
        {
          act: "show",
          filter: {},
          mode: "list",
          words: "",
          problem: { kind: "no-such-day", words: "31 November" },
        },
      ],
      {
        en: "There is no 31 November.",
        es: "El 31 November no existe.",
        fr: "Il n’y a pas de 31 November.",
        de: "Den 31 November gibt es nicht.",
        it: "Il giorno 31 November non esiste.",
      },
    ],
    [
      "when one task is due",
      (on) => [{ act: "tell", target: on("Dentist"), field: "due" }],
      {
        en: "“Dentist” is due Friday 4 December at 15:00.",
        es: "«Dentist»: viernes 4 de diciembre a las 15:00.",
        fr: "«\u00a0Dentist\u00a0», c’est pour vendredi 4 décembre à 15 h.",
        de: "„Dentist“: Freitag, 4. Dezember um 15:00 Uhr.",
        it: "«Dentist»: venerdì 4 dicembre alle 15:00.",
      },
    ],
    [
      "undo of nothing",
      () => [{ act: "undo" }],
      {
        en: "I haven’t changed anything in this conversation, so there’s nothing to take back.",
        es: "En esta conversación no he cambiado nada, así que no hay nada que deshacer.",
        fr: "Je n’ai rien changé dans cette conversation, il n’y a donc rien à annuler.",
        de: "In diesem Gespräch habe ich nichts geändert, also gibt es nichts zurückzunehmen.",
        it: "In questa conversazione non ho cambiato niente, quindi non c’è niente da annullare.",
      },
    ],
    [
      "what the product cannot do",
      () => [{ act: "list.create", name: "Italy" }],
      {
        en: "I can’t make an empty list, but put a task into “Italy” and it’s there.",
        es: "No puedo crear una lista vacía, pero apunta una tarea en «Italy» y ya existe.",
        fr: "Je ne peux pas créer une liste vide, mais mets une tâche dans «\u00a0Italy\u00a0» et elle existe.",
        de: "Eine leere Liste kann ich nicht anlegen, aber leg eine Aufgabe in „Italy“, und es gibt sie.",
        it: "Non posso creare una lista vuota, ma metti un’attività in «Italy» e la lista c’è.",
      },
    ],
  ])("%s", (_, make, texts) => {
    for (const [language, text] of Object.entries(texts) as [Language, string][]) {
      const it = talk(language);
      expect(it.wish(...make((...titles) => it.on(...titles))).text, language).toBe(text);
    }
  });
});

describe("in addition to the change", () => {
  it("unused words are reported", () => {
    const it = talk();
    const unused = [{ type: "title", start: 0, end: 5, text: "maybe" } as const];
    const { text } = it.decide({
      kind: "do",
      reading: reading([{ act: "complete", target: it.on("Dentist") }], { unused }),
    });
    expect(text).toBe("Done: “Dentist”.\nI made no use of “maybe”.");
  });

  it("a failure is reported with its reason, next to what succeeded", () => {
    const it = talk();
    const { plan } = it.wish(
      { act: "add", tasks: [{ title: "milk" }] },
      { act: "complete", target: it.on("Dentist", "Call mum") },
    );
    const context = it.list.context();
    const milk = it.task("milk");
    const outcomes = [
      { status: "ok" as const, tasks: [milk] },
      { status: "ok" as const, tasks: [it.task("Dentist")], error: { code: "not_found", detail: "" } },
    ];
    expect(words(plan, outcomes, context).text).toBe(
      "Added “milk”.\nDone: “Dentist”.\nNot changed: “Call mum”. It isn’t on your list any more.",
    );
    const [first] = outcomes;
    const failed = {
      status: "error" as const,
      tasks: [],
      error: { code: "database_unavailable", detail: "" },
    };
    if (!first) return;
    expect(words(plan, [first, failed], context).text).toBe(
      "Added “milk”.\nThis didn’t happen: Complete 2 tasks (“Dentist” and “Call mum”). I can’t reach the list right now; please try again in a moment.",
    );
  });

  it("the reply to small talk depends only on the message, and does not repeat it", () => {
    const said = (message: string) =>
      talk().decide({ kind: "do", reading: reading([{ act: "none", form: "thanks" }]) }, message).text;
    expect(said("legend, ty")).toBe(said("legend, ty"));
    expect(new Set(["a", "b", "c"].map(said)).size).toBe(3);
    expect(said("cheers")).not.toContain("cheers");
  });

  it("the reply to a greeting counts the tasks due today", () => {
    const { text } = talk().wish({ act: "none", form: "greeting" });
    expect(text).toMatch(/ 1 task due today\.$/);
  });
});
