import type { Cluster } from "./cluster.ts";
import { run } from "./run.ts";

export const services = ["backend", "frontend"] as const;

/**
 * Builds both images as `latest` where the cluster sees them; quick when nothing has changed.
 * @param docker environment of the daemon, as `minikube docker-env` says
 */
export async function buildImages(docker: Record<string, string>): Promise<void> {
  for (const service of services) {
    const args = ["build", "-t", `todo-${service}:latest`, "-f", `Dockerfile.${service}`, "."];
    await run("docker", args, { env: { ...docker, DOCKER_BUILDKIT: "1" }, timeoutMs: 1_200_000 });
  }
}

/**
 * Both images in the cluster. Built into its daemon when Minikube runs on Docker, loaded into it when
 * Minikube runs on containerd; another cluster is expected to have them.
 */
export async function provideImages(cluster: Cluster): Promise<void> {
  if (!cluster.minikube) return;
  await buildImages(cluster.docker);
  if (Object.keys(cluster.docker).length > 0) return;
  for (const service of services)
    await run("minikube", ["-p", cluster.context, "image", "load", `todo-${service}:latest`]);
}

/** Gives both images another tag too, as a new version has. */
export async function tagImages(cluster: Cluster, tag: string): Promise<void> {
  for (const service of services) {
    await run("docker", ["tag", `todo-${service}:latest`, `todo-${service}:${tag}`], { env: cluster.docker });
  }
}

export async function untagImages(cluster: Cluster, tag: string): Promise<void> {
  for (const service of services)
    await run("docker", ["rmi", `todo-${service}:${tag}`], { env: cluster.docker });
}
