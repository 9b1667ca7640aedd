import type { Task, ToolError } from "@todo-chatbot/contracts";
import { expect, test } from "vitest";
import { makeTask } from "../testing/make-task.ts";
import { cardOf, cardsOf, isChange, withoutList } from "./card.ts";
import type { ReplyCall } from "./reply.ts";

const milk = makeTask("milk");
const bread = makeTask("bread");
const refusal = (index: number, code: ToolError["code"], detail: string): ToolError => ({
  index,
  code,
  detail,
});
const call = (name: string, fields: Partial<ReplyCall> = {}): ReplyCall => ({
  id: "1",
  name,
  arguments: null,
  status: "ok",
  result: { text: "", tasks: [milk], errors: [] },
  ...fields,
});

test("a card has the call's tasks; a lone call has what the answer shows, in its order", () => {
  expect(cardOf(call("add_task"), null)).toMatchObject({ title: "Added", tasks: [milk], visible: true });
  expect(cardOf(call("list_tasks"), [bread, milk]).tasks).toEqual([bread, milk]);
});

test("while running, it says what it is doing", () => {
  expect(cardOf(call("complete_task", { status: "running", result: null }), null)).toMatchObject({
    title: "Completing …",
    tasks: [],
    visible: true,
  });
});

test("shows what was refused along with what was done", () => {
  const result = { text: "", tasks: [milk], errors: [refusal(1, "not_found", "There is no such task.")] };
  expect(cardOf(call("complete_task", { result }), null)).toMatchObject({
    tasks: [milk],
    notes: ["There is no such task."],
  });
  expect(cardOf(call("complete_task", { status: "error", result: { text: "Away." } }), null)).toMatchObject({
    title: "Not done",
    notes: ["Away."],
  });
});

test("what waits for a yes is one card with all its tasks, whichever calls it comes from", () => {
  const held = (id: string, tasks: Task[]): ReplyCall =>
    call("delete_task", {
      id,
      status: "error",
      result: {
        text: "Ask first",
        tasks: [],
        errors: tasks.map((_, index) => refusal(index, "needs_confirmation", "Not agreed.")),
        more: { held: tasks },
      },
    });
  expect(cardsOf([held("1", [milk, bread]), held("2", [bread])], [])).toMatchObject([
    { title: "Waiting for your yes: 2 tasks", state: "held", tasks: [milk, bread], notes: [] },
  ]);
});

test("an undo says how many tasks are gone again", () => {
  const result = { tasks: [], errors: [], more: { removedIds: ["a", "b"] } };
  expect(cardOf(call("undo", { result }), null).notes).toEqual(["2 tasks are gone again."]);
});

test("a search that found nothing makes no card", () => {
  expect(
    cardOf(call("list_tasks", { result: { text: "No tasks found.", tasks: [], errors: [] } }), []).visible,
  ).toBe(false);
});

test("knows the changed fields, so that they can glow", () => {
  const args = { changes: [{ id: milk.id, date: "2026-11-27" }] };
  expect(cardOf(call("reschedule_task", { arguments: args }), null).changed).toContain("due");
  expect(
    cardOf(call("update_task", { arguments: { changes: [{ id: milk.id, priority: 1 }] } }), null).changed,
  ).toEqual(["priority"]);
});

test("a result of an unknown shape is still a card", () => {
  for (const result of [null, "text", 5, [], { tasks: "no" }]) {
    expect(() => cardOf(call("something_new", { result: result as never }), null)).not.toThrow();
  }
});

test("looking tasks up in order to change them makes no card of its own", () => {
  const both = [call("list_tasks"), call("complete_task", { id: "2" })];
  expect(cardsOf(both, [milk]).map(({ tool }) => tool)).toEqual(["complete_task"]);
  expect(cardsOf([call("list_tasks")], [milk]).map(({ tool }) => tool)).toEqual(["list_tasks"]);
});

test("only a call that changed something can be undone", () => {
  expect(isChange(call("complete_task"))).toBe(true);
  expect(isChange(call("complete_task", { status: "error" }))).toBe(false);
  expect(isChange(call("complete_task", { result: { tasks: [] } }))).toBe(false);
  expect(isChange(call("list_tasks"))).toBe(false);
});

test("next to cards, a text loses only the list that repeats them", () => {
  expect(withoutList("Added 2 tasks:\n1. “milk”\n2. “bread”, tomorrow")).toBe("Added 2 tasks");
  expect(withoutList("Done.\n- milk\n\nI did not understand “blorb”.")).toBe(
    "Done.\n\nI did not understand “blorb”.",
  );
  expect(withoutList("It is due at 5.\nNothing else.")).toBe("It is due at 5.\nNothing else.");
});
