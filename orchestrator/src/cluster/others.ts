import { Problem } from "../errors.ts";
import { lastWords, must, type Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Cluster } from "./cluster.ts";

const MINUTE = 60_000;

interface Tool {
  kind: "kind" | "k3d";
  name: string;
  list: readonly string[];
  create: readonly string[];
  load(reference: string): readonly string[];
}

async function answers(runner: Runner, context: string): Promise<boolean> {
  const result = await runner.run({
    file: "kubectl",
    args: ["--context", context, "get", "--raw", "/readyz"],
    timeout: 10_000,
  });
  return result.exitCode === 0;
}

/** kind and k3d differ in their words only: images are built on the machine and loaded. */
function containerCluster(runner: Runner, redactor: Redactor, tool: Tool): Cluster {
  const context = `${tool.kind}-${tool.name}`;
  const [file = tool.kind, ...create] = tool.create;
  return {
    kind: tool.kind,
    context,
    startCommand: tool.create,
    async state() {
      const result = await runner.run({ file, args: tool.list, timeout: MINUTE });
      if (result.missing) return { running: false, detail: `${tool.kind} is not installed` };
      const known = result.stdout.split(/\s+/).includes(tool.name);
      if (!known) return { running: false, detail: `there is no ${tool.kind} cluster ${tool.name} yet` };
      const running = await answers(runner, context);
      return { running, detail: running ? "its API server answers" : "its API server does not answer" };
    },
    async start() {
      const result = await runner.run({ file, args: create, timeout: 10 * MINUTE });
      if (result.missing)
        throw new Problem(
          "cluster_tool_missing",
          `${tool.kind} is not installed.`,
          `Install ${tool.kind}, or choose another --target.`,
        );
      if (result.exitCode !== 0)
        throw new Problem(
          "cluster_unreachable",
          `${tool.create.join(" ")} failed.\n${lastWords(result, redactor)}`,
        );
    },
    async daemon() {
      return { env: {}, inside: false, command: tool.load("IMAGE").join(" ") };
    },
    async load(reference) {
      const [program = file, ...args] = tool.load(reference);
      await must(runner, { file: program, args, timeout: 5 * MINUTE }, redactor);
    },
    loadCommand: (reference) => tool.load(reference).join(" "),
    async urls(_service, _namespace, nodePort) {
      return [`http://127.0.0.1:${nodePort}`];
    },
  };
}

export const kind = (runner: Runner, redactor: Redactor, name = "kind") =>
  containerCluster(runner, redactor, {
    kind: "kind",
    name,
    list: ["get", "clusters"],
    create: ["kind", "create", "cluster", "--name", name],
    load: (reference) => ["kind", "load", "docker-image", reference, "--name", name],
  });

export const k3d = (runner: Runner, redactor: Redactor, name = "k3s-default") =>
  containerCluster(runner, redactor, {
    kind: "k3d",
    name,
    list: ["cluster", "list", "--no-headers"],
    create: ["k3d", "cluster", "create", name],
    load: (reference) => ["k3d", "image", "import", reference, "-c", name],
  });

/**
 * A cluster that is already there, by the name of its context. Images must be in it or in a registry it pulls
 * from. Nothing is written to it unless the user has allowed that name.
 */
export function existing(runner: Runner, context: string, allowed: readonly string[]): Cluster {
  const refuse = () => {
    if (!allowed.includes(context))
      throw new Problem(
        "cluster_not_allowed",
        `Nothing is written to context ${context}: it is not allowed.`,
        `Allow it with --allow-context ${context}, or in deploy.yaml under cluster.allowedContexts.`,
      );
  };
  return {
    kind: "context",
    context,
    startCommand: [],
    async state() {
      refuse();
      const running = await answers(runner, context);
      return { running, detail: running ? "its API server answers" : "its API server does not answer" };
    },
    async start() {
      throw new Problem(
        "cluster_unreachable",
        `The cluster of context ${context} does not answer.`,
        "Start it: this program does not know how.",
      );
    },
    async daemon() {
      return { env: {}, inside: true, command: "images are pulled by the cluster" };
    },
    async load() {},
    loadCommand: () => "",
    async urls(_service, _namespace, nodePort) {
      return [`http://127.0.0.1:${nodePort}`];
    },
  };
}
