import { describe, expect, it } from "vitest";
import { MemoryList } from "../testing/list.ts";

/** The titles of the tasks made from a pasted list; subtasks with their parent. */
function made(text: string, ...before: string[]): string[] {
  const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
  for (const one of before) list.say(one);
  list.say(text);
  const titles = new Map(list.tasks.map(({ id, title }) => [id, title]));
  return list.tasks.map(({ title, parentId }) => (parentId ? `${titles.get(parentId)} > ${title}` : title));
}

describe("the first line of a pasted list", () => {
  it.each([
    ["put up the shelves", "put up the shelves"],
    ["create invoice for Ann", "create invoice for Ann"],
    ["new passport for Mia", "new passport for Mia"],
    ["add buy rope", "buy rope"],
    ["add pay the rent by friday", "pay the rent"],
    ["I need to post the letter", "post the letter"],
    ["list the sofa on eBay", "list the sofa on eBay"],
    ["clear the gutters", "clear the gutters"],
    ["rename the holiday photos", "rename the holiday photos"],
    ["undo the knots in the rope", "undo the knots in the rope"],
    ["sell the bike on Gumtree by friday", "sell the bike on Gumtree"],
  ])("that is a task has the lines below as its subtasks: %s", (first, title) => {
    expect(made(`${first}\n  - find the tape\n  - sharpen a pencil`)).toEqual([
      title,
      `${title} > find the tape`,
      `${title} > sharpen a pencil`,
    ]);
  });

  it.each(["list the sofa on eBay", "sell the sofa on eBay"])(
    "is a new task if it says more than an existing one: %s",
    (first) => {
      expect(made(`${first}\n- two photos\n- text`, "add clean the sofa")).toEqual([
        "clean the sofa",
        first,
        `${first} > two photos`,
        `${first} > text`,
      ]);
    },
  );

  it.each([
    ["for the weekend", "photo", "take the bins out"],
    ["on friday", "photo", "take the bins out"],
    ["mañana", "foto del pasaporte", "sacar la basura"],
    ["demain", "photo de Léa", "sortir les poubelles"],
    ["morgen", "Foto für Oma", "Müll rausbringen"],
    ["domani", "foto per nonna", "portare fuori la spazzatura"],
  ])("that is only a time sets the due date of all the others: %s", (first, one, other) => {
    expect(made(`${first}\n- ${one}\n- ${other}`)).toEqual([one, other]);
  });

  it("that mentions a task does not add it again", () => {
    expect(made("delete the sofa\n- two photos\n- text", "add clean the sofa")).not.toContain(
      "delete the sofa",
    );
  });

  it("puts them on the list it names, and stays as it is if there is no such list", () => {
    const before = "add rope to shopping";
    expect(made("buy soil in Shopping\n- spade\n- gloves", before).slice(1)).toEqual([
      "buy soil",
      "buy soil > spade",
      "buy soil > gloves",
    ]);
    expect(made("buy soil in Leeds\n- spade\n- gloves", before)[1]).toBe("buy soil in Leeds");
  });

  it.each(["shopping list:", "add these:", "for the weekend:"])(
    "that only announces the list is not a task: %s",
    (first) => {
      expect(made(`${first}\n- eggs\n- ham`)).toEqual(["eggs", "ham"]);
    },
  );

  it.each([
    ["done", "photo", "text", []],
    ["fatto", "foto", "testo", []],
    ["delete", "photo", "text", ["photo", "text"]],
    ["please delete these", "photo", "text", ["photo", "text"]],
    ["borra", "foto", "texto", ["foto", "texto"]],
    ["löschen", "Foto", "Text", ["Foto", "Text"]],
    ["supprime", "photo", "texte", ["photo", "texte"]],
  ])("that is a verb for ending tasks applies to those below: %s", (first, one, other, left) => {
    const list = new MemoryList({
      now: "2026-09-09T10:00:00Z",
      timeZone: "Europe/London",
      tasks: [{ title: one }, { title: other }],
    });
    const { reply } = list.say(`${first}\n- ${one}\n- ${other}`);
    // Several tasks are deleted only after confirmation.
    expect(reply.question).toBe(left.length > 0);
    expect(list.tasks.flatMap(({ title, completedAt }) => (completedAt ? [] : [title]))).toEqual(left);
  });

  it.each(["Einkauf", "compras", "courses"])(
    "that is a single word may be the name of a list: %s",
    (first) => {
      expect(made(`${first}\n- soap\n- salt`)).toEqual([]);
    },
  );

  it("that names the weekend sets the due date of all the others", () => {
    const list = new MemoryList({ now: "2026-09-09T10:00:00Z", timeZone: "Europe/London" });
    list.say("weekend\n- mow the lawn\n- call mum");
    expect(list.tasks.map(({ title, due }) => [title, due?.date])).toEqual([
      ["mow the lawn", "2026-09-12"],
      ["call mum", "2026-09-12"],
    ]);
  });
});
