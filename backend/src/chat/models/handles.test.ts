import { v7 as newId } from "uuid";
import { describe, expect, it } from "vitest";
import { Handles } from "./handles.ts";
import { parsedInput } from "./tool-set.ts";

const task = (title: string) => ({ id: newId(), title });

describe("handles of tasks", () => {
  it("start at t1, and stay the same for a task", () => {
    const handles = new Handles();
    const [milk, bread] = [task("Buy milk"), task("Buy bread")];
    expect([milk, bread, milk].map((one) => handles.show(one))).toEqual(["t1", "t2", "t1"]);
    expect(handles.known()).toBe("t1 to t2");
  });

  it.each([
    ["as given", "t2"],
    ["in capitals", "T2"],
    ["in brackets", "[t2]"],
    ["with a hash", "#t2"],
    ["with the title behind it", "t2: Buy bread"],
    ["by the whole title", "buy Bread"],
  ])("are known %s", (_, given) => {
    const handles = new Handles();
    const [milk, bread] = [task("Buy milk"), task("Buy bread")];
    handles.show(milk);
    handles.show(bread);
    expect(handles.idOf(given)).toBe(bread.id);
  });

  it("give way to an id, and to a title that looks like one", () => {
    const handles = new Handles();
    const [milk, line] = [task("Buy milk"), task("T1 line to the office")];
    handles.show(milk);
    handles.show(line);
    expect(handles.idOf(milk.id)).toBe(milk.id);
    expect(handles.idOf("T1 line to the office")).toBe(line.id);
  });

  it.each(["t9", "t1, t2", "1", "milk", "Twice", ""])("know no task by %j", (given) => {
    const handles = new Handles();
    const ids = [task("Buy milk"), task("Twice"), task("Twice")].map((one) => {
      handles.show(one);
      return one.id;
    });
    const id = handles.idOf(given);
    expect(ids).not.toContain(id);
    expect(handles.of(id)).toBe(given);
    expect(handles.known()).toBe("t1 to t3");
  });

  it("are accepted wherever a tool expects an id", () => {
    const handles = new Handles();
    const milk = task("Buy milk");
    handles.show(milk);
    const given = (name: Parameters<typeof parsedInput>[0], input: object) =>
      parsedInput(name, input, handles).data;
    expect(given("complete_task", { ids: ["t1", "t1"] })).toEqual({ ids: [milk.id] });
    expect(given("update_task", { changes: [{ id: "t1", title: "t1" }] })).toEqual({
      changes: [{ id: milk.id, title: "t1" }],
    });
    expect(given("add_task", { tasks: [{ title: "t1", parentId: "t1" }] })).toMatchObject({
      tasks: [{ title: "t1", parentId: milk.id }],
    });
    expect(given("list_tasks", { ids: ["t1"], q: "t1" })).toMatchObject({ ids: [milk.id], q: "t1" });
  });
});
