import { taskCreate } from "@todo-chatbot/contracts";
import { describe, expect, it } from "vitest";
import { call, says, useScriptedChat } from "../testing/scripted-chat.ts";
import { tokensOf } from "./tokens.ts";

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

describe("the tasks as a language model sees them", () => {
  const scripted = useScriptedChat();

  const told = (request = 0) => String(scripted.model.requests[request]?.body.messages[0]?.content);
  const sent = () => JSON.stringify(scripted.model.requests);

  it("have handles, which become ids in what is done and stored", async () => {
    const [, bread] = await scripted.add("Buy milk", "Buy bread");
    scripted.play(
      call("complete_task", { ids: ["t2"] }),
      call("list_tasks", { status: "completed" }),
      call("update_task", { changes: [{ id: "t2", title: "Buy rye bread" }] }),
      says("Done."),
    );
    const answer = await scripted.say("bread is done, and it was rye");
    expect(answer.toolCalls.map(({ status }) => status)).toEqual(["ok", "ok", "ok"]);
    expect(answer.toolCalls[0]?.arguments).toEqual({ ids: [bread?.id] });
    expect(answer.tasks).toMatchObject([{ id: bread?.id, title: "Buy rye bread" }]);
    expect(sent()).not.toMatch(uuid);
    expect(sent()).toContain('{\\"ids\\":[\\"t2\\"]}');
  });

  it("are refused for an unknown handle, with the known ones", async () => {
    await scripted.add("Buy milk", "Buy bread");
    scripted.play(call("complete_task", { ids: ["t2", "t9"] }), says("Bread is done."));
    const answer = await scripted.say("bread and t9 are done");
    expect(answer.toolCalls).toMatchObject([
      {
        status: "ok",
        result: { tasks: [{ title: "Buy bread" }], errors: [{ index: 1, code: "not_found" }] },
      },
    ]);
    const result = scripted.model.requests[1]?.body.messages.at(-1)?.content;
    expect(result).toContain('"errors":[{"id":"t9","detail":"There is no such task."}]');
    expect(result).toContain("The tasks you know are t1 to t2; list_tasks finds others.");
  });

  it("may still be named by a UUID, but not those of other people", async () => {
    const [milk] = await scripted.add("Buy milk");
    const other = await scripted.chat.person();
    const [theirs] = await scripted.chat.tasks.create(scripted.chat.principal(other), [
      taskCreate.parse({ title: "Secret" }),
    ]);
    scripted.play(call("complete_task", { ids: [milk?.id, theirs?.id] }), says("Done."));
    const answer = await scripted.say("milk is done");
    expect(answer.tasks.map(({ title }) => title)).toEqual(["Buy milk"]);
    expect(await scripted.chat.tasks.openTasks(scripted.chat.principal(other))).toHaveLength(1);
  });

  it("are numbered anew in each turn", async () => {
    const [milk, bread] = await scripted.add("Buy milk", "Buy bread");
    scripted.play(call("complete_task", { ids: ["t1"] }), says("Done."));
    const first = await scripted.say("milk is done");
    expect(first.tasks).toMatchObject([{ id: milk?.id }]);
    scripted.play(call("complete_task", { ids: ["t1"] }), says("Done."));
    const second = await scripted.say("the first one too", first.conversationId);
    expect(second.tasks).toMatchObject([{ id: bread?.id }]);
  });

  it("are those a message may refer to, for a long list, at constant cost", async () => {
    scripted.play(says("Nothing."));
    const cost: number[] = [];
    for (const more of [100, 400, 500]) {
      for (let at = 0; at < more; at += 100)
        await scripted.add(...Array.from({ length: 100 }, (_, k) => `Sort the papers of box ${at + k}`));
      if (more === 400) await scripted.add("Ring the plumber", "Pay the plumbers");
      scripted.model.requests.length = 0;
      await scripted.say("the plumber is done");
      cost.push(tokensOf(told()));
    }
    expect(told()).toMatch(/Ring the plumber.*Pay the plumbers/s);
    expect(told()).toContain('"moreTasks":952');
    expect(Math.max(...cost) / Math.min(...cost)).toBeLessThan(1.05);
  });
});
