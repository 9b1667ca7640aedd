import { describe, expect, it } from "vitest";
import { implied, reading, Talk } from "../testing/talk.ts";
import type { Language, NewTask } from "../types.ts";
import { answerFacts, tapped } from "./facts.ts";

const zone = "Europe/Berlin";

const tasks: NewTask[] = [
  { title: "Call mum", due: { date: "2026-11-29", time: "17:00", timeZone: zone } },
  { title: "Dentist", due: { date: "2026-12-04", time: "15:00", timeZone: zone }, labels: ["health"] },
  { title: "Prune roses", due: { date: "2026-12-06" } },
  { title: "Ring the plumber" },
];

const open = ({ list }: Talk): string[] =>
  list.tasks.flatMap(({ title, completedAt }) => (completedAt ? [] : [title]));
const due = (talk: Talk, title: string) => talk.task(title).due;
const friday = { date: "2026-12-11", grain: "day" } as const;

describe("a yes or a no", () => {
  const asked = (language: Language = "en") => {
    const it = new Talk(tasks, language);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    return it;
  };

  it("runs what was held back, and says that it was agreed to", () => {
    const it = asked();
    const ids = it.ids("Call mum", "Dentist");
    const { plan, text } = it.wish({ act: "answer", value: "yes" });
    expect(plan.agreed).toEqual(ids);
    expect(text).toBe("Deleted “Call mum” and “Dentist”.");
    expect(open(it)).toEqual(["Prune roses", "Ring the plumber"]);
  });

  it("runs it for those alone that were named", () => {
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
  ])("leaves it, in %s", (language, words) => {
    const it = asked(language);
    const { plan, text } = it.wish({ act: "answer", value: "no" });
    expect(plan.actions).toEqual([]);
    expect(text).toMatch(words);
    expect(it.list.context().turns.at(-1)?.pending).toBeNull();
  });

  it("goes on with what else is wanted", () => {
    const it = asked();
    const { text } = it.wish({ act: "answer", value: "yes" }, { act: "add", tasks: [{ title: "milk" }] });
    expect(text).toBe("Deleted “Call mum” and “Dentist”.\nAdded “milk”.");
  });

  it("takes no task that is gone meanwhile", () => {
    const it = asked();
    const [mum] = it.ids("Call mum");
    it.list.outside((all) => all.filter(({ id }) => id !== mum));
    const { plan } = it.wish({ act: "answer", value: "yes" });
    expect(plan.actions).toEqual([{ type: "delete", ids: it.list.turns.at(-1)?.changed }]);
    expect(plan.answer).toBe("Not changed: 1 task.");
  });

  it("is nothing where nothing was asked", () => {
    const { plan, text } = new Talk(tasks).wish({ act: "answer", value: "yes" });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("I wasn’t waiting for an answer. What would you like to do?");
  });
});

describe("a choice", () => {
  it("of a task does what was wanted to it", () => {
    const it = new Talk(tasks);
    const options = it.ids("Call mum", "Ring the plumber");
    it.wish({ act: "complete", target: { ...implied, words: "call", others: options } });
    expect(it.wish({ act: "answer", value: it.ids("Ring the plumber") }).text).toBe(
      "Done: “Ring the plumber”.",
    );
  });

  it("of what was never offered does nothing and asks again", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: { ...implied, others: it.ids("Call mum", "Ring the plumber") } });
    const { plan } = it.wish({ act: "answer", value: it.ids("Dentist") });
    expect(plan.actions).toEqual([]);
    expect(plan.question?.pending.kind).toBe("pick");
  });

  it("of a reading does that one, tapped by its text", () => {
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
])("a yes and a no can be tapped, in %s", (language, yes, no) => {
  const it = new Talk(tasks, language);
  it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
  const facts = answerFacts(it.list.context());
  expect(facts.question?.labels).toEqual([yes, no]);
  expect(tapped(yes, facts)).toEqual({ act: "answer", value: "yes" });
  expect(tapped(no, facts)).toEqual({ act: "answer", value: "no" });
  expect(tapped("Dentist", facts)).toBeNull();
});

it("tasks of one title are told apart by when they are due, and tapped by their place", () => {
  const it = new Talk([{ title: "Gym" }, { title: "Gym", due: { date: "2026-12-04" } }]);
  const others = it.list.tasks.map(({ id }) => id);
  const { text } = it.wish({ act: "complete", target: { ...implied, words: "gym", others } });
  expect(text).toBe("Which one is done?\n1. Gym\n2. Gym – Fri 4 Dec");
  expect(tapped("2", answerFacts(it.list.context()))).toEqual({ act: "answer", value: [others[1]] });
});

