import type { KubernetesObject } from "./render.ts";

export interface Probe {
  httpGet?: { path: string; port: number };
  initialDelaySeconds?: number;
  periodSeconds?: number;
}

export interface Container {
  name: string;
  image: string;
  imagePullPolicy: string;
  env?: { name: string; value?: string }[];
  envFrom?: { secretRef?: { name: string }; configMapRef?: { name: string } }[];
  resources: Record<"requests" | "limits", Record<string, string>>;
  startupProbe?: Probe;
  livenessProbe?: Probe;
  readinessProbe?: Probe;
  lifecycle?: { preStop?: { sleep?: { seconds: number } } };
  securityContext: {
    allowPrivilegeEscalation: boolean;
    readOnlyRootFilesystem: boolean;
    privileged: boolean;
    runAsNonRoot: boolean;
    capabilities: { drop: string[]; add?: string[] };
  };
  volumeMounts?: { name: string; mountPath: string }[];
}

export interface PodSpec {
  imagePullSecrets?: { name: string }[];
  automountServiceAccountToken: boolean;
  serviceAccountName: string;
  hostNetwork?: boolean;
  hostPID?: boolean;
  hostIPC?: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext: { runAsUser: number; runAsNonRoot: boolean; seccompProfile: { type: string } };
  containers: Container[];
  initContainers?: Container[];
  topologySpreadConstraints?: unknown[];
  affinity?: { podAntiAffinity?: unknown };
  volumes?: { name: string; hostPath?: unknown; emptyDir?: { sizeLimit?: string } }[];
}

/** A pod or its controller, with the parts the rules check. */
export interface Workload {
  object: KubernetesObject;
  replicas: number | undefined;
  podLabels: Record<string, string>;
  pod: PodSpec;
}

/** Deployments, StatefulSets and pods among the objects. */
export function workloads(objects: KubernetesObject[]): Workload[] {
  return objects.flatMap((object) => {
    if (object.kind === "Pod") {
      return [{ object, replicas: 1, podLabels: object.metadata.labels ?? {}, pod: object.spec as PodSpec }];
    }
    if (object.kind !== "Deployment" && object.kind !== "StatefulSet") return [];
    const spec = object.spec as {
      replicas?: number;
      template: { metadata: { labels: Record<string, string> }; spec: PodSpec };
    };
    const { metadata, spec: pod } = spec.template;
    return [{ object, replicas: spec.replicas, podLabels: metadata.labels, pod }];
  });
}

/** The one object of a kind and name. @throws Error when it is not there */
export function find(objects: KubernetesObject[], kind: string, name: string): KubernetesObject {
  const found = objects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`There is no ${kind} ${name}.`);
  return found;
}

/** The workload of that name. @throws Error when it is not there */
export function workload(objects: KubernetesObject[], name: string): Workload {
  const found = workloads(objects).find((one) => one.object.metadata.name === name);
  if (!found) throw new Error(`There is no workload ${name}.`);
  return found;
}

export function mainContainer(one: Workload): Container {
  const [container] = one.pod.containers;
  if (!container) throw new Error(`${one.object.metadata.name} has no container.`);
  return container;
}
