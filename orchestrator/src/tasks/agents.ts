import type { Agent } from "../agents/agent.ts";
import type { AgentMode } from "../agents/refine.ts";
import type { AgentName } from "../contract/schema.ts";
import type { Context } from "../run/context.ts";

/** The agents that a task may ask, and whether the built-in one may or must answer. */
export function agentsFor(
  context: Context,
  names: readonly AgentName[],
): { agents: Agent[]; mode: AgentMode } {
  const allowed = names.filter((name) => context.modeOf(name) !== "builtin");
  const agents = allowed.flatMap((name) => context.agents.get(name) ?? []);
  const mode =
    allowed.length === 0
      ? "builtin"
      : allowed.some((name) => context.modeOf(name) === "real")
        ? "real"
        : "auto";
  return { agents, mode };
}
