import { afterAll, beforeAll, expect, it } from "vitest";
import { type ScriptedModel, scriptedModel } from "./model.ts";

let model: ScriptedModel;
beforeAll(async () => {
  model = await scriptedModel();
});
afterAll(() => model.close());

const ask = (messages: object[], more: object = {}) =>
  fetch(`${model.url}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "m", messages, ...more }),
  });
const user = (content: string) => ({ role: "user", content });

it("gives each answer under its conditions, and records what it was asked", async () => {
  const tool = { name: "kubectl", arguments: { command: "kubectl get pods" } };
  model.script([
    { status: 429, headers: { "retry-after": "1" } },
    { when: "pods", tool },
    { result: "Running", text: "They run." },
  ]);
  const busy = await ask([user("pods")]);
  expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "1"]);
  const calls = [
    { type: "function", function: { name: "kubectl", arguments: '{"command":"kubectl get pods"}' } },
  ];
  expect(await (await ask([user("pods")])).json()).toMatchObject({
    choices: [{ message: { content: null, tool_calls: calls }, finish_reason: "tool_calls" }],
  });
  expect(await (await ask([user("pods"), { role: "tool", content: "Running" }])).json()).toMatchObject({
    choices: [{ message: { content: "They run." }, finish_reason: "stop" }],
  });
  expect((await ask([user("something else")])).status).toBe(400);
  expect(model.asked()).toHaveLength(4);
  expect(model.asked().join()).toContain("something else");
});

it("streams an answer, and can break it off", async () => {
  model.script([{ text: "a word" }, { text: "a word", cut: 3 }]);
  const streamed = await (await ask([user("")], { stream: true })).text();
  expect(streamed).toContain('"content":"a word"');
  expect(streamed).toMatch(/data: \[DONE\]\n\n$/);
  await expect((await ask([user("")], { stream: true })).text()).rejects.toThrow();
});
