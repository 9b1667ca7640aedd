import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Agent } from "../agents/agent.ts";
import { mayRetry } from "../agents/agent.ts";
import { Problem } from "../errors.ts";
import { type Context, record } from "../run/context.ts";
import type { Handle } from "../run/handle.ts";
import { agentsFor } from "./agents.ts";

export const healthAnswer = z.object({
  healthy: z.boolean(),
  pods: z
    .array(
      z.object({
        name: z.string(),
        state: z.string(),
        problem: z.string().nullish(),
        cause: z.string().nullish(),
        fix: z.string().nullish(),
      }),
    )
    .default([]),
  summary: z.string().default(""),
});

const quantity = z.union([z.string(), z.number()]).transform(String);
const resources = z.object({ cpu: quantity, memory: quantity });
export const sizingAnswer = z.object({
  services: z.record(z.string(), z.object({ requests: resources, limits: resources })),
  summary: z.string().default(""),
});

export interface Advice<T> {
  value: T | null;
  by: string;
  /** Why the built-in analysis was used; null if an agent answered. */
  substituted: string | null;
}

/**
 * Asks the analysing agents one question whose answer is JSON with a given schema. `refuse` explains what is wrong with
 * an otherwise valid answer, which is sent back to the agent. The value is null if no agent gave an acceptable one.
 */
export async function askForAdvice<T>(
  context: Context,
  task: Handle,
  prompt: string,
  schema: z.ZodType<T>,
  note: (message: string) => void,
  refuse: (value: T) => string[] = () => [],
): Promise<Advice<T>> {
  const { agents, mode } = agentsFor(context, context.contract.agents.analysis);
  const reasons: string[] = [];
  for (const agent of mode === "builtin" ? [] : agents) {
    const there = await agent.available();
    if (!there.ok) {
      reasons.push(there.reason);
      continue;
    }
    const answer = await rounds(context, task, agent, prompt, schema, note, refuse);
    if (answer.value !== null) return { value: answer.value, by: agent.name, substituted: null };
    reasons.push(`${agent.name}: ${answer.why}`);
  }
  if (mode === "real")
    throw new Problem(
      "check_failed",
      `No agent answered: ${reasons.join("; ")}.`,
      "Allow the built-in analysis: --agents auto.",
    );
  const why = mode === "builtin" ? "only the built-in agent was asked for" : reasons.join("; ");
  return { value: null, by: "builtin", substituted: why };
}

async function rounds<T>(
  context: Context,
  task: Handle,
  agent: Agent,
  prompt: string,
  schema: z.ZodType<T>,
  note: (message: string) => void,
  refuse: (value: T) => string[],
): Promise<{ value: T | null; why: string }> {
  const { rounds: most, timeout, pause, signal } = context.delegation;
  let { retries } = context.delegation;
  let question = prompt;
  let why = "";
  for (let round = 1, asked = 1; round <= most; asked += 1) {
    const answer = await agent.ask({ prompt: question, form: agent.form("answer", "json"), timeout, signal });
    if (signal.aborted) throw new Problem("interrupted", "The run was interrupted.");
    const log = (result: string) =>
      record(context, task, {
        agent: agent.auditAs,
        prompt,
        result,
        fields: { event: "attempt", attempt: asked, via: agent.name },
      });
    if (!answer.ok) {
      why = answer.fault.message;
      await log(`${answer.fault.kind}: ${why}`);
      note(`${agent.name}: ${why}`);
      if (!mayRetry(answer.fault) || retries <= 0) return { value: null, why };
      retries -= 1;
      await sleep(pause);
      continue;
    }
    const faults = check(answer.text, schema, refuse);
    if (!Array.isArray(faults)) {
      await log("answer accepted");
      return { value: faults.value, why: "" };
    }
    why = `advice refused: ${faults.join("; ")}`;
    await log(why);
    note(`${agent.name}: ${why}`);
    question = `${prompt}\nYour last answer was refused:\n${faults.map((fault) => `- ${fault}`).join("\n")}\nAnswer again.\n`;
    round += 1;
  }
  return { value: null, why };
}

function check<T>(
  text: string,
  schema: z.ZodType<T>,
  refuse: (value: T) => string[],
): { value: T } | string[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return ["the answer is no JSON"];
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  const faults = refuse(parsed.data);
  return faults.length ? faults : { value: parsed.data };
}
