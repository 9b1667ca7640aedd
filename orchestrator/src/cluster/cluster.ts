import type { Secret } from "../exec/secret.ts";

/** The Docker daemon images are built in. */
export interface Daemon {
  /** Environment that points the docker client at it; empty for the machine's own daemon. */
  env: Record<string, string | Secret | undefined>;
  /** Whether the cluster sees images built there without loading them. */
  inside: boolean;
  /** How a person would do the same. */
  command: string;
}

export interface ClusterState {
  running: boolean;
  /** One line for people and for the log. */
  detail: string;
}

/** A cluster that can be started, built for and reached. Everything else goes through kubectl. */
export interface Cluster {
  kind: "minikube" | "kind" | "k3d" | "context";
  /** Name of its context in kubeconfig. */
  context: string;
  /** What `start` would run. */
  startCommand: readonly string[];
  state(): Promise<ClusterState>;
  /** Creates or starts it. @throws Problem */
  start(): Promise<void>;
  /** Prefix of image names in the cluster: the registry it pulls from, with `/`, or nothing. */
  imagePrefix: string;
  /** Asked before anything is built. @throws Problem when images that are built could not get there */
  acceptsImages(): void;
  /** @throws Problem when it cannot be found out */
  daemon(): Promise<Daemon>;
  /** Whether all of the cluster has an image; asked of daemons that are not `inside`. */
  has(reference: string): Promise<boolean>;
  /** Brings an image of the machine's daemon into the cluster; nothing to do for `inside` daemons. */
  load(reference: string): Promise<void>;
  loadCommand(reference: string): string;
  /** Takes an image out of the cluster again, if it is there and nothing runs it. */
  unload(reference: string): Promise<void>;
  /** Where a NodePort may answer, best first. */
  urls(service: string, namespace: string, nodePort: number): Promise<string[]>;
  /** What to do when none of them answers. */
  urlRemedy: string;
}
