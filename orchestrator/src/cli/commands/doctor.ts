import { unreachable } from "../../cluster/docker.ts";
import type { Context } from "../../run/context.ts";
import { EXIT } from "../exit-codes.ts";
import type { Say } from "../say.ts";

interface ProgramCheck {
  name: string;
  args: string[];
  need: string;
  remedy: string;
}

const PROGRAMS: readonly ProgramCheck[] = [
  {
    name: "docker",
    args: ["version", "--format", "{{.Client.Version}}"],
    need: "builds images",
    remedy: "Install Docker Engine or Docker Desktop.",
  },
  {
    name: "minikube",
    args: ["version", "--short"],
    need: "--target minikube",
    remedy: "Install Minikube, or use another --target.",
  },
  {
    name: "kubectl",
    args: ["version", "--client", "-o", "json"],
    need: "talks to the cluster",
    remedy: "Install kubectl.",
  },
  {
    name: "helm",
    args: ["version", "--template", "{{.Version}}"],
    need: "installs the chart",
    remedy: "Install Helm 3.14 or newer.",
  },
  { name: "git", args: ["--version"], need: "finds out what changed", remedy: "Install git." },
  { name: "kind", args: ["version"], need: "--target kind", remedy: "Only for --target kind." },
  { name: "k3d", args: ["version"], need: "--target k3d", remedy: "Only for --target k3d." },
];
const NEEDED = ["docker", "kubectl", "helm"];

/** Prints what is installed, in which version, and how to fix what is missing. */
export async function doctor(context: Context, say: Say): Promise<number> {
  const programs = await Promise.all(
    PROGRAMS.map(async ({ name, args, need, remedy }) => {
      const result = await context.runner.run({ file: name, args, timeout: 10_000 });
      const version = /v?\d+\.\d+(\.\d+)?[\w.+-]*/.exec(result.stdout + result.stderr)?.[0] ?? "";
      return { name, need, remedy, installed: !result.missing, version };
    }),
  );
  const agents = await Promise.all(
    [...context.agents.values()].map(async (agent) => ({ name: agent.name, ...(await agent.available()) })),
  );
  const state = await context.cluster.state();
  const running = await context.runner.run({
    file: "docker",
    args: ["version", "--format", "{{.Server.Version}}"],
    timeout: 10_000,
  });
  const docker = running.exitCode === 0;
  const leftOver = context.cluster.kind === "minikube" ? undefined : process.env.MINIKUBE_ACTIVE_DOCKERD;
  const wanted = [...NEEDED, ...(context.cluster.kind === "context" ? [] : [context.cluster.kind])];
  const missing = programs.filter(({ name, installed }) => wanted.includes(name) && !installed);
  const mark = (good: boolean, required: boolean) => (good ? "✔" : required ? "✖" : "–");
  say(
    [
      ...programs.map(
        ({ name, need, remedy, installed, version }) =>
          `${mark(installed, wanted.includes(name))} ${name.padEnd(12)} ${installed ? version : "not installed"}  ${need}${installed ? "" : `. ${remedy}`}`,
      ),
      `${mark(docker, true)} Docker daemon ${docker ? running.stdout.trim() : (unreachable(running.stderr)?.remedy ?? "does not answer: start Docker")}`,
      ...(leftOver
        ? [
            `✖ DOCKER_HOST   leads into Minikube ${leftOver}, left over from minikube docker-env: eval $(minikube docker-env --unset)`,
          ]
        : []),
      `${mark(state.running, false)} ${context.cluster.kind} ${context.cluster.context}: ${state.detail}${state.running ? "" : " (up starts it)"}`,
      ...agents.map((agent) =>
        agent.ok
          ? `✔ ${agent.name.padEnd(12)} ${agent.version}`
          : `– ${agent.name.padEnd(12)} ${agent.reason}; the built-in agent stands in. ${agent.remedy}`,
      ),
    ],
    {
      programs,
      agents,
      cluster: { ...state, context: context.cluster.context },
      docker,
      leftOver: leftOver ?? null,
      ready: !missing.length && docker && !leftOver,
    },
  );
  return missing.length || !docker || leftOver ? EXIT.environment : EXIT.ok;
}
