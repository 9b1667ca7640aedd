import type { Kubectl } from "../cluster/kubectl.ts";
import { type Listener, listenersOf } from "./sockets.ts";

export interface ContainerState {
  waiting?: { reason?: string; message?: string };
  running?: { startedAt?: string };
  terminated?: { reason?: string; exitCode?: number; message?: string; finishedAt?: string };
}
export interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  image?: string;
  state?: ContainerState;
  lastState?: ContainerState;
}
export interface Probe {
  httpGet?: { path?: string; port?: number | string };
}
export interface ContainerSpec {
  name: string;
  image?: string;
  imagePullPolicy?: string;
  ports?: { containerPort: number; name?: string }[];
  resources?: { requests?: Record<string, string>; limits?: Record<string, string> };
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  startupProbe?: Probe;
  envFrom?: { secretRef?: { name: string }; configMapRef?: { name: string } }[];
}
export interface Metadata {
  name: string;
  namespace?: string;
  labels?: Record<string, string>;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  /** Version of the spec; `status.observedGeneration` is the one that the status describes. */
  generation?: number;
}
export interface Pod {
  metadata: Metadata;
  spec: { containers: ContainerSpec[]; nodeName?: string };
  status: {
    phase?: string;
    reason?: string;
    message?: string;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}
export interface KubeEvent {
  type?: string;
  reason?: string;
  message?: string;
  lastTimestamp?: string;
  eventTime?: string;
  count?: number;
  involvedObject?: { kind?: string; name?: string };
}
export interface Deployment {
  metadata: Metadata;
  spec: { replicas?: number };
  status: {
    readyReplicas?: number;
    updatedReplicas?: number;
    observedGeneration?: number;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
}
export interface Service {
  metadata: Metadata;
  spec: { selector?: Record<string, string>; ports?: { port: number; nodePort?: number }[] };
}

/** The input of the analysis; plain data, so that it can be analysed without a cluster. */
export interface Snapshot {
  pods: Pod[];
  events: KubeEvent[];
  deployments: Deployment[];
  services: Service[];
  /** "pod/container" → the end of its log, or of the previous run's if it has been restarted. */
  logs: Record<string, string>;
  /** "pod/container" → the pod's listening sockets, for containers whose probe was refused. */
  listeners?: Record<string, Listener[]>;
  /** Secret → names of its keys; null if the Secret does not exist. Values are never read. */
  secretKeys: Record<string, string[] | null>;
  /** Minikube's own daemon, another one, or none: determines how a missing image gets there. */
  loadCommand?: string;
}

const LOG_LINES = "40";
const KEYS = '{{range $key, $value := .data}}{{$key}}{{"\\n"}}{{end}}';

/** Takes a snapshot of a namespace. Reads logs only of unhealthy pods, and only the key names of Secrets. */
export async function takeSnapshot(kubectl: Kubectl, secrets: readonly string[]): Promise<Snapshot> {
  const [pods, events, deployments, services] = await Promise.all([
    kubectl.list<Pod>(["pods"]),
    kubectl.list<KubeEvent>(["events"]),
    kubectl.list<Deployment>(["deployments"]),
    kubectl.list<Service>(["services"]),
  ]);
  const logs: Record<string, string> = {};
  const unwell = pods.flatMap((pod) =>
    (pod.status.containerStatuses ?? [])
      .filter((status) => !status.ready && (status.state?.running || (status.restartCount ?? 0) > 0))
      .map((status) => ({ pod: pod.metadata.name, status })),
  );
  await Promise.all(
    unwell.slice(0, 8).map(async ({ pod, status }) => {
      const tail = (more: string[]) =>
        kubectl.try(["logs", pod, "-c", status.name, `--tail=${LOG_LINES}`, ...more], undefined, 10_000);
      const previous = (status.restartCount ?? 0) > 0 ? await tail(["--previous"]) : null;
      const result = previous?.exitCode === 0 && previous.stdout ? previous : await tail([]);
      if (result.exitCode === 0) logs[`${pod}/${status.name}`] = result.stdout;
    }),
  );
  const refused = unwell.filter(({ pod, status }) => status.state?.running && wasRefused(events, pod));
  const listeners: Record<string, Listener[]> = {};
  await Promise.all(
    refused.slice(0, 4).map(async ({ pod, status }) => {
      const found = await listenersOf(kubectl, pod, status.name);
      if (found) listeners[`${pod}/${status.name}`] = found;
    }),
  );
  const secretKeys: Record<string, string[] | null> = {};
  await Promise.all(
    secrets.map(async (name) => {
      const result = await kubectl.try(["get", "secret", name, "-o", `go-template=${KEYS}`]);
      secretKeys[name] = result.exitCode === 0 ? result.stdout.split("\n").filter(Boolean) : null;
    }),
  );
  return { pods, events, deployments, services, logs, listeners, secretKeys };
}

/** Whether a probe of the pod found nothing listening. */
const wasRefused = (events: readonly KubeEvent[], pod: string) =>
  events.some(
    ({ reason, message = "", involvedObject }) =>
      reason === "Unhealthy" && involvedObject?.name === pod && /connection refused/i.test(message),
  );
