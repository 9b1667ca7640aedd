import type { KubernetesObject } from "./render.ts";
import { type Container, type PodSpec, type Workload, workloads } from "./workloads.ts";

/** A rule of kube-score or polaris: its name there, and what breaks it in a rendering. */
export interface Rule {
  score?: string;
  polaris?: string;
  broken: (workload: Workload, objects: KubernetesObject[]) => boolean;
}

interface Policy {
  policyTypes: string[];
  ingress?: unknown[];
  egress?: unknown[];
}

const containers = (pod: PodSpec): Container[] => [...pod.containers, ...(pod.initContainers ?? [])];
const anyContainer = (test: (container: Container) => boolean) => (workload: Workload) =>
  containers(workload.pod).some(test);
const served = (workload: Workload) => workload.object.kind !== "Pod";

const without = (kind: "requests" | "limits", resource: string) =>
  anyContainer((container) => !container.resources[kind][resource]);

const selecting = (objects: KubernetesObject[], kind: string, labels: Record<string, string>) =>
  objects.filter((object) => {
    const spec = object.spec as { podSelector?: { matchLabels: object }; selector?: { matchLabels: object } };
    const selector = spec?.podSelector?.matchLabels ?? spec?.selector?.matchLabels;
    return (
      object.kind === kind &&
      Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value) &&
      selector !== undefined
    );
  });

/** The rules that say something about this chart's kinds, beside those that the schemas cover. */
export const rules: Rule[] = [
  {
    score: "container-image-tag",
    polaris: "tagNotSpecified",
    broken: anyContainer((c) => /:latest$|^[^:@]+$/.test(c.image)),
  },
  {
    score: "container-image-pull-policy",
    polaris: "pullPolicyNotAlways",
    broken: anyContainer((c) => c.imagePullPolicy !== "Always"),
  },
  { score: "container-resources", polaris: "memoryLimitsMissing", broken: without("limits", "memory") },
  { polaris: "memoryRequestsMissing", broken: without("requests", "memory") },
  { polaris: "cpuLimitsMissing", broken: without("limits", "cpu") },
  { polaris: "cpuRequestsMissing", broken: without("requests", "cpu") },
  {
    score: "container-ephemeral-storage-request-and-limit",
    broken: (w) => without("limits", "ephemeral-storage")(w) || without("requests", "ephemeral-storage")(w),
  },
  {
    score: "container-security-context-readonlyrootfilesystem",
    polaris: "notReadOnlyRootFilesystem",
    broken: anyContainer((c) => !c.securityContext.readOnlyRootFilesystem),
  },
  {
    score: "container-security-context-privileged",
    polaris: "runAsPrivileged",
    broken: anyContainer((c) => c.securityContext.privileged !== false),
  },
  {
    polaris: "privilegeEscalationAllowed",
    broken: anyContainer((c) => c.securityContext.allowPrivilegeEscalation !== false),
  },
  { polaris: "runAsRootAllowed", broken: anyContainer((c) => !c.securityContext.runAsNonRoot) },
  {
    polaris: "insecureCapabilities",
    broken: anyContainer(
      (c) =>
        !c.securityContext.capabilities.drop.includes("ALL") || Boolean(c.securityContext.capabilities.add),
    ),
  },
  {
    score: "container-security-context-user-group-id",
    broken: (w) => w.pod.securityContext.runAsUser < 10_000,
  },
  {
    score: "container-seccomp-profile",
    polaris: "linuxHardening",
    broken: (w) => w.pod.securityContext.seccompProfile.type !== "RuntimeDefault",
  },
  { polaris: "hostNetworkSet", broken: (w) => Boolean(w.pod.hostNetwork || w.pod.hostPID || w.pod.hostIPC) },
  { polaris: "hostPathSet", broken: (w) => Boolean(w.pod.volumes?.some((volume) => volume.hostPath)) },
  { polaris: "automountServiceAccountToken", broken: (w) => w.pod.automountServiceAccountToken !== false },
  {
    polaris: "sensitiveContainerEnvVar",
    broken: anyContainer((c) =>
      Boolean(c.env?.some((one) => /password|token|secret|key/i.test(one.name) && one.value)),
    ),
  },
  {
    score: "pod-probes",
    polaris: "livenessProbeMissing",
    broken: (w) => w.pod.containers.some((c) => !c.livenessProbe),
  },
  { polaris: "readinessProbeMissing", broken: (w) => w.pod.containers.some((c) => !c.readinessProbe) },
  {
    score: "pod-probes-identical",
    broken: (w) =>
      w.pod.containers.some(
        (c) =>
          c.livenessProbe?.httpGet &&
          JSON.stringify(c.livenessProbe.httpGet) === JSON.stringify(c.readinessProbe?.httpGet),
      ),
  },
  { polaris: "topologySpreadConstraint", broken: (w) => !w.pod.topologySpreadConstraints?.length },
  {
    score: "deployment-has-host-podantiaffinity",
    broken: (w) => served(w) && !w.pod.affinity?.podAntiAffinity,
  },
  {
    polaris: "deploymentMissingReplicas",
    broken: (w) => w.object.kind === "Deployment" && (w.replicas ?? 0) < 2,
  },
  {
    score: "deployment-has-poddisruptionbudget",
    polaris: "missingPodDisruptionBudget",
    broken: (w, objects) => served(w) && selecting(objects, "PodDisruptionBudget", w.podLabels).length !== 1,
  },
  {
    score: "pod-networkpolicy",
    broken: (w, objects) => {
      const policies = selecting(objects, "NetworkPolicy", w.podLabels);
      return !policies.some((policy) => (policy.spec as Policy).policyTypes.length === 2);
    },
  },
  {
    polaris: "missingNetworkPolicy",
    broken: (w, objects) => {
      const [policy, ...more] = selecting(objects, "NetworkPolicy", w.podLabels);
      const { ingress = [], egress = [] } = (policy?.spec ?? {}) as Partial<Policy>;
      return more.length > 0 || ingress.length === 0 || egress.length === 0;
    },
  },
  { polaris: "priorityClassNotSet", broken: (w) => !("priorityClassName" in w.pod) },
  {
    polaris: "metadataAndInstanceMismatched",
    broken: (w) => w.podLabels["app.kubernetes.io/instance"] !== w.object.metadata.name,
  },
];

export interface Finding {
  workload: string;
  rule: string;
  exempt: boolean;
}

/** Every rule that a rendering breaks, and whether the object carries the exemption for it. */
export function findings(objects: KubernetesObject[]): Finding[] {
  return workloads(objects).flatMap((workload) => {
    const annotations = workload.object.metadata.annotations ?? {};
    const ignored = (annotations["kube-score/ignore"] ?? "").split(",");
    return rules
      .filter((rule) => rule.broken(workload, objects))
      .flatMap((rule) => [
        ...(rule.score ? [{ rule: rule.score, exempt: ignored.includes(rule.score) }] : []),
        ...(rule.polaris
          ? [
              {
                rule: rule.polaris,
                exempt: annotations[`polaris.fairwinds.com/${rule.polaris}-exempt`] === "true",
              },
            ]
          : []),
      ])
      .map((finding) => ({ workload: workload.object.metadata.name, ...finding }));
  });
}
