import type { Cluster } from "./cluster.ts";
import { attempt, root, run } from "./run.ts";

export const services = ["backend", "frontend"] as const;

/**
 * Builds both images where the cluster sees them; quick if nothing has changed.
 * @param docker environment of the daemon, from `minikube docker-env`
 * @param tag default: `latest`
 * @param sources default: the project's own
 */
export async function buildImages(
  docker: Record<string, string>,
  tag = "latest",
  sources = root,
): Promise<void> {
  for (const service of services) {
    const args = ["build", "-t", `todo-${service}:${tag}`, "-f", `Dockerfile.${service}`, "."];
    const env = { ...docker, DOCKER_BUILDKIT: "1" };
    await run("docker", args, { cwd: sources, env, timeoutMs: 1_200_000 });
  }
}

/**
 * Both images in the cluster. Built into its daemon when Minikube runs on Docker, loaded into it when
 * Minikube runs on containerd; another cluster is expected to have them.
 */
export async function provideImages(cluster: Cluster, tag = "latest", sources = root): Promise<void> {
  if (!cluster.minikube) return;
  await buildImages(cluster.docker, tag, sources);
  if (Object.keys(cluster.docker).length > 0) return;
  for (const service of services)
    await run("minikube", ["-p", cluster.context, "image", "load", `todo-${service}:${tag}`]);
}

/** Whether the cluster's daemon has both images under a tag. */
export async function hasImages({ docker }: Cluster, tag: string): Promise<boolean> {
  const names = services.map((service) => `todo-${service}:${tag}`);
  return (await attempt("docker", ["image", "inspect", ...names], { env: docker })).code === 0;
}

/** Adds another tag to both images, like that of a new version. */
export async function tagImages(cluster: Cluster, tag: string): Promise<void> {
  for (const service of services) {
    await run("docker", ["tag", `todo-${service}:latest`, `todo-${service}:${tag}`], { env: cluster.docker });
  }
}

export async function untagImages(cluster: Cluster, tag: string): Promise<void> {
  for (const service of services)
    await run("docker", ["rmi", `todo-${service}:${tag}`], { env: cluster.docker });
}
