import { setTimeout as sleep } from "node:timers/promises";
import type { AuditAgent } from "../audit/line.ts";
import type { AuditEntry } from "../audit/log.ts";
import type { AgentName } from "../contract/schema.ts";
import type { Violation } from "../contract/violation.ts";
import { Problem } from "../errors.ts";
import { sha256 } from "../files.ts";
import { type Agent, type Fault, mayRetry } from "./agent.ts";
import { fillPrompt } from "./prompts.ts";

/** Who may answer: real agents with the built-in one as fallback, only real ones, or only the built-in one. */
export type AgentMode = "auto" | "real" | "builtin";

/** One artifact to be written. */
export interface Delegation {
  /** The task it belongs to, for the log. */
  task: string;
  /** File name, used in the markers around the answer. */
  artifact: string;
  language: string;
  prompt: string;
  /** The agent that the log expects here; a substitute names it in `for`. */
  wanted: AuditAgent;
  agents: readonly Agent[];
  mode: AgentMode;
  builtin(): string;
  judge(text: string): Promise<Violation[]>;
  rounds: number;
  retries: number;
  /** Milliseconds per question. */
  timeout: number;
  /** Milliseconds before a question is repeated after a fault. */
  pause: number;
  prompts?: string;
  signal?: AbortSignal;
  log(entry: AuditEntry): Promise<unknown>;
  say?(message: string): void;
}

export interface Delegated {
  text: string;
  by: AgentName | "builtin";
  /** How many questions were asked before this answer. */
  questions: number;
  /** Why the expected agent did not write it; null if it did. */
  substituted: string | null;
}

const errorsOf = (violations: readonly Violation[]) =>
  violations.filter(({ severity }) => severity === "error");

/** The violations as listed in a prompt. */
export const listViolations = (violations: readonly Violation[]) =>
  violations.map(({ rule, message, fix }) => `- ${rule}: ${message}. ${fix}`).join("\n");

/** Ends early, without an error, when the signal aborts. */
const pauseFor = (milliseconds: number, signal?: AbortSignal) =>
  sleep(milliseconds, undefined, signal && { signal }).catch(() => {});

interface Outcome {
  text: string | null;
  questions: number;
  why: string;
}

/** Asks one agent until its answer breaks no rule, its rounds are used up, or it fails permanently. */
async function askAgent(delegation: Delegation, agent: Agent): Promise<Outcome> {
  let prompt = delegation.prompt;
  let questions = 0;
  let retriesLeft = delegation.retries;
  let round = 1;
  const attempt = (result: string, violations?: readonly Violation[]) =>
    delegation.log({
      agent: agent.auditAs,
      prompt: delegation.prompt,
      result,
      fields: {
        task: delegation.task,
        event: "attempt",
        attempt: questions,
        via: agent.name,
        ...(violations ? { rules: violations.map(({ rule }) => rule).join(",") } : {}),
      },
    });
  for (;;) {
    questions += 1;
    const answer = await agent.ask({
      prompt,
      form: agent.form(delegation.artifact, delegation.language),
      timeout: delegation.timeout,
      ...(delegation.signal ? { signal: delegation.signal } : {}),
    });
    if (delegation.signal?.aborted) throw new Problem("interrupted", "The run was interrupted.");
    if (!answer.ok) {
      const fault: Fault = answer.fault;
      await attempt(`${fault.kind}: ${fault.message}`);
      delegation.say?.(`${agent.name}: ${fault.message}`);
      if (mayRetry(fault) && retriesLeft > 0) {
        retriesLeft -= 1;
        await pauseFor(delegation.pause, delegation.signal);
        continue;
      }
      return { text: null, questions, why: `${agent.name}: ${fault.message}` };
    }
    const violations = await delegation.judge(answer.text);
    const errors = errorsOf(violations);
    if (!errors.length) {
      await attempt(`answer accepted, sha256 ${sha256(answer.text).slice(0, 16)}`);
      return { text: answer.text, questions, why: "" };
    }
    await attempt(`answer breaks ${errors.length} rules: ${errors[0]?.message}`, errors);
    delegation.say?.(`${agent.name}, round ${round}: ${errors.length} rules broken`);
    if (round >= delegation.rounds)
      return {
        text: null,
        questions,
        why: `${agent.name}: ${errors.length} rules still broken after ${round} rounds`,
      };
    round += 1;
    prompt = fillPrompt(
      "refine",
      { prompt: delegation.prompt, previous: answer.text, violations: listViolations(errors) },
      delegation.prompts,
    );
  }
}

/**
 * Has an artifact written by the first available agent whose answer breaks no rule, otherwise by the built-in one.
 * Every
 * returned answer has been checked and is unedited.
 * @throws Problem `check_failed` in mode `real` if no agent succeeded; `contract_violated` if the built-in answer
 * breaks a rule
 */
export async function delegate(delegation: Delegation): Promise<Delegated> {
  const reasons: string[] = [];
  let questions = 0;
  for (const agent of delegation.mode === "builtin" ? [] : delegation.agents) {
    const there = await agent.available();
    if (!there.ok) {
      reasons.push(there.reason);
      continue;
    }
    const outcome = await askAgent(delegation, agent);
    questions += outcome.questions;
    if (outcome.text !== null) {
      const standIn = agent === delegation.agents[0] ? null : reasons.join("; ") || null;
      return { text: outcome.text, by: agent.name, questions, substituted: standIn };
    }
    reasons.push(outcome.why);
  }
  const why = delegation.mode === "builtin" ? "only the built-in agent was asked for" : reasons.join("; ");
  if (delegation.mode === "real")
    throw new Problem(
      "check_failed",
      `No agent wrote ${delegation.artifact}: ${why}.`,
      "Install one (infra-orchestrator doctor says how), or allow the built-in one: --agents auto.",
    );
  const text = delegation.builtin();
  const errors = errorsOf(await delegation.judge(text));
  if (errors.length)
    throw new Problem(
      "contract_violated",
      `${delegation.artifact} breaks its contract:\n${listViolations(errors)}`,
      "Correct deploy.yaml or the chart's helpers.",
    );
  return { text, by: "builtin", questions, substituted: why };
}
