import { randomBytes } from "node:crypto";
import type { Cluster } from "./cluster.ts";
import { chart } from "./render.ts";
import { run, until } from "./run.ts";

export interface ContainerState {
  waiting?: { reason: string; message?: string };
  running?: object;
  terminated?: { reason: string; exitCode: number };
}

export interface Pod {
  metadata: { name: string; uid: string; labels: Record<string, string>; deletionTimestamp?: string };
  status: {
    phase: string;
    conditions?: { type: string; status: string }[];
    containerStatuses?: {
      ready: boolean;
      restartCount: number;
      state: ContainerState;
      lastState: ContainerState;
    }[];
  };
}

/** Names of the namespaces that tests make. */
export const ownNamespace = /^todo-(test|deploy)-[0-9a-f]{6}$/;

/** A namespace of the tests' own, and what is done in it. */
export class Site {
  readonly cluster: Cluster;
  readonly namespace: string;

  private constructor(cluster: Cluster, namespace: string) {
    this.cluster = cluster;
    this.namespace = namespace;
  }

  static async create(cluster: Cluster): Promise<Site> {
    const namespace = `todo-test-${randomBytes(3).toString("hex")}`;
    await cluster.kubectl("create", "namespace", namespace);
    return new Site(cluster, namespace);
  }

  /** Removes the release, when there is one, and the namespace with all that is in it. */
  async remove(): Promise<void> {
    await this.helm("uninstall", "todo-app", "--ignore-not-found", "--wait");
    await this.cluster.kubectl("delete", "namespace", this.namespace, "--wait", "--timeout=180s");
  }

  kubectl(...args: string[]): Promise<string> {
    return this.cluster.kubectl("--namespace", this.namespace, ...args);
  }

  helm(...args: string[]): Promise<string> {
    return this.cluster.helm("--namespace", this.namespace, ...args);
  }

  /** Applies objects; they go in by standard input, since some are secret. */
  async apply(...objects: object[]): Promise<void> {
    const args = ["--context", this.cluster.context, "--namespace", this.namespace, "apply", "-f", "-"];
    await run("kubectl", args, { input: objects.map((object) => JSON.stringify(object)).join("\n---\n") });
  }

  /** Creates or replaces the backend's Secret. */
  async secret(values: Record<string, string>): Promise<void> {
    await this.apply({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "todo-backend-secret" },
      stringData: values,
    });
  }

  /** `helm install`, returning its notes. */
  install(...args: string[]): Promise<string> {
    return this.helm("install", "todo-app", chart, ...args);
  }

  upgrade(...args: string[]): Promise<string> {
    return this.helm("upgrade", "todo-app", chart, "--reuse-values", ...args);
  }

  /** Pods of one of the apps, or all, except terminating ones. */
  async pods(...apps: string[]): Promise<Pod[]> {
    const selector = apps.length > 0 ? ["--selector", `app in (${apps.join(",")})`] : [];
    const { items } = JSON.parse(await this.kubectl("get", "pods", ...selector, "-o", "json"));
    return (items as Pod[]).filter((pod) => !pod.metadata.deletionTimestamp);
  }

  /** Names of the pods of these apps. */
  async names(...apps: string[]): Promise<string[]> {
    return (await this.pods(...apps)).map((pod) => pod.metadata.name);
  }

  /** Waits until pods are no longer there at all. */
  async gone(pods: string[]): Promise<void> {
    await this.kubectl("wait", "--for=delete", ...pods.map((name) => `pod/${name}`), "--timeout=180s");
  }

  /**
   * Waits until exactly so many pods are Ready.
   * @returns milliseconds it took
   */
  async ready(count: number, timeoutMs = 120_000, ...apps: string[]): Promise<number> {
    const start = performance.now();
    const chosen = apps.length > 0 ? apps : ["todo-backend", "todo-frontend", "todo-database"];
    try {
      await until(
        `${count} Ready pods`,
        timeoutMs,
        async () => {
          const pods = await this.pods(...chosen);
          return pods.length === count && pods.every(isReady);
        },
        250,
      );
    } catch (error) {
      throw new Error(`${error}\n${await this.describe()}`);
    }
    return performance.now() - start;
  }

  /**
   * Waits until the node port reaches the product. A Ready pod is not enough: kube-proxy writes its rules
   * a moment later, and until then connections are closed without a response.
   */
  async answers(): Promise<void> {
    await until("an answer at the node port", 60_000, async () => {
      const answer = await fetch(`${this.cluster.url}/api/v1/openapi.json`);
      return answer.ok && (await answer.text()).includes('"openapi"');
    });
  }

  /** Waits until a pod is in a state, and returns it. */
  async podThat(app: string, what: string, test: (pod: Pod) => boolean, timeoutMs = 120_000): Promise<Pod> {
    return until(`a pod of ${app} ${what}`, timeoutMs, async () => (await this.pods(app)).find(test));
  }

  /** Log of a Deployment's pods, that of containers before a restart included. */
  async logs(app: string): Promise<string> {
    const texts = (await this.pods(app)).flatMap((pod) =>
      [[], ["--previous"]].map((more) => this.kubectl("logs", pod.metadata.name, ...more).catch(() => "")),
    );
    return (await Promise.all(texts)).join("\n");
  }

  /** Messages of the namespace's events. */
  events(): Promise<string> {
    return this.kubectl("get", "events", "-o", "custom-columns=:.reason,:.message", "--no-headers");
  }

  /** Diagnostics for when something did not become Ready. */
  private async describe(): Promise<string> {
    const parts = [this.kubectl("get", "pods", "-o", "wide"), this.events(), this.logs("todo-backend")];
    return (await Promise.all(parts.map((part) => part.catch(String))))
      .map((part) => part.slice(-3000))
      .join("\n");
  }
}

export function isReady(pod: Pod): boolean {
  return (pod.status.conditions ?? []).some(({ type, status }) => type === "Ready" && status === "True");
}

/** What a container waits for, such as CreateContainerConfigError. */
export function waitsFor(pod: Pod): { reason: string; message?: string } | undefined {
  return pod.status.containerStatuses?.[0]?.state.waiting;
}

/** Keys of the Secret without an external database. */
export function secretValues(): Record<string, string> {
  return { BETTER_AUTH_SECRET: randomBytes(32).toString("hex"), OPENAI_API_KEY: "" };
}
