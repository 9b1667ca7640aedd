import type { Cluster } from "../cluster/cluster.ts";
import type { Contract } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { type Context, settle, settled } from "../run/context.ts";
import { requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { noteCreated } from "./created.ts";
import { auditLog, clusterRunning, dockerDaemon, environmentEntry } from "./handles.ts";

const SKEW_SECONDS = 30;

/**
 * The offset of the cluster's clock from this machine's, in seconds; null if unknown. The API server dates its
 * responses (RFC 9110 Date, whole seconds).
 */
export async function clockSkew(context: Context): Promise<number | null> {
  const result = await context.kubectl.try(["get", "--raw", "/version", "-v=8"]);
  const date =
    /^\s*.*\bDate: (.+ GMT)/im.exec(result.stderr)?.[1] ??
    /"?Date"?[:=]\s*\[?"?([^"\]]+ GMT)/i.exec(result.stderr)?.[1];
  return date ? Math.round((Date.parse(date) - Date.now()) / 1000) : null;
}

/** T004–T006: the cluster runs, and the Docker client talks to the daemon that the cluster uses. */
export function environmentTasks(contract: Contract, cluster: Cluster): Task[] {
  const start = cluster.startCommand.join(" ");
  return [
    defineTask(clusterRunning, {
      title: `${cluster.kind === "context" ? `Cluster ${cluster.context}` : cluster.kind} is running`,
      phase: "environment",
      after: [auditLog],
      plan: () => [
        start ? `${start}, unless it runs; then wait until its API server answers` : "see that it answers",
      ],
      holds: async () => (await cluster.state()).running,
      async run(context, note) {
        const before = await cluster.state();
        if (!before.running) {
          note(`${before.detail}; ${start}`);
          await cluster.start();
          noteCreated(context, (created) => {
            created.cluster = true;
          });
        }
        const after = await cluster.state();
        if (!after.running)
          throw new Problem(
            "cluster_unreachable",
            `The cluster does not run: ${after.detail}.`,
            cluster.kind === "minikube"
              ? "See minikube logs."
              : `kubectl --context ${cluster.context} cluster-info says more.`,
          );
        return { result: after.detail, output: { started: !before.running }, unchanged: before.running };
      },
      async gate(context) {
        const skew = await clockSkew(context);
        if (skew !== null && Math.abs(skew) > SKEW_SECONDS)
          throw new Problem(
            "clock_skew",
            `The cluster's clock is ${Math.abs(skew)} s ${skew < 0 ? "behind" : "ahead of"} this machine's: certificates, tokens and measurements would be wrong.`,
            cluster.kind === "minikube"
              ? "Set it: minikube ssh -- sudo date -u -s @$(date +%s), or minikube stop and start."
              : "Set both clocks by NTP.",
          );
      },
    }),
    defineTask(dockerDaemon, {
      title: "Docker builds where the cluster looks",
      phase: "environment",
      after: [clusterRunning],
      plan: () =>
        cluster.kind === "minikube"
          ? [
              "minikube docker-env, for the commands this program starts",
              "docker ps must show k8s_ containers",
            ]
          : ["docker version", `then ${cluster.loadCommand("IMAGE")}`],
      holds: async () => false,
      async run(context) {
        cluster.acceptsImages();
        const daemon = await context.daemon();
        const docker = context.docker(daemon);
        if (daemon.inside && cluster.kind === "minikube") {
          const count = await docker.proveInside();
          return {
            result: `${daemon.command}: ${count} k8s_ containers in sight`,
            output: { daemon: daemon.command },
            unchanged: true,
          };
        }
        await docker.reachable();
        return { result: daemon.command, output: { daemon: daemon.command }, unchanged: true };
      },
    }),
    defineTask(environmentEntry, {
      title: "Log the environment",
      phase: "environment",
      after: [dockerDaemon],
      plan: () => [`${contract.auditLog}: [ENV] ${start || `context ${cluster.context}`} + Docker daemon`],
      holds: async (context) => settled(context, environmentEntry),
      async run(context) {
        const { daemon } = requireOutput(context, dockerDaemon);
        const name = cluster.kind === "minikube" ? "Minikube" : `${cluster.kind} ${cluster.context}`;
        await settle(context, environmentEntry, dockerDaemon, {
          agent: "ENV",
          prompt:
            cluster.kind === "minikube" ? `${start} + ${daemon}` : start || `context ${cluster.context}`,
          result: `${name} Running, ${daemon.startsWith("eval") ? "Docker context switched to Minikube daemon" : `images by ${daemon}`}`,
        });
        return { result: "[ENV] 1 entry" };
      },
    }),
  ];
}
