import { describe } from "vitest";
import { attempt, installed, run } from "./run.ts";

/** A cluster that tests may change things in. */
export interface Cluster {
  context: string;
  /** Whether it is a Minikube, with `minikube stop` and a Docker daemon of its own. */
  minikube: boolean;
  /** Environment with which `docker` reaches the daemon whose images the cluster sees. */
  docker: Record<string, string>;
  /** Address of node port 30080 from here. */
  url: string;
  kubectl: (...args: string[]) => Promise<string>;
  helm: (...args: string[]) => Promise<string>;
}

/** The node port of the contract. */
export const nodePort = 30080;

/**
 * The cluster of the current context, if its name is allowed.
 * @returns the reason, worded for a test's name, if there is none to use
 */
export async function openCluster(): Promise<Cluster | string> {
  const missing = ["kubectl", "helm", "docker"].filter((program) => !installed(program));
  if (missing.length > 0) return `${missing.join(", ")} not found`;
  const { stdout } = await attempt("kubectl", ["config", "current-context"]);
  const context = stdout.trim();
  const allowed = ["minikube", ...(process.env.CLUSTER_CONTEXTS ?? "").split(",").filter(Boolean)];
  if (!context) return "kubectl has no current context";
  if (!allowed.includes(context)) return `context ${context} is not named in CLUSTER_CONTEXTS`;
  const reached = await attempt("kubectl", [
    "--context",
    context,
    "get",
    "--raw",
    "/readyz",
    "--request-timeout=10s",
  ]);
  if (reached.code !== 0) return `cluster ${context} does not answer`;
  const minikube = installed("minikube") && (await attempt("minikube", ["-p", context, "status"])).code === 0;
  return {
    context,
    minikube,
    docker: minikube ? await dockerOf(context) : {},
    url: process.env.CLUSTER_URL ?? (await addressOf(context, minikube)),
    kubectl: (...args) => run("kubectl", ["--context", context, ...args]),
    helm: (...args) => run("helm", ["--kube-context", context, ...args]),
  };
}

/**
 * A suite that needs a cluster; without one it is skipped, and its name says why.
 * @param missing further requirements this machine lacks; may be empty
 */
export async function describeCluster(
  name: string,
  suite: (cluster: Cluster) => void,
  missing = "",
): Promise<void> {
  const cluster = missing || (await openCluster());
  if (typeof cluster === "string") describe.skip(`${name} [skipped: ${cluster}]`, () => suite(absent));
  else describe(name, () => suite(cluster));
}

/** Placeholder for the cluster while a skipped suite is only listed. */
const absent: Cluster = {
  context: "",
  minikube: false,
  docker: {},
  url: "",
  kubectl: () => Promise.reject(new Error("There is no cluster.")),
  helm: () => Promise.reject(new Error("There is no cluster.")),
};

async function dockerOf(profile: string): Promise<Record<string, string>> {
  const answer = await attempt("minikube", ["-p", profile, "docker-env", "--shell", "none", "-o", "json"]);
  return answer.code === 0 ? JSON.parse(answer.stdout) : {};
}

/** Minikube's node is a container whose published port is reached here; else by the node's own address. */
async function addressOf(context: string, minikube: boolean): Promise<string> {
  if (minikube) {
    const published = await attempt("docker", ["port", context, `${nodePort}/tcp`], { env: hostDocker });
    const address = published.stdout.split("\n")[0];
    if (published.code === 0 && address) return `http://${address}`;
    return `http://${(await run("minikube", ["-p", context, "ip"])).trim()}:${nodePort}`;
  }
  const path = "{.items[0].status.addresses[?(@.type=='InternalIP')].address}";
  const address = await run("kubectl", ["--context", context, "get", "nodes", "-o", `jsonpath=${path}`]);
  return `http://${address}:${nodePort}`;
}

/** The machine's own daemon, even if `docker-env` is set in the shell. */
const hostDocker = { DOCKER_HOST: "", DOCKER_TLS_VERIFY: "", DOCKER_CERT_PATH: "" };
