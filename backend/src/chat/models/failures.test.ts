import { beforeAll, describe, expect, it } from "vitest";
import type { ChatHarness } from "../testing/chat-harness.ts";
import { call, says, useScriptedChat } from "../testing/scripted-chat.ts";
import { type ScriptedAnswer, startScriptedModel } from "../testing/scripted-model.ts";
import { describeFailure, type FailureKind } from "./failure.ts";

const key = "sk-test-4f1c9be2a7";

const failures: [string, ScriptedAnswer[], FailureKind, RegExp][] = [
  [
    "401",
    [{ type: "status", status: 401, message: `Incorrect API key provided: ${key}.` }],
    "unauthorized",
    /OPENAI_API_KEY/,
  ],
  ["404", [{ type: "status", status: 404 }], "unknown_model", /OPENAI_MODEL/],
  [
    "429",
    [{ type: "status", status: 429, headers: { "retry-after": "3600" } }],
    "rate_limited",
    /60 minutes/,
  ],
  ["500", [{ type: "status", status: 500 }], "server_error", /moment/],
  ["503", [{ type: "status", status: 503 }], "server_error", /moment/],
  ["402", [{ type: "status", status: 402 }], "no_credit", /credit/],
  ["529", [{ type: "status", status: 529 }], "overloaded", /overloaded/],
  ["400", [{ type: "status", status: 400 }], "request_refused", /tools/],
  ["an error inside the stream", [{ type: "stream-error", message: `bad ${key}` }], "server_error", /moment/],
  ["silence", [{ type: "hang" }], "timeout", /in time/],
  ["silence after some words", [{ type: "hang", afterText: "I will now" }], "timeout", /in time/],
  ["a connection dropped before the answer", [{ type: "drop" }], "cut_off", /cut off/],
  ["a connection dropped in the answer", [{ type: "cut", text: "You have three" }], "cut_off", /cut off/],
  ["a stream that never says it ended", [{ type: "unfinished", text: "You have" }], "cut_off", /cut off/],
  ["a web page", [{ type: "html" }], "not_an_endpoint", /OPENAI_BASE_URL/],
  ["malformed arguments again and again", [call("add_task", '{"tasks":')], "bad_tool_calls", /actions/],
  ["unknown tools again and again", [call("rm_rf", {})], "bad_tool_calls", /actions/],
  ["endless looking", [call("list_tasks", {})], "endless", /other words/],
  [
    "a call cut by the length limit",
    [
      {
        type: "tools",
        calls: [{ name: "add_task", arguments: { tasks: [{ title: "Cut" }] } }],
        finish: "length",
      },
    ],
    "cut_off",
    /cut off/,
  ],
  ["a refusal", [{ type: "refusal", text: "I can't help with that." }], "declined", /declined/],
  ["a content filter", [{ type: "filtered", text: "You" }], "declined", /declined/],
  ["an empty answer", [{ type: "empty" }], "empty", /no answer/],
  ["thoughts alone", [{ type: "reasoning", thought: "Hmm, let me see." }], "only_thought", /no answer/],
];

const isSilent = (script: readonly ScriptedAnswer[]) => script.some(({ type }) => type === "hang");

describe("a language model that fails", () => {
  const scripted = useScriptedChat(key);
  let strict: ChatHarness;
  /** For endpoints that fall silent. */
  let hasty: ChatHarness;
  let hastyStrict: ChatHarness;
  const chatFor = (script: readonly ScriptedAnswer[]) => (isSilent(script) ? hasty : scripted.chat);

  beforeAll(async () => {
    const model = { fallback: false };
    const limits = { stallMs: 300, turnTimeoutMs: 1000 };
    strict = await scripted.another({ model, stallMs: 1500, turnTimeoutMs: 3000 });
    hasty = await scripted.another(limits);
    hastyStrict = await scripted.another({ model, ...limits });
  });

  it.each(failures)("after %s the built-in assistant answers and says why", async (_, script, kind, what) => {
    scripted.play(...script);
    const asked = chatFor(script);
    const answer = await asked.say(scripted.user, "add buy bread");
    expect(await scripted.titles()).toEqual([expect.stringMatching(/^buy bread$/i)]);
    expect(answer).toMatchObject({ status: "complete", answeredBy: { kind: "builtin" } });
    expect(answer.answeredBy?.fallbackReason).toMatch(what);
    // The reason appears once: with who answered.
    expect(answer.text).not.toMatch(what);
    expect(asked.health.status()).toMatchObject({ state: "failing", message: expect.stringMatching(what) });
    expect(asked.log.at(-1)).toContain(`"kind":"${kind}"`);
  });

  it.each(failures)(
    "after %s, with the fallback off, says what to do and changes nothing",
    async (_, script, __, what) => {
      scripted.play(...script);
      const answer = await (isSilent(script) ? hastyStrict : strict).say(scripted.user, "add buy bread");
      expect(await scripted.titles()).toEqual([]);
      expect(answer).toMatchObject({ status: "failed", answeredBy: { kind: "model" } });
      expect(answer.text).toMatch(what);
    },
  );

  it("never shows the key: not in answers, not in the log", async () => {
    for (const [, script] of failures) {
      scripted.play(...script);
      const answer = await chatFor(script).say(await scripted.chat.person(), "hello");
      expect(JSON.stringify(answer)).not.toContain(key);
    }
    expect([...scripted.chat.log, ...hasty.log].join("\n")).not.toContain(key);
    expect(scripted.model.requests.every(({ authorization }) => authorization === `Bearer ${key}`)).toBe(
      true,
    );
  });

  it("says that there is no route to the model", async () => {
    const gone = await startScriptedModel();
    await gone.close();
    const lost = await scripted.another({ model: { baseUrl: gone.baseUrl, name: "gone" } });
    const answer = await lost.say(scripted.user, "add buy bread");
    expect(answer.answeredBy?.fallbackReason).toMatch(/could not be reached.*OPENAI_BASE_URL/);
    expect(await scripted.titles()).toEqual([expect.stringMatching(/^buy bread$/i)]);
  });

  it("stops calling an endpoint after several turns without an answer, and then lets one turn try it", async () => {
    let clock = 0;
    const patient = await scripted.another({ now: () => clock });
    const unreachable = describeFailure("unreachable", "test-model");
    scripted.play(says("I am here."));
    // One failed turn does not affect others.
    patient.health.failed(unreachable);
    expect((await patient.say(scripted.user, "hello")).text).toBe("I am here.");
    for (let turn = 0; turn < 3; turn++) patient.health.failed(unreachable);
    expect((await patient.say(scripted.user, "hello")).answeredBy?.fallbackReason).toMatch(
      /could not be reached/,
    );
    clock += 31_000;
    expect(patient.health.resting()).toBeNull();
    // While one tries, the others do not wait with it.
    expect(patient.health.resting()).toEqual(unreachable);
    patient.health.failed(unreachable);
    expect(patient.health.resting()).toEqual(unreachable);
    clock += 31_000;
    expect((await patient.say(scripted.user, "hello")).text).toBe("I am here.");
    expect(patient.health.resting()).toBeNull();
    expect(patient.health.status().state).toBe("ready");
  });

  it("after the model has changed something, the built-in assistant does not step in", async () => {
    scripted.play(call("add_task", { tasks: [{ title: "Buy bread" }] }), { type: "status", status: 500 });
    const answer = await scripted.say("add buy bread");
    expect(await scripted.titles()).toEqual(["Buy bread"]);
    expect(answer).toMatchObject({ status: "failed", answeredBy: { kind: "model" } });
    expect(answer.text).toMatch(/failed on its own server.*Added “Buy bread”/s);
  });
});