describe("a missing part", () => {
  it("completes the draft that was kept", () => {
    const it = new Talk();
    const problem = { kind: "no-such-day", words: "31 September" } as const;
    it.wish({ act: "add", tasks: [{ title: "party", priority: 1, when: { grain: "day", problem } }] });
    expect(it.list.tasks).toEqual([]);
    expect(it.wish({ act: "answer", value: "yes", given: { when: friday } }).text).toBe(
      "Added “party”, Friday 11 December, high priority.",
    );
  });

  it("may come as a sentence of its own", () => {
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

  it("gives the reminder its date, and keeps both", () => {
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

  it("names the task", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: implied });
    expect(it.wish({ act: "answer", value: it.ids("Dentist") }).text).toBe("Deleted “Dentist”.");
  });
});

describe("a question that is not answered", () => {
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
  ])("is put once more and then let go, in %s", (language, again, lapsed) => {
    const it = new Talk(tasks, language);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    expect(it.wish({ act: "none", form: "thanks" }).text).toContain(again);
    const last = it.wish({ act: "add", tasks: [{ title: "milk" }] });
    expect(last.text).toContain(lapsed);
    expect(last.reply.pending).toBeNull();
    // What was let go is over: a late yes does nothing.
    expect(it.wish({ act: "answer", value: "yes" }).plan.actions).toEqual([]);
    expect(open(it)).toContain("Dentist");
  });

  it("can still be answered after something else was said", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    it.wish({ act: "show", filter: {}, mode: "count", words: "" });
    expect(it.wish({ act: "answer", value: "yes" }).text).toBe("Deleted “Call mum” and “Dentist”.");
  });

  it("is put again where it is doubtful whether it was", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { plan, text } = it.decide({
      kind: "confirm",
      reading: reading([{ act: "answer", value: "yes" }]),
    });
    expect(plan.actions).toEqual([]);
    expect(text).toBe("My question is still open: Delete 2 tasks (“Call mum” and “Dentist”)?");
  });

  it("gives way to a new one, with a word", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { text, plan } = it.wish({ act: "delete", target: it.on("Prune roses", "Ring the plumber") });
    expect(text).toContain("I’ve let my earlier question go");
    expect(plan.question?.shown).toEqual(it.ids("Prune roses", "Ring the plumber"));
  });

  it("is moot when what it was about is done by name", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: { ...implied, others: it.ids("Call mum", "Ring the plumber") } });
    expect(it.wish({ act: "complete", target: it.on("Call mum") }).text).toBe("Done: “Call mum”.");
  });

  it("leaves a list that was asked for in its place", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Call mum", "Dentist") });
    const { reply } = it.wish({ act: "show", filter: {}, mode: "list", words: "" });
    expect(reply.shown).toHaveLength(4);
  });
});

describe("undo", () => {
  it("takes back the last act of the conversation, and names it", () => {
    const it = new Talk(tasks);
    it.wish({ act: "add", tasks: [{ title: "milk" }] });
    it.wish({ act: "complete", target: it.on("Dentist") });
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “Dentist” is open again.");
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “milk” is off the list again.");
    expect(open(it)).toEqual(tasks.map(({ title }) => title));
  });

  it("says what an update is back to", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    expect(it.wish({ act: "undo" }).text).toBe("Taken back. “Dentist”: now Friday 4 December at 15:00.");
  });

  it("can be taken back itself", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Dentist") });
    it.wish({ act: "undo" });
    expect(it.wish({ act: "redo" }).text).toBe("Done again: “Dentist”.");
    expect(open(it)).not.toContain("Dentist");
    expect(it.wish({ act: "redo" }).text).toContain("nothing I took back");
  });

  it("does not touch what was done elsewhere, but offers it by name", () => {
    const it = new Talk(tasks);
    it.list.outside((all) => all.filter(({ title }) => title !== "Dentist"));
    const { text, reply } = it.wish({ act: "undo" });
    expect(text).toBe(
      "I haven’t changed anything in this conversation. The latest change was this: deleted “Dentist”. Take that back?",
    );
    expect(open(it)).not.toContain("Dentist");
    expect(reply.question).toBe(true);
    it.wish({ act: "answer", value: "yes" });
    expect(open(it)).toContain("Dentist");
  });

  it("passes by what was done elsewhere since", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: it.on("Dentist") });
    it.list.outside((all) => all.filter(({ title }) => title !== "Call mum"));
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “Dentist” is open again.");
    expect(open(it)).not.toContain("Call mum");
  });
});

