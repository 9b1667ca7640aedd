import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent, FaultKind } from "../src/agents/agent.ts";
import { dockerAgent } from "../src/agents/docker-agents.ts";
import { kubectlAi } from "../src/agents/kubectl-ai.ts";
import { modelSettings } from "../src/agents/sandbox.ts";
import { processRunner, which } from "../src/exec/run.ts";
import { type ScriptedAnswer, type ScriptedModel, scriptedModel } from "./model.ts";

const CANARY = "canary-7f3a9c-of-the-users-home";
const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\ndata:\n  a: "b*c"\n';
const dockerfile = 'FROM node:24-slim AS run\nCMD ["node", "x.js"]\n';

interface Row {
  name: string;
  script: ScriptedAnswer[];
  expected: FaultKind | "answer";
  timeout?: number;
  url?: string;
}

/** The rows of the table of what the programs really do, as far as they concern one question. */
function rows(right: string, changes: Partial<Record<string, Row["expected"]>>): Row[] {
  const table: Row[] = [
    { name: "answers", script: [{ when: "", text: right }], expected: "answer" },
    { name: "401", script: [{ when: "", status: 401, message: "bad key" }], expected: "unauthorised" },
    { name: "429", script: [{ when: "", status: 429, message: "slow down" }], expected: "rate-limited" },
    { name: "500", script: [{ when: "", status: 500, message: "oh no" }], expected: "server-error" },
    {
      name: "429, then answers",
      script: [
        { status: 429, headers: { "retry-after": "1" } },
        { when: "", text: right },
      ],
      expected: "answer",
    },
    { name: "hangs", script: [{ when: "", hang: true }], expected: "hang", timeout: 4000 },
    {
      name: "begins, then hangs",
      script: [{ when: "", text: right.slice(0, 40), hang: true }],
      expected: "hang",
      timeout: 4000,
    },
    { name: "cuts the answer", script: [{ when: "", text: right, cut: 50 }], expected: "cut" },
    { name: "is unreachable", script: [], expected: "unreachable", url: "http://127.0.0.1:9/v1" },
    { name: "says nothing", script: [{ when: "", text: "" }], expected: "empty" },
    {
      name: "leaves its block open",
      script: [{ when: "", text: right.slice(0, -12) }],
      expected: "truncated",
    },
    {
      name: "talks and writes no block",
      script: [{ when: "", text: "I would use a ConfigMap." }],
      expected: "no-block",
    },
    {
      name: "asks to write",
      script: [
        {
          when: "",
          tool: {
            name: "kubectl",
            arguments: { command: "kubectl delete ns default", modifies_resource: "no" },
          },
        },
        { result: "", text: "I could not." },
      ],
      expected: "refused-write",
    },
    {
      name: "asks for an unknown tool",
      script: [
        { when: "", tool: { name: "launch", arguments: {} } },
        { result: "", text: "I could not." },
      ],
      expected: "unknown-tool",
    },
    {
      name: "asks to read, then answers",
      script: [
        { when: "", tool: { name: "kubectl", arguments: { command: "kubectl get secrets -o yaml" } } },
        { result: "", text: right },
      ],
      expected: "answer",
    },
    {
      name: "loops",
      script: [
        { when: "", tool: { name: "kubectl", arguments: { command: "kubectl get pods" } } },
        { result: "", tool: { name: "kubectl", arguments: { command: "kubectl get pods" } } },
      ],
      expected: "gave-up",
    },
  ];
  return table.map((row) => ({ ...row, expected: changes[row.name] ?? row.expected }));
}

const running = (marker: string) =>
  spawnSync("pgrep", ["-f", marker], { encoding: "utf8" }).stdout.trim().split("\n").filter(Boolean);

function drive(
  program: string,
  make: (url: string) => Agent,
  right: string,
  body: string,
  changes: Partial<Record<string, Row["expected"]>>,
  left: readonly string[] = [],
) {
  const there = which(program) !== null;
  describe.skipIf(!there)(`the real ${program} [needs ${program}]`, () => {
    let model: ScriptedModel;
    beforeAll(async () => {
      model = await scriptedModel();
    });
    afterAll(() => model.close());

    for (const row of rows(right, changes).filter(({ name }) => !left.includes(name)))
      it(`${row.name}: ${row.expected}`, { timeout: 60_000 }, async () => {
        model.script(row.script);
        const agent = make(row.url ?? model.url);
        expect(await agent.available()).toMatchObject({ ok: true });
        const marker = `marker-${Math.random().toString(36).slice(2)}`;
        const prompt = `Write it. ${marker}`;
        const form = agent.form("it.yaml", "dockerfile");
        const answer = await agent.ask({ prompt, form, timeout: row.timeout ?? 30_000 });
        if (row.expected === "answer") expect(answer).toMatchObject({ ok: true, text: body });
        else expect(answer).toMatchObject({ ok: false, fault: { kind: row.expected } });
        expect(running(marker)).toEqual([]);
        expect(model.asked().join()).not.toContain(CANARY);
      });
  });
}

const env = (url: string): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  OPENAI_API_KEY: "scripted-key",
  OPENAI_ENDPOINT: url,
  OPENAI_MODEL: "m",
  USERS_SECRET: CANARY,
  KUBECONFIG: process.env.KUBECONFIG,
});

drive(
  "kubectl-ai",
  (url) => kubectlAi(processRunner, modelSettings(env(url)), env(url)),
  `Here it is:\n\n\`\`\`yaml\n# BEGIN it.yaml\n${yaml}# END it.yaml\n\`\`\`\n`,
  yaml,
  {},
);
drive(
  "docker-agent",
  (url) => dockerAgent(processRunner, modelSettings(env(url)), env(url)),
  `Here it is:\n\n\`\`\`dockerfile\n${dockerfile}\`\`\`\n`,
  dockerfile,
  // Without a toolset the model is told that there are no tools, and then answers in words.
  { "asks to write": "no-block", "asks for an unknown tool": "no-block" },
  ["loops"],
);
