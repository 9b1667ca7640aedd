import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../audit/log.ts";
import type { Violation } from "../contract/violation.ts";
import type { Agent, Answer, Fault } from "./agent.ts";
import { type Delegation, delegate } from "./refine.ts";

const evidence = { agent: "kubectl-ai" as const, command: "x", exitCode: 0, durationMs: 1, output: "" };
const says = (text: string): Answer => ({ ok: true, text, evidence });
const fails = (kind: Fault["kind"]): Answer => ({ ok: false, fault: { kind, message: kind }, evidence });

function agentOf(answers: Answer[], there = true, name: Agent["name"] = "kubectl-ai") {
  const prompts: string[] = [];
  const agent: Agent = {
    name,
    auditAs: "KUBECTL-AI",
    form: () => ({ kind: "text" }),
    available: async () =>
      there ? { ok: true, version: "1" } : { ok: false, reason: `${name} is not installed`, remedy: "" },
    ask: async ({ prompt }) => {
      prompts.push(prompt);
      return answers.shift() ?? fails("failed");
    },
  };
  return { agent, prompts };
}

const broken: Violation = {
  rule: "manifest/name",
  severity: "error",
  message: "the name is x",
  fix: "Name it y.",
};

function setup(agents: Agent[], more: Partial<Delegation> = {}) {
  const entries: AuditEntry[] = [];
  const delegation: Delegation = {
    task: "T016",
    artifact: "a.yaml",
    language: "yaml",
    prompt: "Write a.yaml",
    wanted: "KUBECTL-AI",
    agents,
    mode: "auto",
    builtin: () => "good from the built-in",
    judge: async (text) => (text.startsWith("good") ? [] : [broken]),
    rounds: 3,
    retries: 1,
    timeout: 1000,
    pause: 1,
    log: async (entry) => entries.push(entry),
    ...more,
  };
  return { delegation, entries };
}

describe("delegate", () => {
  it("accepts a correct answer unchanged", async () => {
    const { agent } = agentOf([says("good")]);
    const { delegation, entries } = setup([agent]);
    expect(await delegate(delegation)).toEqual({
      text: "good",
      by: "kubectl-ai",
      questions: 1,
      substituted: null,
    });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ agent: "KUBECTL-AI", fields: { event: "attempt", task: "T016" } });
  });

  it("sends back the broken rules, with their fixes and the previous answer", async () => {
    const { agent, prompts } = agentOf([says("bad"), says("good")]);
    const { delegation, entries } = setup([agent]);
    expect(await delegate(delegation)).toMatchObject({ by: "kubectl-ai", questions: 2 });
    expect(prompts[1]).toContain("Write a.yaml");
    expect(prompts[1]).toContain("Your last answer was:\nbad");
    expect(prompts[1]).toContain("- manifest/name: the name is x. Name it y.");
    expect(entries[0]?.fields?.rules).toBe("manifest/name");
  });

  it("falls back after the last round, and says why", async () => {
    const { agent, prompts } = agentOf([says("bad"), says("bad"), says("bad"), says("good")]);
    const { delegation } = setup([agent]);
    expect(await delegate(delegation)).toEqual({
      text: "good from the built-in",
      by: "builtin",
      questions: 3,
      substituted: "kubectl-ai: 1 rules still broken after 3 rounds",
    });
    expect(prompts).toHaveLength(3);
  });

  it("asks again after a temporary fault, but not after a permanent one", async () => {
    const passing = agentOf([fails("rate-limited"), says("good")]);
    expect(await delegate(setup([passing.agent]).delegation)).toMatchObject({
      by: "kubectl-ai",
      questions: 2,
    });
    const lasting = agentOf([fails("unauthorised"), says("good")]);
    expect(await delegate(setup([lasting.agent]).delegation)).toMatchObject({ by: "builtin", questions: 1 });
    const again = agentOf([fails("hang"), fails("hang"), says("good")]);
    expect(await delegate(setup([again.agent]).delegation)).toMatchObject({ by: "builtin", questions: 2 });
  });

  it("tries the agents in order: the next one, then the built-in one", async () => {
    const absent = agentOf([], false, "gordon");
    const second = agentOf([says("good")], true, "docker-agent");
    expect(await delegate(setup([absent.agent, second.agent]).delegation)).toMatchObject({
      by: "docker-agent",
      substituted: "gordon is not installed",
    });
    expect(await delegate(setup([absent.agent]).delegation)).toMatchObject({ by: "builtin", questions: 0 });
  });

  it("asks no agent in mode builtin, and does not fall back in mode real", async () => {
    const { agent, prompts } = agentOf([says("good")]);
    expect(await delegate(setup([agent], { mode: "builtin" }).delegation)).toMatchObject({ by: "builtin" });
    expect(prompts).toEqual([]);
    const absent = agentOf([], false);
    await expect(delegate(setup([absent.agent], { mode: "real" }).delegation)).rejects.toMatchObject({
      code: "check_failed",
    });
  });

  it("checks the built-in answer, too", async () => {
    await expect(delegate(setup([], { builtin: () => "bad" }).delegation)).rejects.toMatchObject({
      code: "contract_violated",
    });
  });
});
