import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";

const MODULE = resolve(import.meta.dirname, "../../../shared/tools/agents/model.mjs");

/** Whether the scripted model is there (it lies beside the project). */
export const modelIsThere = existsSync(MODULE);

export interface ScriptedAnswer {
  when?: string;
  result?: string;
  times?: number;
  delay?: number;
  status?: number;
  message?: string;
  headers?: Record<string, string>;
  text?: string;
  tool?: { name: string; arguments: unknown };
  cut?: number;
  hang?: boolean;
}

export interface ScriptedModel {
  url: string;
  script(answers: ScriptedAnswer[]): Promise<void>;
  /** Everything it was asked since the script was set, as text. */
  asked(): Promise<string[]>;
  close(): Promise<void>;
}

/** An OpenAI-compatible endpoint on this machine that says what a script says. */
export async function scriptedModel(): Promise<ScriptedModel> {
  const { createModel } = (await import(MODULE)) as { createModel(script: ScriptedAnswer[]): Server };
  const server = createModel([]);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/v1`,
    async script(answers) {
      await fetch(`${origin}/script`, { method: "PUT", body: JSON.stringify(answers) });
    },
    async asked() {
      const requests = (await (await fetch(`${origin}/requests`)).json()) as unknown[];
      return requests.map((request) => JSON.stringify(request));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
