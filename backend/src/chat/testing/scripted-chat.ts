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
  /** Another chat on the same database and model. */
  another(settings: ChatHarnessOptions["model"]): Promise<ChatHarness>;
}

/** Sets one up for the tests of one `describe`, each with a person of its own. Call it in the body of `describe`. */
export function useScriptedChat(): ScriptedChat {
  const database = useDatabase("embedded");
  let model: ScriptedModel;
  let chat: ChatHarness;
  let user: string;
  beforeAll(async () => {
    model = await startScriptedModel();
    chat = await chatHarness(database(), { model: { baseUrl: model.baseUrl } });
  });
  beforeEach(async () => {
    model.requests.length = 0;
    user = await chat.person();
  });
  afterAll(async () => {
    await chat.runs.close(1000);
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
    another: (settings) => chatHarness(database(), { model: { baseUrl: model.baseUrl, ...settings } }),
  };
}
