import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Agent } from "../src/agents/agent.ts";
import { writeDockerfile } from "../src/agents/builtin/dockerfile.ts";
import { writeTemplate } from "../src/agents/builtin/template.ts";
import { dockerAgent } from "../src/agents/docker-agents.ts";
import { kubectlAi } from "../src/agents/kubectl-ai.ts";
import { dockerfilePrompt, manifestPrompt } from "../src/agents/prompts.ts";
import { type Delegation, delegate } from "../src/agents/refine.ts";
import { modelSettings } from "../src/agents/sandbox.ts";
import type { AuditEntry } from "../src/audit/log.ts";
import { parseDockerfile } from "../src/contract/dockerfile/model.ts";
import { dockerfileRules } from "../src/contract/dockerfile/rules.ts";
import { loadContract } from "../src/contract/load.ts";
import { defaultValues } from "../src/contract/manifest/expect.ts";
import { judgeTemplate } from "../src/contract/manifest/judge.ts";
import { manifestsOf } from "../src/contract/manifest/manifests.ts";
import { judge } from "../src/contract/violation.ts";
import { processRunner, which } from "../src/exec/run.ts";
import { type ScriptedModel, scriptedModel } from "./model.ts";

const contract = loadContract(resolve(import.meta.dirname, "fixtures/guestbook/deploy.yaml"));
const [service] = contract.services;
const image = service?.image;
const [manifest] = manifestsOf(contract);
if (!service || !image || !manifest) throw new Error("the fixture has no service");

const chart = mkdtempSync(join(tmpdir(), "chart-"));
mkdirSync(join(chart, "templates"));
writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: guestbook\nversion: 0.3.0\n");

let model: ScriptedModel;
beforeAll(async () => {
  model = await scriptedModel();
});
afterAll(() => model?.close());

const REFINED = "It breaks these rules";

function drive(
  program: string,
  needs: readonly string[],
  right: string,
  wrong: string,
  rule: string,
  asks: number,
  setup: (env: NodeJS.ProcessEnv) => [Agent, Partial<Delegation>],
  wrap: (text: string) => string,
) {
  describe.skipIf(!needs.every((each) => which(each)))(
    `the real ${program} under its contract [needs ${needs.join(" and ")}]`,
    { timeout: 180_000 },
    () => {
      async function run() {
        const env = {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          OPENAI_API_KEY: "scripted-key",
          OPENAI_ENDPOINT: model.url,
        };
        const entries: AuditEntry[] = [];
        const [agent, own] = setup(env);
        const answer = await delegate({
          ...{
            task: "T",
            artifact: manifest?.file ?? "",
            language: "dockerfile",
            prompt: "",
            wanted: agent.auditAs,
          },
          ...{ agents: [agent], mode: "auto", rounds: 3, retries: 1, timeout: 60_000, pause: 1 },
          ...{ builtin: () => right, judge: async () => [] },
          log: async (entry: AuditEntry) => entries.push(entry),
          ...own,
        } as Delegation);
        // kubectl-ai now and then does not end after it has answered: asked again, as it should be, and set aside here.
        const told = entries.filter(({ result }) => !result.startsWith("hang: "));
        return { answer, told, hangs: entries.length - told.length };
      }

      it("a right answer is taken as it stands", async () => {
        model.script([{ when: "", text: wrap(right) }]);
        const { answer, hangs } = await run();
        expect(answer).toMatchObject({ by: program, questions: 1 + hangs, substituted: null, text: right });
      });

      it("a wrong answer goes back with its rule, and the next one is taken", async () => {
        model.script([
          { when: REFINED, text: wrap(right) },
          { when: "", text: wrap(wrong) },
        ]);
        const { answer, told, hangs } = await run();
        expect(answer).toMatchObject({ by: program, questions: 2 + hangs, text: right });
        expect(told[0]?.fields?.rules).toBe(rule);
        expect(model.asked().at(-1)).toContain(rule);
      });

      it("an answer that never gets right is substituted, and the reason kept", async () => {
        model.script([{ when: "", text: wrap(wrong) }]);
        const { answer, told, hangs } = await run();
        expect(answer).toMatchObject({
          by: "builtin",
          questions: 3 + hangs,
          text: right,
          substituted: `${program}: 1 rules still broken after 3 rounds`,
        });
        expect(told.map(({ fields }) => fields?.rules)).toEqual([rule, rule, rule]);
      });

      it("a fault that passes is asked again", async () => {
        // After a cut answer one program asks three times by itself, the other once: only then is it ours to retry.
        model.script([
          { when: "", text: wrap(right), cut: 60, times: asks },
          { when: "", text: wrap(right) },
        ]);
        const { answer, told } = await run();
        expect(answer).toMatchObject({ by: program, text: right });
        expect(told[0]?.result).toMatch(/^cut: /);
      });
    },
  );
}

const rightDockerfile = writeDockerfile(service, image);
drive(
  "docker-agent",
  ["docker-agent"],
  rightDockerfile,
  rightDockerfile.replace("USER 10001:10001", "USER root"),
  "dockerfile/user",
  1,
  (env) => [
    dockerAgent(processRunner, modelSettings(env), env),
    {
      prompt: dockerfilePrompt(contract, service, image),
      judge: async (text) => judge(dockerfileRules, { file: parseDockerfile(text), service, image }),
    },
  ],
  (text) => `Here it is:\n\n\`\`\`dockerfile\n${text}\`\`\`\n`,
);

const rightTemplate = writeTemplate(contract, manifest);
drive(
  "kubectl-ai",
  ["kubectl-ai", "helm"],
  rightTemplate,
  rightTemplate.replace("{{ .Values.page.replicas }}", "2"),
  "manifest/replicas",
  3,
  (env) => [
    kubectlAi(processRunner, modelSettings(env), env),
    {
      prompt: manifestPrompt(contract, manifest),
      judge: (text) =>
        judgeTemplate(
          processRunner,
          contract,
          { folder: chart, overlay: new Map(), release: "g", namespace: "guestbook" },
          manifest,
          text,
          defaultValues(contract),
        ),
    },
  ],
  (text) => `Here it is:\n\n\`\`\`yaml\n# BEGIN ${manifest.file}\n${text}# END ${manifest.file}\n\`\`\`\n`,
);
