import type { Secret } from "../exec/secret.ts";

/** The Docker daemon that images are built in. */
export interface Daemon {
  /** Environment that points the docker client to it; empty for the machine's own daemon. */
  env: Record<string, string | Secret | undefined>;
  /** Whether the cluster sees images built there without loading them. */
  inside: boolean;
  /** The equivalent command for the user. */
  command: string;
}

export interface ClusterState {
  running: boolean;
  /** One line for the user and the log. */
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
  /** Prefix of image names in the cluster: its registry followed by `/`, or empty. */
  imagePrefix: string;
  /** Called before anything is built. @throws Problem if built images could not get there */
  acceptsImages(): void;
  /** @throws Problem if it cannot be determined */
  daemon(): Promise<Daemon>;
  /** Whether all nodes have an image; only called if the daemon is not `inside`. */
  has(reference: string): Promise<boolean>;
  /** Loads an image from the machine's daemon into the cluster; does nothing for `inside` daemons. */
  load(reference: string): Promise<void>;
  loadCommand(reference: string): string;
  /** Removes an image from the cluster, if it is there and unused. */
  unload(reference: string): Promise<void>;
  /** Addresses at which a NodePort may be reachable, best first. */
  urls(service: string, namespace: string, nodePort: number): Promise<string[]>;
  /** What to do if none of them responds. */
  urlRemedy: string;
}
