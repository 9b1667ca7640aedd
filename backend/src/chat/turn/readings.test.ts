import type { Action, Plan } from "@todo-chatbot/assistant";
import { message as messageSchema, taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { ChatHistory } from "../history.ts";
import { type ChatHarness, chatHarness, speaker } from "../testing/chat-harness.ts";

const unknown = "01890000-0000-7000-8000-000000000000";

describe("how a message was read", () => {
  const database = useDatabase("embedded");
  let chat: ChatHarness;
  let user: string;
  let plan: Plan;

  beforeAll(async () => {
    chat = await chatHarness(database(), {
      reader: { understand: async () => ({ plan, agreed: [...plan.agreed], isYes: false }) },
    });
  });
  beforeEach(async () => {
    user = await chat.person();
  });
  afterAll(() => chat.runs.close(1000));

  /** A plan that does the first of these and could have done the others. */
  function read(...readings: [label: string, actions: Action[]][]): Plan {
    return {
      intent: "add",
      language: "en",
      actions: readings[0]?.[1] ?? [],
      question: null,
      answer: null,
      spans: [{ type: "title", start: 0, end: 8, text: "complete" }],
      dates: [],
      readings: readings.map(([label, actions]) => ({ label, confidence: 0.5, actions })),
      cannot: [],
      agreed: [],
    };
  }

  const add = async (...titles: string[]) =>
    chat.tasks.create(
      chat.principal(user),
      titles.map((title) => taskCreate.parse({ title })),
    );
  const open = async () =>
    (await chat.tasks.openTasks(chat.principal(user)))
      .filter(({ completedAt }) => completedAt === null)
      .map(({ title }) => title);
  const say = (message: string, instead: { messageId: string; other: number }, as = user) =>
    chat.service.say(speaker(as), { message, instead }, null).then((turn) => turn.message());

  it("is kept with the answer: what was used, and what else it could have meant", async () => {
    plan = read(
      ["Add “complete 1 to 3”", [{ type: "add", tasks: [{ title: "complete 1 to 3" }] }]],
      ["Complete 1", []],
    );
    const answer = await chat.say(user, "complete 1 to 3");
    expect(answer.reading).toEqual({
      spans: [{ type: "title", start: 0, end: 8 }],
      others: ["Complete 1"],
    });
    const { items } = await new ChatHistory(database()).messages(user, answer.conversationId, { limit: 9 });
    const { conversationId: _, ...stored } = answer;
    expect(items[1]).toEqual(stored);
    expect(messageSchema.parse(items[1])).toMatchObject({ reading: { others: ["Complete 1"] } });
    expect(items[0]?.reading).toBeNull();
  });

  it("gives way to another reading, which is carried out exactly as its button said", async () => {
    const ids = (await add("One", "Two", "Three", "Four", "Five")).map(({ id }) => id);
    plan = read(
      ["Add “all done”", [{ type: "add", tasks: [{ title: "all done" }] }]],
      ["Complete 4 tasks", [{ type: "complete", ids: ids.slice(0, 4) }]],
      ["Delete “Five”, “Four”", [{ type: "delete", ids: ids.slice(3) }]],
    );
    const { id: messageId, conversationId } = await chat.say(user, "all done");
    plan = read(["Wrong", [{ type: "add", tasks: [{ title: "read again" }] }]]);
    const turn = await chat.service.say(
      speaker(user),
      { message: "Complete 4 tasks", conversationId, instead: { messageId, other: 0 } },
      null,
    );
    const done = await turn.message();
    expect(done).toMatchObject({ question: false, toolCalls: [{ name: "complete_task", status: "ok" }] });
    expect(await open()).toEqual(["Five", "all done"]);
    expect(done.undoChangeId).not.toBeNull();
    await say("Delete “Five”, “Four”", { messageId, other: 1 });
    expect(await open()).toEqual(["all done"]);
  });

  it("is only the person's own, and only what there was", async () => {
    plan = read(["A", []], ["B", [{ type: "add", tasks: [{ title: "B" }] }]]);
    const { id: messageId } = await chat.say(user, "something");
    const stranger = await chat.person();
    await expect(say("B", { messageId, other: 0 }, stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(say("B", { messageId, other: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(say("B", { messageId: unknown, other: 0 })).rejects.toMatchObject({ code: "not_found" });
    expect(await open()).toEqual([]);
  });
});
