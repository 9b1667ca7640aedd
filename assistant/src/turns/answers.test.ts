import { describe, expect, it } from "vitest";
import { implied, reading, Talk } from "../testing/talk.ts";
import { due, friday, open, tasks, zone } from "../testing/turns.ts";
import type { Language } from "../types.ts";
import { answerFacts, tapped } from "./facts.ts";

describe("a yes or a no", () => {
  const asked = (language: Language = "en") => {
    const it = new Talk(tasks, language);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    return it;
  };

  it("yes carries out what was held back, and records the agreement", () => {
    const it = asked();
    const ids = it.ids("Call mum", "Dentist");
    const { plan, text } = it.wish({ act: "answer", value: "yes" });
    expect(plan.agreed).toEqual(ids);
    expect(text).toBe("Deleted “Call mum” and “Dentist”.");
    expect(open(it)).toEqual(["Prune roses", "Ring the plumber"]);
  });

  it("naming some of the tasks carries it out for those only", () => {
    const it = asked();
    it.wish({ act: "answer", value: it.ids("Dentist") });
    expect(open(it)).toEqual(["Call mum", "Prune roses", "Ring the plumber"]);
  });

  it.each<[Language, RegExp]>([
    ["en", /left|stays|won’t/],
    ["es", /dejo|queda|hago/],
    ["fr", /laisse|touche|fais pas/],
    ["de", /lasse|bleibt|nicht/],
    ["it", /lascio|resta|faccio/],
  ])("no cancels it, in %s", (language, words) => {
    const it = asked(language);
    const { plan, text } = it.wish({ act: "answer", value: "no" });
    expect(plan.actions).toEqual([]);
    expect(text).toMatch(words);
    expect(it.list.context().turns.at(-1)?.pending).toBeNull();
  });

  it("may be followed by another request", () => {
    const it = asked();
    const { text } = it.wish({ act: "answer", value: "yes" }, { act: "add", tasks: [{ title: "milk" }] });
    expect(text).toBe("Deleted “Call mum” and “Dentist”.\nAdded “milk”.");
  });

  it("skips a task that was deleted in the meantime", () => {
    const it = asked();
    const [mum] = it.ids("Call mum");
    it.list.outside((all) => all.filter(({ id }) => id !== mum));
    const { plan } = it.wish({ act: "answer", value: "yes" });
    expect(plan.actions).toEqual([{ type: "delete", ids: it.list.turns.at(-1)?.changed }]);
    expect(plan.answer).toBe("Not changed: 1 task.");
  });

  it("does nothing if nothing was asked", () => {
    const { plan, text } = new Talk(tasks).wish({ act: "answer", value: "yes" });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("I wasn’t waiting for an answer. What would you like to do?");
  });
});

describe("choosing", () => {
  it("a task carries out the request on it", () => {
    const it = new Talk(tasks);
    const options = it.ids("Call mum", "Ring the plumber");
    it.wish({ act: "complete", target: { ...implied, words: "call", others: options } });
    expect(it.wish({ act: "answer", value: it.ids("Ring the plumber") }).text).toBe(
      "Done: “Ring the plumber”.",
    );
  });

  it("a task that was not offered changes nothing and asks again", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: { ...implied, others: it.ids("Call mum", "Ring the plumber") } });
    const { plan } = it.wish({ act: "answer", value: it.ids("Dentist") });
    expect(plan.actions).toEqual([]);
    expect(plan.question?.pending.kind).toBe("pick");
  });

  it("a reading carries it out; a button is recognised by its text", () => {
    const it = new Talk(tasks);
    it.decide({
      kind: "choose",
      readings: [
        reading([{ act: "delete", target: it.on("Call mum", "Dentist") }]),
        reading([{ act: "add", tasks: [{ title: "milk" }] }]),
      ],
    });
    const facts = answerFacts(it.list.context());
    expect(facts.question).toEqual({
      kind: "choose",
      what: null,
      ids: ["1", "2"],
      labels: ["Delete 2 tasks (“Call mum” and “Dentist”)", "Add “milk”"],
    });
    const tap = tapped("Delete 2 tasks (“Call mum” and “Dentist”)", facts);
    expect(tap).toEqual({ act: "answer", value: ["1"] });
    if (!tap) return;
    // The button named both, so they are not asked about again.
    expect(it.wish(tap).text).toBe("Deleted “Call mum” and “Dentist”.");
  });
});

it.each<[Language, string, string]>([
  ["en", "Yes", "No"],
  ["es", "Sí", "No"],
  ["fr", "Oui", "Non"],
  ["de", "Ja", "Nein"],
  ["it", "Sì", "No"],
])("yes and no have buttons, in %s", (language, yes, no) => {
  const it = new Talk(tasks, language);
  it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
  const facts = answerFacts(it.list.context());
  expect(facts.question?.labels).toEqual([yes, no]);
  expect(tapped(yes, facts)).toEqual({ act: "answer", value: "yes" });
  expect(tapped(no, facts)).toEqual({ act: "answer", value: "no" });
  expect(tapped("Dentist", facts)).toBeNull();
});

