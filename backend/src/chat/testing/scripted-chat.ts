import { type Task, taskCreate } from "@todo-chatbot/contracts";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { useDatabase } from "../../testing/database.ts";
import { type ChatHarness, type ChatHarnessOptions, chatHarness } from "./chat-harness.ts";
import { type ScriptedAnswer, type ScriptedModel, startScriptedModel } from "./scripted-model.ts";

/** The scripted model calls one tool. */
export const call = (name: string, args: unknown): ScriptedAnswer => ({
  type: "tools",
  calls: [{ name, arguments: args }],
});

/** The scripted model says something, and is done. */
export const says = (text: string): ScriptedAnswer => ({ type: "text", text });

/** A chat that a scripted model answers. */
export interface ScriptedChat {
  readonly model: ScriptedModel;
  readonly chat: ChatHarness;
  /** The id of the person of the running test. */
  readonly user: string;
  /** What the model answers next, in turn; after the last one, that one again. */
  play(...answers: ScriptedAnswer[]): void;
  say(message: string, conversationId?: string): ReturnType<ChatHarness["say"]>;
  add(...titles: string[]): Promise<Task[]>;
  openTasks(): Promise<readonly Task[]>;
  /** The titles of the open tasks. */
  titles(): Promise<string[]>;
  /** Another chat on the same database and, unless the options say otherwise, the same model. */
  another(options: ChatHarnessOptions): Promise<ChatHarness>;
}

/**
 * Sets one up for the tests of one `describe`, each with a person of its own. Call it in the body of `describe`.
 * @param key the key the endpoint requires; none by default
 */
export function useScriptedChat(key?: string): ScriptedChat {
  const database = useDatabase("embedded");
  let model: ScriptedModel;
  let chat: ChatHarness;
  let user: string;
  const others: ChatHarness[] = [];
  const settings = () => ({ baseUrl: model.baseUrl, ...(key && { apiKey: key }) });
  beforeAll(async () => {
    model = await startScriptedModel(key ? { key } : {});
    chat = await chatHarness(database(), { model: settings() });
  });
  beforeEach(async () => {
    model.requests.length = 0;
    user = await chat.person();
  });
  afterAll(async () => {
    for (const { runs } of [chat, ...others]) await runs.close(1000);
    await model.close();
  });
  return {
    get model() {
      return model;
    },
    get chat() {
      return chat;
    },
    get user() {
      return user;
    },
    play: (...answers) => model.play(...answers),
    say: (message, conversationId) => chat.say(user, message, conversationId),
    add: (...titles) =>
      chat.tasks.create(
        chat.principal(user),
        titles.map((title) => taskCreate.parse({ title })),
      ),
    openTasks: () => chat.tasks.openTasks(chat.principal(user)),
    titles: async () => (await chat.tasks.openTasks(chat.principal(user))).map(({ title }) => title),
    another: async (options) => {
      const other = await chatHarness(database(), { ...options, model: { ...settings(), ...options.model } });
      others.push(other);
      return other;
    },
  };
}
