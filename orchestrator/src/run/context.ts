import { join } from "node:path";
import type { Agent } from "../agents/agent.ts";
import type { AgentMode } from "../agents/refine.ts";
import type { AuditEntry, AuditLog } from "../audit/log.ts";
import type { Cluster, Daemon } from "../cluster/cluster.ts";
import type { Docker } from "../cluster/docker.ts";
import type { Helm } from "../cluster/helm.ts";
import type { Kubectl } from "../cluster/kubectl.ts";
import type { AgentName, Contract } from "../contract/schema.ts";
import type { Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Handle } from "./handle.ts";
import type { RunState } from "./state.ts";

/** What every task receives. */
export interface Context {
  root: string;
  stateFolder: string;
  contract: Contract;
  runner: Runner;
  redactor: Redactor;
  audit: AuditLog;
  cluster: Cluster;
  kubectl: Kubectl;
  helm: Helm;
  state: RunState;
  agents: ReadonlyMap<AgentName, Agent>;
  modeOf(agent: AgentName): AgentMode;
  /** Limits of delegations to agents. */
  delegation: {
    rounds: number;
    retries: number;
    timeout: number;
    pause: number;
    prompts?: string;
    signal: AbortSignal;
  };
  /** Whether T037 commits what it stages. */
  commit: boolean;
  signal: AbortSignal;
  docker(daemon: Daemon): Docker;
  /** The daemon to build in; determined once. */
  daemon(): Promise<Daemon>;
}

/** The absolute path of a path in the contract. */
export const inProject = (context: Pick<Context, "root">, path: string) => join(context.root, path);
/** A path in the orchestrator's own folder. */
export const own = (context: Pick<Context, "stateFolder">, ...path: string[]) =>
  join(context.stateFolder, ...path);

const settling = (context: Context, { id }: Handle) =>
  context.audit.lines().filter(({ fields }) => fields.task === id && fields.event === undefined);

/** Whether the audit log has the entries of these tasks; a restarted log does not. */
export const settled = (context: Context, ...tasks: Handle[]): boolean =>
  tasks.every((task) => settling(context, task).length > 0);

/**
 * Writes the audit log entry for the work of a task, once each time it is done and at most once per run: neither a run
 * that was killed right after the line was written, nor a read-only run, writes it again. `done` is when the work was
 * done.
 * @param source the task that did the work
 */
export async function settle(
  context: Context,
  task: Handle,
  source: Handle,
  entry: AuditEntry,
): Promise<void> {
  const { run } = context.state;
  const done = context.state.task(source.id)?.finishedAt;
  if (settling(context, task).some(({ fields }) => fields.done === done || fields.run === run)) return;
  await context.audit.append({ ...entry, fields: { task: task.id, ...entry.fields, done, run } });
}

/**
 * Logs a command that changed something. `effect` identifies its result; if that was there already, the entry is only
 * written if a crash kept it from being written then.
 */
export async function record(
  context: Context,
  task: Handle,
  entry: AuditEntry,
  effect?: { name: string; found: boolean },
): Promise<void> {
  if (effect?.found && context.audit.lines().some(({ fields }) => fields.effect === effect.name)) return;
  const fields = {
    task: task.id,
    event: "command",
    effect: effect?.name,
    ...entry.fields,
    run: context.state.run,
  };
  await context.audit.append({ ...entry, fields });
}
