import { Problem } from "../errors.ts";
import { lastWords, must, type Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Cluster } from "./cluster.ts";
import { nodesOf, onEveryNode } from "./nodes.ts";

const MINUTE = 60_000;

type CommandLine = readonly [program: string, ...args: string[]];

interface Tool {
  kind: "kind" | "k3d";
  name: string;
  list: readonly string[];
  create: CommandLine;
  /** Standard input for `create`. */
  input?: string;
  load(reference: string): CommandLine;
  remove: string;
}

/** What a cluster is created for. */
export interface Settings {
  /** Node ports that should be reachable on this machine. */
  nodePorts?: readonly number[];
  /** The profile whose `minikube docker-env` is still set in this shell, if any. */
  leftOver?: string | undefined;
}

/**
 * Stops if the docker client points into a Minikube: clusters and images would be created inside it.
 * @throws Problem `wrong_daemon`
 */
function refuseLeftOver(profile: string | undefined, target: string): void {
  if (!profile) return;
  throw new Problem(
    "wrong_daemon",
    `DOCKER_HOST of this shell leads into Minikube ${profile}, left over from minikube docker-env: ${target} would work inside of it.`,
    "eval $(minikube docker-env --unset), then run again.",
  );
}

async function answers(runner: Runner, context: string): Promise<boolean> {
  const result = await runner.run({
    file: "kubectl",
    args: ["--context", context, "get", "--raw", "/readyz"],
    timeout: 10_000,
  });
  return result.exitCode === 0;
}

/**
 * kind and k3d differ only in their commands: images are built on the machine and loaded, and a node is a container.
 */
function containerCluster(
  runner: Runner,
  redactor: Redactor,
  tool: Tool,
  leftOver: string | undefined,
): Cluster {
  const context = `${tool.kind}-${tool.name}`;
  const [file, ...create] = tool.create;
  return {
    kind: tool.kind,
    context,
    imagePrefix: "",
    startCommand: tool.create,
    async state() {
      const result = await runner.run({ file, args: tool.list, timeout: MINUTE });
      if (result.missing) return { running: false, detail: `${tool.kind} is not installed` };
      const known = result.stdout.split("\n").some((line) => line.split(/\s/)[0] === tool.name);
      if (!known) return { running: false, detail: `there is no ${tool.kind} cluster ${tool.name} yet` };
      const running = await answers(runner, context);
      return { running, detail: running ? "its API server answers" : "its API server does not answer" };
    },
    async start() {
      refuseLeftOver(leftOver, tool.kind);
      const { input } = tool;
      const command = { file, args: create, timeout: 10 * MINUTE, ...(input ? { input } : {}) };
      const result = await runner.run(command);
      if (result.missing)
        throw new Problem(
          "cluster_tool_missing",
          `${tool.kind} is not installed.`,
          `Install ${tool.kind}, or choose another --target.`,
        );
      const words = lastWords(result, redactor);
      if (/port is already allocated|address already in use|Ports are not available/i.test(words))
        throw new Problem(
          "port_taken",
          `${tool.kind} cannot publish a port: another program has it.\n${words}`,
          "End the program that listens on it (ss -ltnp), then run again.",
        );
      if (result.exitCode !== 0)
        throw new Problem("cluster_unreachable", `${tool.create.join(" ")} failed.\n${words}`);
    },
    acceptsImages: () => refuseLeftOver(leftOver, tool.kind),
    async daemon() {
      return { env: {}, inside: false, command: tool.load("IMAGE").join(" ") };
    },
    has: (reference) =>
      onEveryNode(runner, context, (node) => ["docker", "exec", node, "crictl", "inspecti", reference]),
    async load(reference) {
      const [program, ...args] = tool.load(reference);
      await must(runner, { file: program, args, timeout: 5 * MINUTE }, redactor);
    },
    loadCommand: (reference) => tool.load(reference).join(" "),
    async unload(reference) {
      for (const node of await nodesOf(runner, context))
        await runner.run({ file: "docker", args: ["exec", node, "crictl", "rmi", reference] });
    },
    async urls(_service, _namespace, nodePort) {
      return [`http://127.0.0.1:${nodePort}`];
    },
    urlRemedy: `${tool.kind} publishes ports only when it makes a cluster: ${tool.remove}, then run again; or go on with kubectl port-forward.`,
  };
}

