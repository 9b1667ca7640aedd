import { unreachable } from "../../cluster/docker.ts";
import type { Context } from "../../run/context.ts";
import { PHASES } from "../../run/task.ts";
import { EXIT } from "../exit-codes.ts";
import { neededPrograms, PROGRAMS } from "../programs.ts";
import type { Say } from "../say.ts";

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
  const wanted = neededPrograms(context, new Set(PHASES)).map(({ name }) => name);
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