describe("a correction", () => {
  it("of the task takes it back there and does it here", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: it.on("Call mum") });
    const { text } = it.wish({
      act: "correct",
      field: "target",
      target: it.on("Ring the plumber"),
      fields: {},
    });
    expect(text).toBe("Taken back: “Call mum” is open again.\nDone: “Ring the plumber”.");
    expect(open(it)).toEqual(["Call mum", "Dentist", "Prune roses"]);
  });

  it("of the task brings the new day along, not the time", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    it.wish({ act: "correct", field: "target", target: it.on("Prune roses"), fields: {} });
    expect(due(it, "Dentist")).toMatchObject({ date: "2026-12-04", time: "15:00" });
    expect(due(it, "Prune roses")).toEqual({ date: "2026-12-11" });
  });

  it("of the task asks which other one, where only that is said", () => {
    const it = new Talk(tasks);
    it.wish({ act: "show", filter: {}, mode: "list", words: "" });
    it.wish({ act: "complete", target: it.on("Call mum") });
    const { plan } = it.wish({ act: "correct", field: "target", target: implied, fields: {} });
    expect(plan.question?.shown).toEqual(it.ids("Dentist", "Prune roses", "Ring the plumber"));
    it.wish({ act: "answer", value: it.ids("Dentist") });
    expect(open(it)).toEqual(["Call mum", "Prune roses", "Ring the plumber"]);
  });

  it("of a day changes the field just set, and keeps the time", () => {
    const it = new Talk();
    it.wish({
      act: "add",
      tasks: [{ title: "milk", when: { date: "2026-11-30", time: "09:00", grain: "minute" } }],
    });
    expect(it.wish({ act: "correct", field: "due", target: implied, fields: { when: friday } }).text).toBe(
      "“milk”: now Friday 11 December at 09:00.",
    );
  });

  it("of a shift counts from where it was", () => {
    const it = new Talk(tasks);
    const by = (amount: number) => ({ when: { shift: { amount, unit: "week" }, grain: "week" } }) as const;
    it.wish({ act: "update", target: it.on("Prune roses"), fields: by(1) });
    it.wish({ act: "correct", field: "due", target: implied, fields: by(2) });
    expect(due(it, "Prune roses")).toEqual({ date: "2026-12-20" });
  });

  it("of a label puts the right one in the place of the wrong one", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { addLabels: ["home"] } });
    it.wish({ act: "correct", field: "labels", target: implied, fields: { addLabels: ["finance"] } });
    expect(it.task("Dentist").labels).toEqual(["health", "finance"]);
  });

  it.each([
    ["ring Sofie", "Sophie", "ring Sophie"],
    ["ring Sofie", "ring Sophie", "ring Sophie"],
    ["swim kit", "swimming kit", "swimming kit"],
    ["chicken", "take it out of the freezer", "take it out of the freezer"],
  ])("of the title %s with “%s”", (title, said, right) => {
    const it = new Talk();
    it.wish({ act: "add", tasks: [{ title }] });
    it.wish({ act: "correct", field: "title", target: implied, fields: { title: said } });
    expect(open(it)).toEqual([right]);
  });

  it("of a title that would lose most of its words is asked first", () => {
    const it = new Talk();
    it.wish({ act: "add", tasks: [{ title: "ring the man about the boat" }] });
    const { plan } = it.wish({
      act: "correct",
      field: "title",
      target: implied,
      fields: { title: "Oxford" },
    });
    expect(plan.actions).toEqual([]);
    expect(plan.question?.pending.kind).toBe("confirm");
  });

  it("of the act undoes it and does the right one", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Dentist") });
    const { text } = it.wish({
      act: "correct",
      field: "act",
      target: implied,
      fields: {},
      instead: "complete",
    });
    expect(text).toBe("Taken back: “Dentist” is on the list again.\nDone: “Dentist”.");
    expect(it.task("Dentist").completedAt).not.toBeNull();
  });

  it("of one of several acts leaves the others", () => {
    const it = new Talk(tasks);
    it.wish({ act: "add", tasks: [{ title: "milk" }] }, { act: "complete", target: it.on("Call mum") });
    it.wish({ act: "correct", field: "target", target: it.on("Dentist"), fields: {} });
    expect(open(it)).toEqual(["Call mum", "Prune roses", "Ring the plumber", "milk"]);
  });

  it("of nothing says so", () => {
    const { plan, text } = new Talk(tasks).wish({
      act: "correct",
      field: "due",
      target: implied,
      fields: { when: friday },
    });
    expect(plan.actions).toEqual([]);
    expect(text).toContain("I haven’t changed anything just now.");
  });

  it("without a value asks for it", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    expect(it.wish({ act: "correct", field: "due", target: implied, fields: {} }).text).toBe(
      "What should change about “Dentist”?",
    );
    it.wish({ act: "answer", value: "yes", given: { when: { date: "2026-12-14", grain: "day" } } });
    expect(due(it, "Dentist")).toMatchObject({ date: "2026-12-14", time: "15:00" });
  });
});

