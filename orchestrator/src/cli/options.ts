import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Agent } from "../agents/agent.ts";
import { dockerAgent, gordon } from "../agents/docker-agents.ts";
import { kagent } from "../agents/kagent.ts";
import { kubectlAi } from "../agents/kubectl-ai.ts";
import type { AgentMode } from "../agents/refine.ts";
import { modelSettings } from "../agents/sandbox.ts";
import { AuditLog } from "../audit/log.ts";
import type { Cluster, Daemon } from "../cluster/cluster.ts";
import { Docker } from "../cluster/docker.ts";
import { Helm } from "../cluster/helm.ts";
import { Kubectl } from "../cluster/kubectl.ts";
import { minikube } from "../cluster/minikube.ts";
import { existing, k3d, kind } from "../cluster/others.ts";
import { loadContract } from "../contract/load.ts";
import { type AgentName, type Contract, dnsName } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { noting, runningFolder } from "../exec/orphans.ts";
import type { Runner } from "../exec/run.ts";
import { Redactor } from "../exec/secret.ts";
import type { Context } from "../run/context.ts";
import { RunState } from "../run/state.ts";

/** Options that every command supports. */
export interface Options {
  file: string;
  target: string;
  namespace?: string;
  agents: string;
  allowContext: string[];
  registry?: string;
  json: boolean;
  yes: boolean;
  dryRun: boolean;
  commit: boolean;
  deleteData?: boolean;
  from?: string;
  only?: string;
}

const NAMES: readonly AgentName[] = ["gordon", "docker-agent", "kubectl-ai", "kagent"];
const MODES: readonly AgentMode[] = ["auto", "real", "builtin"];

/** Parses `auto`, or `auto,kagent=builtin`: a mode for all, and exceptions by name. @throws Problem `usage` */
export function parseAgentModes(text: string): (agent: AgentName) => AgentMode {
  let general: AgentMode = "auto";
  const special = new Map<string, AgentMode>();
  for (const part of text.split(",").filter(Boolean)) {
    const [left = "", right] = part.split("=");
    const mode = (right ?? left) as AgentMode;
    if (!MODES.includes(mode) || (right !== undefined && !(NAMES as readonly string[]).includes(left)))
      throw new Problem(
        "usage",
        `--agents ${text}: "${part}" is neither a mode nor agent=mode.`,
        `Modes: ${MODES.join(", ")}; agents: ${NAMES.join(", ")}. Example: --agents auto,kagent=builtin`,
      );
    if (right === undefined) general = mode;
    else special.set(left, mode);
  }
  return (agent) => special.get(agent) ?? general;
}

/** Whether an image's name starts with a registry: its first part contains a dot or a port (Docker's own rule). */
const hasRegistry = (repository: string) => /^(localhost|[^/]*[.:][^/]*)\//.test(repository);

/** The cluster for `--target minikube[:profile] | kind[:name] | k3d[:name] | context:name`. @throws Problem `usage` */
export function clusterOf(
  { target, allowContext, registry }: Pick<Options, "target" | "allowContext" | "registry">,
  contract: Contract,
  runner: Runner,
  redactor: Redactor,
): Cluster {
  const at = target.indexOf(":");
  const [type, name] = at < 0 ? [target, undefined] : [target.slice(0, at), target.slice(at + 1)];
  if (type === "minikube") {
    // Flags that an environment variable already sets are omitted: Minikube reads both.
    const flags = contract.cluster.minikubeFlags.filter((flag) => {
      const variable = /^--([\w-]+)=/.exec(flag)?.[1];
      return (
        !variable || process.env[`MINIKUBE_${variable.toUpperCase().replaceAll("-", "_")}`] === undefined
      );
    });
    return minikube(runner, redactor, name ?? process.env.MINIKUBE_PROFILE ?? "minikube", flags);
  }
  const leftOver = process.env.MINIKUBE_ACTIVE_DOCKERD;
  const nodePorts = contract.services.flatMap(({ nodePort }) => nodePort ?? []);
  if (type === "kind") return kind(runner, redactor, name, { nodePorts, leftOver });
  if (type === "k3d") return k3d(runner, redactor, name, { nodePorts, leftOver });
  if (type === "context" && name) {
    const allowed = [...contract.cluster.allowedContexts, ...allowContext];
    const named = contract.services.every(({ image }) => !image || hasRegistry(image.repository));
    const chosen = registry ?? contract.cluster.registry ?? (named ? "" : null);
    return existing(runner, redactor, name, { allowed, registry: chosen, leftOver });
  }
  throw new Problem(
    "usage",
    `--target ${target} is unknown.`,
    "Use minikube, kind, k3d (each may carry :name) or context:NAME.",
  );
}

/** Builds what the tasks need from the command line and the environment. @throws Problem */
export function createContext(options: Options, starter: Runner, signal: AbortSignal): Context {
  const file = resolve(options.file);
  const root = dirname(file);
  const stateFolder = join(root, ".infra-orchestrator");
  const runner = noting(starter, runningFolder(stateFolder));
  // Builds and cluster starts take minutes and are aborted by an interruption; changes to a release are allowed to
  // finish.
  const stoppable: Runner = { run: (command) => runner.run({ signal, ...command }) };
  const loaded = loadContract(file, options.file);
  const namespace = options.namespace ?? loaded.namespace;
  if (!dnsName.safeParse(namespace).success)
    throw new Problem(
      "usage",
      `--namespace ${namespace} is no name that Kubernetes takes.`,
      "Use at most 63 of a-z, 0-9 and -, with a letter or digit at both ends.",
    );
  const { rounds, retries, timeoutSeconds } = loaded.agents;
  // From here on, the working directory does not matter.
  const prompts = loaded.agents.prompts && join(root, loaded.agents.prompts);
  const contract: Contract = { ...loaded, namespace, agents: { ...loaded.agents, prompts } };
  const redactor = new Redactor();
  for (const name of ["OPENAI_API_KEY", "GEMINI_API_KEY"])
    if (process.env[name]) redactor.add(process.env[name] ?? "");
  const cluster = clusterOf(options, contract, stoppable, redactor);
  const place = { context: cluster.context, namespace };
  const outer = { ...process.env, HOME: process.env.HOME ?? homedir() };
  const model = modelSettings(outer);
  const kagentSettings = {
    context: cluster.context,
    namespace: process.env.KAGENT_NAMESPACE ?? "kagent",
    agent: process.env.KAGENT_AGENT ?? "k8s-agent",
    ...(process.env.KAGENT_URL ? { url: process.env.KAGENT_URL } : {}),
  };
  const all: Agent[] = [
    gordon(runner, outer),
    dockerAgent(runner, model, outer),
    kubectlAi(runner, model, outer),
    kagent(runner, kagentSettings, outer),
  ];
  let daemon: Promise<Daemon> | undefined;
  return {
    root,
    stateFolder,
    contract,
    runner,
    redactor,
    audit: new AuditLog(join(root, contract.auditLog), stateFolder, redactor),
    cluster,
    kubectl: new Kubectl(runner, place, redactor),
    helm: new Helm(runner, place, redactor),
    state: new RunState(stateFolder, `${cluster.context}-${namespace}`),
    agents: new Map(all.map((agent) => [agent.name, agent])),
    modeOf: parseAgentModes(options.agents),
    delegation: {
      ...{ rounds, retries, pause: 2000, signal },
      timeout: timeoutSeconds * 1000,
      ...(prompts ? { prompts } : {}),
    },
    commit: options.commit,
    signal,
    docker: (found) => new Docker(stoppable, redactor, found),
    daemon() {
      daemon ??= cluster.daemon();
      return daemon;
    },
  };
}
