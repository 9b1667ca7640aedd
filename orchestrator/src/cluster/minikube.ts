import { Problem } from "../errors.ts";
import { lastWords, must, type Runner } from "../exec/run.ts";
import type { Redactor } from "../exec/secret.ts";
import type { Cluster, ClusterState, Daemon } from "./cluster.ts";
import { unreachable } from "./docker.ts";
import { onEveryNode } from "./nodes.ts";

interface Status {
  Name?: string;
  Host?: string;
  Kubelet?: string;
  APIServer?: string;
}

const MINUTE = 60_000;

/** Parses `minikube status -o json`: an object for one node, a list for several, `null` if Docker does not respond. */
export function readStatus(text: string): ClusterState {
  let nodes: Status[] = [];
  try {
    const value = JSON.parse(text) as Status | Status[] | null;
    nodes = [value ?? []].flat();
  } catch {
    return { running: false, detail: "there is no such cluster yet" };
  }
  const [node] = nodes;
  if (!node) return { running: false, detail: "Minikube knows nothing of its state" };
  const detail = `host: ${node.Host ?? "?"}, kubelet: ${node.Kubelet ?? "?"}, apiserver: ${node.APIServer ?? "?"}`;
  const running = nodes.every((each) => each.Host === "Running" && each.Kubelet === "Running");
  return { running: running && node.APIServer === "Running", detail };
}

/** Exit codes of `minikube docker-env` that mean: build on the machine and load the image (minikube 1.38). */
const USE_HOST: Record<number, string> = {
  51: "the none driver has no daemon of its own",
  81: "it has several nodes",
  14: "its runtime is not Docker",
  89: "its runtime is not Docker",
};

/** What to do if Minikube refused to start, by its output. */
function startRemedy(words: string): string {
  if (/DRV_AS_ROOT/.test(words))
    return "Minikube does not want this driver as root: run as a user of the group docker, without sudo.";
  if (/rootless/i.test(words))
    return 'A Docker without root needs another runtime: cluster.minikubeFlags: ["--container-runtime=containerd"] in deploy.yaml.';
  return "See minikube logs.";
}

/**
 * Minikube with any driver. With the Docker runtime, images are built in its own daemon; with containerd or several
 * nodes, they are built on the machine and loaded.
 */
export function minikube(
  runner: Runner,
  redactor: Redactor,
  profile: string,
  flags: readonly string[],
): Cluster {
  const named = profile === "minikube" ? [] : ["-p", profile];
  const call = (args: readonly string[], timeout = MINUTE) =>
    runner.run({ file: "minikube", args: [...args, ...named], timeout });
  const startCommand = ["minikube", "start", ...named, ...flags];

  /** Why images cannot be built inside, by its nodes; empty if they can, or if they cannot be asked. */
  async function outside(): Promise<string> {
    const runtime = "jsonpath={.items[*].status.nodeInfo.containerRuntimeVersion}";
    const args = ["--context", profile, "get", "nodes", "-o", runtime];
    const { exitCode, stdout } = await runner.run({ file: "kubectl", args, timeout: 20_000 });
    const runtimes = exitCode === 0 ? stdout.split(/\s+/).filter(Boolean) : [];
    if (runtimes.length > 1) return "it has several nodes";
    return runtimes.every((each) => each.startsWith("docker://")) ? "" : "its runtime is not Docker";
  }

  async function daemon(): Promise<Daemon> {
    const command = "eval $(minikube docker-env)";
    // Asked first, since with containerd docker-env starts an experimental stand-in for Docker, which cannot build.
    const why = await outside();
    if (why) return { env: {}, inside: false, command: `minikube image load: ${why}` };
    const result = await call(["docker-env", "--shell", "none", "-o", "json"]);
    const host = USE_HOST[result.exitCode ?? -1];
    if (host) return { env: {}, inside: false, command: `minikube image load: ${host}` };
    if (result.exitCode !== 0)
      throw new Problem(
        "cluster_unreachable",
        `minikube docker-env failed.\n${lastWords(result, redactor, 3)}`,
        "Run minikube status.",
      );
    try {
      const env = JSON.parse(result.stdout) as Record<string, string>;
      if (env.DOCKER_HOST) return { env, inside: true, command };
    } catch {
      // Older versions have another format, which is handled below.
    }
    throw new Problem(
      "wrong_daemon",
      "minikube docker-env did not name a Docker daemon.",
      "Update Minikube.",
    );
  }

  return {
    kind: "minikube",
    context: profile,
    startCommand,
    async state() {
      const result = await call(["status", "-o", "json"]);
      if (result.missing) return { running: false, detail: "minikube is not installed" };
      return readStatus(result.stdout);
    },
    async start() {
      const [file = "minikube", ...args] = startCommand;
      const result = await runner.run({ file, args, timeout: 10 * MINUTE });
      if (result.missing)
        throw new Problem(
          "cluster_tool_missing",
          "minikube is not installed.",
          "Install Minikube, or choose --target kind, k3d or context:NAME.",
        );
      const words = lastWords(result, redactor);
      if (/port is already allocated|address already in use|Ports are not available/i.test(words))
        throw new Problem(
          "port_taken",
          `Minikube cannot publish its port: another program has it.\n${words}`,
          "End the program that listens on port 30080 (ss -ltnp | grep 30080), then run again.",
        );
      // The whole output, because its last lines are about the drivers that it did not choose.
      const fault = unreachable(`${result.stdout}\n${result.stderr}`);
      if (result.exitCode !== 0 && fault)
        throw new Problem(
          "docker_unreachable",
          `Minikube cannot start: ${fault.what}\n${words}`,
          fault.remedy,
        );
      if (/no space left|RSRC_DOCKER_STORAGE|disk is full/i.test(words))
        throw new Problem(
          "disk_full",
          `The disk is full: minikube start could not go on.\n${words}`,
          "Free space, then run again.",
        );
      if (result.exitCode !== 0)
        throw new Problem(
          "cluster_unreachable",
          `minikube start failed.\n${words}`,
          startRemedy(result.stdout + result.stderr),
        );
    },
    imagePrefix: "",
    acceptsImages() {},
    daemon,
    has: (reference) =>
      onEveryNode(runner, profile, (node) => [
        ...(["minikube", "ssh", ...named, "-n", node] as const),
        ...["--", "sudo", "crictl", "inspecti", reference],
      ]),
    async load(reference) {
      await must(
        runner,
        { file: "minikube", args: ["image", "load", reference, ...named], timeout: 5 * MINUTE },
        redactor,
      );
    },
    loadCommand: (reference) => ["minikube", "image", "load", reference, ...named].join(" "),
    async unload(reference) {
      await call(["image", "rm", reference]);
    },
    urlRemedy:
      "kubectl port-forward reaches it anyway; publish the port when Minikube is created: minikube start --ports=127.0.0.1:30080:30080.",
    async urls(service, namespace, nodePort) {
      // With some drivers `minikube service --url` keeps a tunnel open and never exits, hence the short timeout.
      const [asked, address] = await Promise.all([
        call(["service", service, "-n", namespace, "--url"], 8000),
        call(["ip"], 8000),
      ]);
      const said = asked.stdout.match(/https?:\/\/[^\s]+/g) ?? [];
      const ip = /^[\d.a-f:]+$/i.exec(address.stdout.trim())?.[0];
      const tunnel = asked.timedOut ? [] : said;
      return [
        ...new Set([...tunnel, ...(ip ? [`http://${ip}:${nodePort}`] : []), `http://127.0.0.1:${nodePort}`]),
      ];
    },
  };
}