describe("only some of what was done", () => {
  const both = () => new Talk([{ title: "Milk" }, { title: "Bread", labels: ["shop"] }, { title: "Gym" }]);
  const only = (it: Talk, title: string) =>
    it.wish({ act: "correct", field: "target", target: it.on(title), fields: {} }).text;
  const state = (it: Talk) =>
    it.list.tasks.map(
      ({ title, due, completedAt }) => `${title}${due ? ` ${due.date}` : ""}${completedAt ? " ✓" : ""}`,
    );

  it("opens again what was ticked off too much, also where each was an act of its own", () => {
    const it = both();
    it.wish({ act: "complete", target: it.on("Milk") }, { act: "complete", target: it.on("Bread") });
    expect(only(it, "Milk")).toBe("Open again: “Bread”.");
    expect(state(it)).toEqual(["Milk ✓", "Bread", "Gym"]);
  });

  it("gives back the day of what was moved too much", () => {
    const it = both();
    it.wish({ act: "update", target: it.on("Milk", "Bread"), fields: { when: friday } });
    only(it, "Bread");
    expect(state(it)).toEqual(["Milk", "Bread 2026-12-11", "Gym"]);
  });
});

describe("the same for others", () => {
  it("does to them what was done last", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { priority: 1 } });
    it.wish({ act: "update", target: it.on("Ring the plumber"), fields: {}, like: true });
    expect(it.task("Ring the plumber").priority).toBe(1);
    it.wish({ act: "complete", target: it.on("Dentist") });
    it.wish({ act: "update", target: it.on("Ring the plumber"), fields: {}, like: true });
    expect(it.task("Ring the plumber").completedAt).not.toBeNull();
  });

  it("asks what is to change where nothing was", () => {
    const it = new Talk(tasks);
    expect(it.wish({ act: "update", target: it.on("Dentist"), fields: {}, like: true }).text).toContain("?");
  });
});

describe("a day reckoned from what was spoken of", () => {
  const party = () => new Talk([{ title: "Party", due: { date: "2026-12-05" } }, { title: "Cake" }]);
  const before = { grain: "day", shift: { amount: -1, unit: "day" }, ahead: { minutes: 1440 } } as const;

  it("is the day before its due, for a task without one", () => {
    const it = party();
    it.wish({ act: "tell", target: it.on("Party"), field: "due" });
    it.wish({ act: "update", target: it.on("Cake"), fields: { when: before } });
    expect(due(it, "Cake")).toEqual({ date: "2026-12-04" });
  });

  it("is kept as the due of a new task that was to be reminded of then", () => {
    const it = party();
    it.wish({ act: "tell", target: it.on("Party"), field: "due" });
    it.wish({ act: "add", tasks: [{ title: "Balloons", remind: before }] });
    expect(due(it, "Balloons")).toEqual({ date: "2026-12-04" });
    expect(it.task("Balloons").reminders).toEqual([]);
  });
});

it("a weekday on which a task is begun lies before its due where it can", () => {
  const it = new Talk();
  const from = (date: string) => ({ date, grain: "day", bound: "from" }) as const;
  it.wish({ act: "add", tasks: [{ title: "report", when: friday, start: from("2026-12-14") }] });
  expect(it.task("report").start).toEqual({ date: "2026-12-07" });
  it.wish({ act: "update", target: it.on("report"), fields: { start: null } });
  expect(it.task("report").start).toBeNull();
});
