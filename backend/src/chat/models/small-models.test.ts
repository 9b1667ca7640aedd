import type { Task } from "@todo-chatbot/contracts";
import { beforeEach, describe, expect, it } from "vitest";
import { speaker } from "../testing/chat-harness.ts";
import { call, says, useScriptedChat } from "../testing/scripted-chat.ts";
import type { ScriptedAnswer } from "../testing/scripted-model.ts";

/** What must come of it. The list has "Buy milk", "Call mom" and "Pay rent" before. */
interface Wanted {
  /** Titles of the open tasks afterwards, where they are others. */
  list?: string[];
  task?: Partial<Task>;
  says?: RegExp | string;
  by?: "builtin";
}

const json = JSON.stringify;

const before = ["Buy milk", "Call mom", "Pay rent"];
const withTea = { list: [...before, "Tea"] };
const withoutMom = { list: ["Buy milk", "Pay rent"] };
const tea = { tasks: [{ title: "Tea" }] };
const nothing = /Nothing on your list changed\./;

/** What models of one to three billion parameters do beside what `quirks.mjs` has. Each says "It is done." at its end. */
const behaviours: [what: string, answers: ScriptedAnswer[], Wanted][] = [
  // How they name a task.
  ["the title in place of an id", [call("complete_task", { ids: ["call mom"] })], withoutMom],
  [
    "a task in place of its id",
    [call("complete_task", { ids: [{ id: "t2", title: "Call mom" }] })],
    withoutMom,
  ],
  ["tasks where ids are wanted", [call("delete_task", { tasks: [{ id: "t2" }] })], withoutMom],
  ["the handle with its title", [call("complete_task", { ids: "t2: Call mom" })], withoutMom],
  ["a lone title", [call("complete_task", { task: "Call mom" })], withoutMom],
  ["handles in one string", [call("complete_task", { ids: "t1, t2" })], { list: ["Pay rent"] }],
  ["a handle that nobody gave", [call("complete_task", { ids: ["t7"] })], { says: nothing }],

  // How they write arguments.
  ["arguments inside arguments", [call("add_task", { name: "add_task", arguments: tea })], withTea],
  ["the form of the schema around them", [call("add_task", { type: "object", properties: tea })], withTea],
  ["the schema itself", [call("add_task", { properties: { tasks: { type: "array" } } })], { says: nothing }],
  [
    "a change beside its id",
    [call("update_task", { id: "t2", changes: { title: "Call dad" } })],
    { list: ["Buy milk", "Call dad", "Pay rent"] },
  ],
  [
    "one date for several ids",
    [call("reschedule_task", { ids: ["t1", "t2"], due: "2030-01-02" })],
    { task: { title: "Call mom", due: { date: "2030-01-02" } } },
  ],
  [
    "the list under another tool's name",
    [call("update_task", { tasks: [{ id: "t2", priority: "high" }] })],
    { task: { title: "Call mom", priority: 1 } },
  ],
  [
    "a date and an hour beside the title",
    [call("add_task", { title: "Tea", date: "2030/1/2", time: "5 PM" })],
    { ...withTea, task: { title: "Tea", due: { date: "2030-01-02", time: "17:00", timeZone: "UTC" } } },
  ],
  [
    "a day in words",
    [call("add_task", { tasks: [{ title: "Tea", due: { date: "January 2, 2030", time: "17:00" } }] })],
    { ...withTea, task: { title: "Tea", due: { date: "2030-01-02", time: "17:00", timeZone: "UTC" } } },
  ],
  [
    "words that are no day",
    [call("add_task", { tasks: [{ title: "Tea", due: "whenever you like" }] })],
    { says: nothing },
  ],
  [
    "signs before labels",
    [call("add_task", { tasks: [{ title: "Tea", labels: ["#home"] }] })],
    { ...withTea, task: { title: "Tea", labels: ["home"] } },
  ],
  [
    "a field beside the list, of unknown reach",
    [call("add_task", { ...tea, due: "2030-01-02" })],
    { says: nothing },
  ],
  [
    "a rule that is the name of its frequency",
    [call("add_task", { tasks: [{ title: "Tea", due: "2030-01-02", recurrence: { rule: "weekly" } }] })],
    { ...withTea, task: { title: "Tea", recurrence: expect.objectContaining({ rule: "FREQ=WEEKLY" }) } },
  ],
  ["no task at all", [call("add_task", { tasks: [] })], { says: nothing }],

  // How they call a tool.
  ["another word for a tool", [call("create_todo", tea)], withTea],
  ["a tool for everything at once", [call("delete_all_tasks", {})], { says: nothing }],
  ["a call as Python writes it", [says('[add_task(tasks=[{"title": "Tea"}])]')], withTea],
  ["a call as Python code", [says("```python\nprint_nothing = 1\n```")], { says: nothing }],
  ["a positional argument", [says('complete_task(["t2"])')], withoutMom],
  ["a call in a function tag", [says(`<function=add_task>${json(tea)}</function>`)], withTea],
  [
    "a call in a tag for each argument",
    [
      says(
        `<tool_call><function=add_task><parameter=tasks>[{"title":"Tea"}]</parameter></function></tool_call>`,
      ),
    ],
    withTea,
  ],
  [
    "a call as an action, with a result it made up",
    [
      says(
        `Thought: I should add it.\nAction: add_task\nAction Input: ${json(tea)}\nObservation: Added 5 tasks.`,
      ),
    ],
    withTea,
  ],
  ["the name, then JSON", [says(`add_task ${json(tea)}`)], withTea],
  [
    "a call of a tool that is not there, as words",
    [says('{"name":"web_search","arguments":{}}')],
    { by: "builtin" },
  ],

  // What they say.
  [
    "thoughts in other marks",
    [says("<thinking>SECRET</thinking>It is done.")],
    { says: /^It is done\.\n\nNothing/ },
  ],
  ["thoughts in brackets", [says("[THINK]SECRET[/THINK]It is done.")], { says: /^It is done\.\n\nNothing/ }],
  ["their role first", [says("assistant\n\nIt is done.")], { says: /^It is done\.\n\nNothing/ }],
  ["what they were sent", [says('<data>{"tasks":[{"id":"t1"}]}</data>')], { by: "builtin" }],
  ["JSON around their words", [says('{"response": "It is done."}')], { says: /^It is done\.\n\nNothing/ }],
  [
    "handles in place of titles",
    [call("complete_task", { ids: ["t2"] }), says("I marked t2 as done. Buy milk (t1) is left.")],
    { ...withoutMom, says: "I marked “Call mom” as done. Buy milk is left." },
  ],
  [
    "a task that is there already",
    [call("add_task", { tasks: [{ title: "buy Milk" }] })],
    { says: /Nothing on your list changed\. An open task with this title exists: “buy Milk”/ },
  ],
  [
    "what was added once more, with something else",
    [call("add_task", tea), call("add_task", { tasks: [{ title: "tea", priority: 2 }, { title: "Jam" }] })],
    { list: [...before, "Tea", "Jam"] },
  ],
  [
    "what was there and is done",
    [call("complete_task", { ids: ["t1"] }), call("add_task", { tasks: [{ title: "Buy milk" }] })],
    { says: "It is done." },
  ],
  [
    "the same title on another day",
    [call("add_task", { tasks: [{ title: "Call mom", due: { date: "2030-01-02" } }] })],
    { list: [...before, "Call mom"] },
  ],
];

describe("small models", () => {
  const scripted = useScriptedChat();
  beforeEach(async () => {
    await scripted.add(...before);
  });

  const list = async () => (await scripted.openTasks()).filter(({ completedAt }) => completedAt === null);

  it.each(behaviours)("give %s", async (_, answers, wanted) => {
    scripted.play(...answers, says("It is done."));
    const turn = await scripted.chat.service.say(speaker(scripted.user), { message: "add tea" }, null);
    let shown = "";
    for await (const chunk of turn.chunks()) if (chunk?.type === "text-delta") shown += chunk.delta;
    const answer = await turn.message();
    const tasks = await list();
    const open = wanted.list ?? (wanted.by ? [...before, "tea"] : before);
    expect(tasks.map(({ title }) => title).sort()).toEqual(open.toSorted());
    if (wanted.task) expect(tasks).toContainEqual(expect.objectContaining(wanted.task));
    expect(answer.answeredBy?.kind).toBe(wanted.by ?? "model");
    if (wanted.says instanceof RegExp) expect(answer.text).toMatch(wanted.says);
    else if (wanted.says) expect(answer.text).toBe(wanted.says);
    expect(shown + answer.text).not.toMatch(/SECRET|<data>|"name":|Observation/);
  });
});