/** The configuration of a cluster for kind: its node's ports are published on this machine only. */
function kindConfig(nodePorts: readonly number[]): string {
  const mappings = nodePorts.flatMap((port) => [
    `      - { containerPort: ${port}, hostPort: ${port}, listenAddress: 127.0.0.1, protocol: TCP }`,
  ]);
  return [
    "kind: Cluster",
    "apiVersion: kind.x-k8s.io/v1alpha4",
    "nodes:",
    "  - role: control-plane",
    ...(mappings.length ? ["    extraPortMappings:", ...mappings] : []),
    "",
  ].join("\n");
}

export const kind = (runner: Runner, redactor: Redactor, name = "kind", settings: Settings = {}) =>
  containerCluster(
    runner,
    redactor,
    {
      kind: "kind",
      name,
      list: ["get", "clusters"],
      create: ["kind", "create", "cluster", "--name", name, "--config", "-"],
      input: kindConfig(settings.nodePorts ?? []),
      load: (reference) => ["kind", "load", "docker-image", reference, "--name", name],
      remove: `kind delete cluster --name ${name}`,
    },
    settings.leftOver,
  );

export const k3d = (runner: Runner, redactor: Redactor, name = "k3s-default", settings: Settings = {}) =>
  containerCluster(
    runner,
    redactor,
    {
      kind: "k3d",
      name,
      list: ["cluster", "list", "--no-headers"],
      create: [
        ...(["k3d", "cluster", "create", name] as const),
        ...(settings.nodePorts ?? []).flatMap((port) => ["--port", `127.0.0.1:${port}:${port}@server:0`]),
      ],
      load: (reference) => ["k3d", "image", "import", reference, "-c", name],
      remove: `k3d cluster delete ${name}`,
    },
    settings.leftOver,
  );

/** How to reach an existing cluster. */
export interface ExistingSettings extends Settings {
  /** Contexts that may be changed. */
  allowed: readonly string[];
  /** Where images are pushed to and pulled from; `null` if none was given, "" if the image names include it. */
  registry: string | null;
}

/**
 * An existing cluster, by the name of its context. Images are pushed to a registry that it pulls from. Nothing is
 * written to it unless the user has allowed that name.
 */
export function existing(
  runner: Runner,
  redactor: Redactor,
  context: string,
  { allowed, registry, leftOver }: ExistingSettings,
): Cluster {
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
    imagePrefix: registry ? `${registry.replace(/\/$/, "")}/` : "",
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
    acceptsImages() {
      refuseLeftOver(leftOver, `context ${context}`);
      if (registry === null)
        throw new Problem(
          "registry_missing",
          `An image that is built here does not get into the cluster of context ${context} by itself, and no registry is named.`,
          "Name one that it pulls from, and sign in to it: --registry HOST/PATH, or cluster.registry in deploy.yaml.",
        );
    },
    async daemon() {
      return { env: {}, inside: false, command: "docker push IMAGE" };
    },
    async has(reference) {
      const args = ["manifest", "inspect", reference];
      return (await runner.run({ file: "docker", args, timeout: MINUTE })).exitCode === 0;
    },
    async load(reference) {
      await must(
        runner,
        { file: "docker", args: ["push", "--quiet", reference], timeout: 15 * MINUTE },
        redactor,
      );
    },
    loadCommand: (reference) => `docker push ${reference}`,
    // Other clusters may use an image in a registry.
    async unload() {},
    async urls(_service, _namespace, nodePort) {
      const args = [
        ...["--context", context, "get", "nodes", "-o"],
        "jsonpath={range .items[*].status.addresses[*]}{.type} {.address}{'\\n'}{end}",
      ];
      const result = await runner.run({ file: "kubectl", args, timeout: 10_000 });
      const addresses = result.stdout.split("\n").map((line) => line.split(" "));
      const of = (type: string) => addresses.flatMap(([is, address]) => (is === type && address) || []);
      return [...of("ExternalIP"), ...of("InternalIP"), "127.0.0.1"].map((address) => {
        const host = address.includes(":") ? `[${address}]` : address;
        return `http://${host}:${nodePort}`;
      });
    },
    urlRemedy:
      "See that a firewall lets the NodePort through, or reach the page by an Ingress; kubectl port-forward shows whether the Service itself answers.",
  };
}