it("tasks with the same title are distinguished by due date, and chosen by number", () => {
  const it = new Talk([{ title: "Gym" }, { title: "Gym", due: { date: "2026-12-04" } }]);
  const others = it.list.tasks.map(({ id }) => id);
  const { text } = it.wish({ act: "complete", target: { ...implied, words: "gym", others } });
  expect(text).toBe("Which one is done?\n1. Gym\n2. Gym – Fri 4 Dec");
  expect(tapped("2", answerFacts(it.list.context()))).toEqual({ act: "answer", value: [others[1]] });
});

describe("a missing part", () => {
  it("completes the stored draft", () => {
    const it = new Talk();
    const problem = { kind: "no-such-day", words: "31 September" } as const;
    it.wish({ act: "add", tasks: [{ title: "party", priority: 1, when: { grain: "day", problem } }] });
    expect(it.list.tasks).toEqual([]);
    expect(it.wish({ act: "answer", value: "yes", given: { when: friday } }).text).toBe(
      "Added “party”, Friday 11 December, high priority.",
    );
  });

  it("may be given as a new request", () => {
    const it = new Talk(tasks);
    it.wish({ act: "add", tasks: [{ title: "", when: friday }] });
    expect(it.wish({ act: "add", tasks: [{ title: "milk" }] }).text).toBe(
      "Added “milk”, Friday 11 December.",
    );
    it.decide({
      kind: "missing",
      wish: 0,
      what: "when",
      reading: reading([{ act: "update", target: it.on("Dentist"), fields: {} }]),
    });
    it.wish({ act: "update", target: implied, fields: { when: friday } });
    expect(due(it, "Dentist")).toEqual({ date: "2026-12-11", time: "15:00", timeZone: zone });
  });

  it("sets the due date and the reminder that needed it", () => {
    const it = new Talk(tasks);
    const remind = { ahead: { minutes: 30 }, grain: "minute" } as const;
    it.wish({ act: "update", target: it.on("Ring the plumber"), fields: { remind } });
    it.wish({
      act: "answer",
      value: "yes",
      given: { when: { date: "2026-12-01", time: "10:00", grain: "minute" } },
    });
    expect(it.task("Ring the plumber")).toMatchObject({
      due: { date: "2026-12-01", time: "10:00" },
      reminders: [{ minutesBefore: 30 }],
    });
  });

  it("may be the task itself", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: implied });
    expect(it.wish({ act: "answer", value: it.ids("Dentist") }).text).toBe("Deleted “Dentist”.");
  });
});

describe("an unanswered question", () => {
  it.each<[Language, string, string]>([
    ["en", "My question is still open:", "I’ve let my earlier question go; nothing was done about it."],
    ["es", "Sigo esperando tu respuesta:", "Dejo la pregunta de antes; con eso no he hecho nada."],
    [
      "fr",
      "Ma question reste ouverte\u00a0:",
      "Je laisse tomber ma question d’avant\u00a0; rien n’a été fait.",
    ],
    [
      "de",
      "Meine Frage ist noch offen:",
      "Meine Frage von vorhin lasse ich fallen; dabei ist nichts passiert.",
    ],
    ["it", "La mia domanda è ancora aperta:", "Lascio cadere la domanda di prima; non ho fatto niente."],
  ])("is repeated once and then dropped, in %s", (language, again, lapsed) => {
    const it = new Talk(tasks, language);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    expect(it.wish({ act: "none", form: "thanks" }).text).toContain(again);
    const last = it.wish({ act: "add", tasks: [{ title: "milk" }] });
    expect(last.text).toContain(lapsed);
    expect(last.reply.pending).toBeNull();
    // A late yes to a dropped question does nothing.
    expect(it.wish({ act: "answer", value: "yes" }).plan.actions).toEqual([]);
    expect(open(it)).toContain("Dentist");
  });

  it("can still be answered after another request", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    it.wish({ act: "show", filter: {}, mode: "count", words: "" });
    expect(it.wish({ act: "answer", value: "yes" }).text).toBe("Deleted “Call mum” and “Dentist”.");
  });

  it("is repeated if the answer is uncertain", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { plan, text } = it.decide({
      kind: "confirm",
      reading: reading([{ act: "answer", value: "yes" }]),
    });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("My question is still open: Delete 2 tasks (“Call mum” and “Dentist”)?");
  });

  it("is replaced by a new question, and the answer says so", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { text, plan } = it.wish({ act: "delete", target: it.on("Prune roses", "Ring the plumber") });
    expect(text).toContain("I’ve let my earlier question go");
    expect(plan.question?.shown).toEqual(it.ids("Prune roses", "Ring the plumber"));
  });

  it("is closed when one of its tasks is completed by name", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: { ...implied, others: it.ids("Call mum", "Ring the plumber") } });
    expect(it.wish({ act: "complete", target: it.on("Call mum") }).text).toBe("Done: “Call mum”.");
  });

  it("is not repeated with a requested list, which stays the last thing shown", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { reply } = it.wish({ act: "show", filter: {}, mode: "list", words: "" });
    expect(reply.shown).toHaveLength(4);
  });
});
