import { afterAll, beforeAll, beforeEach } from "vitest";
import type { Database } from "../../database/client.ts";
import { type ChatHarness, chatHarness } from "./chat-harness.ts";
import { type ScriptedModel, startScriptedModel } from "./scripted-model.ts";

/** The chat with either assistant over one database, and a new person for each test. */
export interface BothAssistants {
  server: ScriptedModel;
  builtin: ChatHarness;
  model: ChatHarness;
  user: string;
}

/**
 * Prepares both assistants for the tests of the enclosing `describe`.
 * @returns an object whose fields are set once a test runs
 */
export function useBothAssistants(database: () => Database): BothAssistants {
  const both = {} as BothAssistants;
  beforeAll(async () => {
    both.server = await startScriptedModel();
    both.builtin = await chatHarness(database());
    both.model = await chatHarness(database(), { model: { baseUrl: both.server.baseUrl } });
  });
  beforeEach(async () => {
    both.user = await both.builtin.person();
  });
  afterAll(async () => {
    await both.builtin.runs.close(1000);
    await both.model.runs.close(1000);
    await both.server.close();
  });
  return both;
}
