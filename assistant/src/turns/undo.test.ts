import { describe, expect, it } from "vitest";
import { Talk } from "../testing/talk.ts";
import { friday, open, tasks } from "../testing/turns.ts";

describe("undo", () => {
  it("reverts the last act of the conversation, and names it", () => {
    const it = new Talk(tasks);
    it.wish({ act: "add", tasks: [{ title: "milk" }] });
    it.wish({ act: "complete", target: it.on("Dentist") });
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “Dentist” is open again.");
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “milk” is off the list again.");
    expect(open(it)).toEqual(tasks.map(({ title }) => title));
  });

  it("states the values that are restored", () => {
    const it = new Talk(tasks);
    it.wish({ act: "update", target: it.on("Dentist"), fields: { when: friday } });
    expect(it.wish({ act: "undo" }).text).toBe("Taken back. “Dentist”: now Friday 4 December at 15:00.");
  });

  it("can be undone itself, once", () => {
    const it = new Talk(tasks);
    it.wish({ act: "delete", target: it.on("Dentist") });
    it.wish({ act: "undo" });
    expect(it.wish({ act: "redo" }).text).toBe("Done again: “Dentist”.");
    expect(open(it)).not.toContain("Dentist");
    expect(it.wish({ act: "redo" }).text).toContain("nothing I took back");
  });

  it("offers to revert a change made elsewhere, and waits for a yes", () => {
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

  it("skips later changes made elsewhere", () => {
    const it = new Talk(tasks);
    it.wish({ act: "complete", target: it.on("Dentist") });
    it.list.outside((all) => all.filter(({ title }) => title !== "Call mum"));
    expect(it.wish({ act: "undo" }).text).toBe("Taken back: “Dentist” is open again.");
    expect(open(it)).not.toContain("Call mum");
  });
});
