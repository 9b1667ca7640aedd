import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FaultKind } from "../src/agents/agent.ts";
import { kagent } from "../src/agents/kagent.ts";
import { type Forward, forward } from "../src/cluster/forward.ts";
import { processRunner, which } from "../src/exec/run.ts";
import type { ScriptedAnswer } from "./model.ts";
import { Project } from "./project.ts";
import { realProject } from "./real.ts";

const CONTEXT = process.env.KAGENT_TEST_CONTEXT ?? "minikube";
const probe = which("kubectl")
  ? spawnSync(
      "kubectl",
      ["--context", CONTEXT, "-n", "kagent", "get", "service", "kagent-controller", "model"],
      {
        timeout: 10_000,
      },
    )
  : null;
const there = probe?.status === 0;
const WHERE = ["--context", CONTEXT, "--namespace", "kagent"];
const right = '```json\n{"healthy": true, "pods": [], "summary": "all well"}\n```';

let model: Forward;
async function script(answers: ScriptedAnswer[]) {
  await expect
    .poll(
      () =>
        fetch(`${model.url}/v1/models`).then(
          (response) => response.ok,
          () => false,
        ),
      { timeout: 15_000 },
    )
    .toBe(true);
  await fetch(`${model.url}/script`, { method: "PUT", body: JSON.stringify(answers) });
}
const asked = async () => (await fetch(`${model.url}/requests`)).text();

beforeAll(async () => {
  if (there) model = await forward(WHERE, "model", 9911);
});
afterAll(() => model?.stop());

interface Row {
  name: string;
  script: ScriptedAnswer[];
  expected: FaultKind | "answer";
  timeout?: number;
}
const rows: Row[] = [
  { name: "answers", script: [{ when: "", text: right }], expected: "answer" },
  { name: "401", script: [{ when: "", status: 401 }], expected: "unauthorised" },
  { name: "429", script: [{ when: "", status: 429 }], expected: "rate-limited" },
  { name: "500", script: [{ when: "", status: 500 }], expected: "server-error" },
  { name: "hangs", script: [{ when: "", hang: true }], expected: "hang", timeout: 8000 },
  // Its Python runtime says "Connection error." for both, so a cut answer cannot be told from no connection.
  { name: "cuts the answer", script: [{ when: "", text: right, cut: 20 }], expected: "unreachable" },
  { name: "says nothing", script: [{ when: "", text: "" }], expected: "empty" },
  { name: "talks and gives no JSON", script: [{ when: "", text: "All is well." }], expected: "no-block" },
  {
    name: "asks for an unknown tool",
    script: [{ when: "", tool: { name: "launch", arguments: {} } }],
    expected: "unknown-tool",
  },
  {
    name: "asks the user",
    script: [
      {
        when: "",
        tool: { name: "ask_user", arguments: { questions: [{ question: "Which namespace?" }] } },
      },
    ],
    expected: "asks-user",
  },
];

describe.skipIf(!there)("the real kagent [needs kagent with the scripted model in the cluster]", () => {
  const agentOf = (name: string) =>
    kagent(processRunner, { context: CONTEXT, namespace: "kagent", agent: name }, process.env);

  for (const row of rows)
    it(`${row.name}: ${row.expected}`, { timeout: 120_000 }, async () => {
      await script(row.script);
      const agent = agentOf("k8s-agent");
      const answer = await agent.ask({
        prompt: "Analyze the health of all pods.",
        form: agent.form("answer", "json"),
        timeout: row.timeout ?? 60_000,
      });
      if (row.expected === "answer") expect(answer).toMatchObject({ ok: true });
      else expect(answer).toMatchObject({ ok: false, fault: { kind: row.expected } });
    });

  it("answers with the Go runtime, which its own command line cannot ask", { timeout: 120_000 }, async () => {
    await script([{ when: "", text: right }]);
    const agent = agentOf("k8s-agent-go");
    expect(await agent.available()).toMatchObject({ ok: true });
    const answer = await agent.ask({ prompt: "Well?", form: agent.form("answer", "json"), timeout: 60_000 });
    expect(answer).toMatchObject({ ok: true, text: expect.stringContaining('"healthy": true') });
  });

  it("an agent that does not exist is not available", { timeout: 60_000 }, async () => {
    expect(await agentOf("nobody").available()).toMatchObject({
      ok: false,
      reason: "kagent has no agent nobody",
    });
  });
});

const advice = (page: object, store: object) =>
  `\`\`\`json\n${JSON.stringify({ services: { "guestbook-page": page, "guestbook-store": store }, summary: "sized" })}\n\`\`\``;
const sound = advice(
  { requests: { cpu: "30m", memory: "64Mi" }, limits: { cpu: "220m", memory: "120Mi" } },
  { requests: { cpu: "12m", memory: "64Mi" }, limits: { cpu: "120m", memory: "120Mi" } },
);
const absurd = advice(
  { requests: { cpu: "64", memory: "1Mi" }, limits: { cpu: "1m", memory: "900Gi" } },
  { requests: { cpu: "64", memory: "1Mi" }, limits: { cpu: "1m", memory: "900Gi" } },
);

describe.skipIf(!there)("kagent in a whole run [needs kagent with the scripted model in the cluster]", () => {
  const secret = "a-secret-nobody-may-be-told";
  const folder = there ? realProject("guestbook-kagent", 30181, `WRITE_KEY=${secret}\n`) : "";
  const app = new Project(folder, process.env);
  afterAll(async () => {
    if (there) await app.run(["down", "--yes"]);
  }, 200_000);

  const up = (...more: string[]) => app.up("--agents", "builtin,kagent=auto", ...more);

  it("refuses absurd advice and says so; the formula's numbers are applied", {
    timeout: 400_000,
  }, async () => {
    await script([
      { when: "Analyze the health", text: right },
      { when: "Analyze CPU", text: absurd },
    ]);
    const ended = await up();
    expect(ended.code, ended.output).toBe(0);
    expect(ended.task("T029")).toMatchObject({ result: "[KAGENT]" });
    expect(ended.task("T030")).toMatchObject({
      result: expect.stringContaining("by builtin; advice outside the bounds was refused"),
      substituted: expect.stringContaining("guestbook-page: requests.cpu 64 is outside 10m to"),
    });
    const log = readFileSync(join(folder, "delegations.log"), "utf8");
    expect(log).toMatch(
      /\[BUILTIN\] prompt="Analyze CPU.*for="KAGENT".*refused="guestbook-page: requests.cpu 64 is outside/,
    );
    expect(await asked()).not.toContain(secret);
  });

  it("applies sound advice inside the bounds", { timeout: 400_000 }, async () => {
    await script([
      { when: "Analyze the health", text: right },
      { when: "Analyze CPU", text: sound },
    ]);
    const ended = await up("--from", "T028");
    expect(ended.code, ended.output).toBe(0);
    expect(ended.task("T030")).toMatchObject({ result: expect.stringContaining("by kagent") });
    const live = spawnSync(
      "kubectl",
      [
        "--context",
        CONTEXT,
        "-n",
        "guestbook-kagent",
        "get",
        "deployment",
        "guestbook-page",
        "-o",
        "jsonpath={.spec.template.spec.containers[0].resources}",
      ],
      { encoding: "utf8" },
    );
    expect(JSON.parse(live.stdout)).toEqual({
      requests: { cpu: "30m", memory: "64Mi" },
      limits: { cpu: "220m", memory: "120Mi" },
    });
    expect(await asked()).not.toContain(secret);
    expect((await app.run(["audit", "verify"])).code).toBe(0);
  });
});
