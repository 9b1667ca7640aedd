import {
  type Finding,
  type Suspect,
  whenCrashing,
  whilePending,
  whileRunning,
  whileWaiting,
} from "./causes.ts";
import type { Pod, Snapshot } from "./snapshot.ts";

/** The analysis is limited to Deployments, pods and Services with these app labels. */
export interface Scope {
  apps: readonly string[];
  /** Secret → keys that it must contain. */
  requiredKeys: Readonly<Record<string, readonly string[]>>;
}

const appOf = (labels?: Record<string, string>) => labels?.app ?? "";

export function isReady(pod: Pod): boolean {
  const statuses = pod.status.containerStatuses ?? [];
  return (
    pod.status.phase === "Running" &&
    !pod.metadata.deletionTimestamp &&
    statuses.length > 0 &&
    statuses.every((status) => status.ready === true)
  );
}

/** A pod's state in one word, as `kubectl get pods` shows it. */
export function podState(pod: Pod): string {
  if (pod.metadata.deletionTimestamp) return "Terminating";
  const statuses = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  const waiting = statuses.find((status) => status.state?.waiting?.reason)?.state?.waiting?.reason;
  const ended = statuses.find((status) => status.state?.terminated?.reason)?.state?.terminated?.reason;
  return waiting ?? ended ?? pod.status.reason ?? pod.status.phase ?? "Unknown";
}

function diagnosePod(snapshot: Snapshot, pod: Pod): Finding[] {
  const object = `pod/${pod.metadata.name}`;
  const events = snapshot.events
    .filter((event) => event.involvedObject?.name === pod.metadata.name)
    .sort((a, b) =>
      (a.lastTimestamp ?? a.eventTime ?? "").localeCompare(b.lastTimestamp ?? b.eventTime ?? ""),
    );
  if (pod.status.reason === "Evicted")
    return [
      {
        code: "evicted",
        object,
        state: "Evicted",
        cause: pod.status.message ?? "the node ran out of a resource",
        fix: "Free the node's disk or memory; the pod is replaced by itself.",
        lasting: false,
      },
    ];
  const statuses = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])];
  const verdicts = statuses.flatMap((status) => {
    const spec = pod.spec.containers.find((container) => container.name === status.name) ?? {
      name: status.name,
    };
    const log = snapshot.logs[`${pod.metadata.name}/${status.name}`] ?? "";
    const suspect: Suspect = { snapshot, pod, spec, status, events, log };
    const restarted = !status.ready && (status.restartCount ?? 0) > 0;
    const failed = status.state?.terminated && status.state.terminated.exitCode !== 0;
    const verdict =
      whileWaiting(suspect) ?? (restarted || failed ? whenCrashing(suspect) : null) ?? whileRunning(suspect);
    return verdict ? [{ ...verdict, object }] : [];
  });
  if (verdicts.length) return verdicts;
  const pending = pod.status.phase === "Pending" ? whilePending({ pod, events }) : null;
  return pending ? [{ ...pending, object }] : [];
}

function missingPods(snapshot: Snapshot, scope: Scope): Finding[] {
  return snapshot.deployments
    .filter((deployment) => scope.apps.includes(appOf(deployment.metadata.labels)))
    .flatMap((deployment) => {
      const failure = deployment.status.conditions?.find(
        (condition) => condition.type === "ReplicaFailure" && condition.status === "True",
      );
      if (!failure) return [];
      const message = failure.message ?? "";
      const quota = /exceeded quota: ([^,]+)/i.exec(message);
      const limit = /maximum (cpu|memory) usage per|minimum (cpu|memory) usage per|LimitRange/i.test(message);
      const policy = /violates PodSecurity|admission webhook|forbidden/i.test(message);
      return [
        {
          code: quota ? "quota" : limit ? "limit-range" : policy ? "admission" : "replica-failure",
          object: `deployment/${deployment.metadata.name}`,
          state: "pods are not made",
          cause: message.replace(/\s+/g, " ").slice(0, 260),
          fix: quota
            ? `Raise ResourceQuota ${quota[1]}, or lower requests, limits or replicas.`
            : limit
              ? "Bring the container's resources inside the namespace's LimitRange."
              : "The cluster's policy refuses these pods: correct what the message names.",
          lasting: true,
        },
      ];
    });
}

function missingKeys(snapshot: Snapshot, scope: Scope): Finding[] {
  return Object.entries(scope.requiredKeys).flatMap(([secret, keys]) => {
    const given = snapshot.secretKeys[secret];
    if (given === undefined) return [];
    const absent = given === null ? [...keys] : keys.filter((key) => !given.includes(key));
    if (!absent.length) return [];
    const whole = given === null;
    return [
      {
        code: whole ? "secret-missing" : "key-missing",
        object: `secret/${secret}`,
        state: whole ? "NotFound" : "incomplete",
        cause: whole ? `Secret ${secret} does not exist` : `Secret ${secret} lacks ${absent.join(", ")}`,
        fix: `Put ${absent.join(", ")} into .env and run infra-orchestrator up --from T024.`,
        lasting: true,
      },
    ];
  });
}

function idleServices(snapshot: Snapshot, scope: Scope): Finding[] {
  return snapshot.services
    .filter((service) => scope.apps.includes(appOf(service.metadata.labels)))
    .flatMap((service) => {
      const selector = Object.entries(service.spec.selector ?? {});
      const selected = snapshot.pods.filter((pod) =>
        selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
      );
      if (!selector.length || selected.length) return [];
      return [
        {
          code: "no-endpoints",
          object: `service/${service.metadata.name}`,
          state: "no endpoints",
          cause: `no pod has the labels ${selector.map((pair) => pair.join("=")).join(", ")}`,
          fix: "Let the Service select the labels of the pods.",
          lasting: true,
        },
      ];
    });
}

/**
 * The problems in a namespace, each with a root cause and a fix; empty if all is well. It uses only the snapshot, so
 * the same snapshot always gives the same findings.
 */
export function analyse(snapshot: Snapshot, scope: Scope): Finding[] {
  const pods = snapshot.pods.filter(
    (pod) => scope.apps.includes(appOf(pod.metadata.labels)) && !pod.metadata.deletionTimestamp,
  );
  const keys = missingKeys(snapshot, scope);
  const findings = [
    ...keys,
    ...missingPods(snapshot, scope),
    ...pods.flatMap((pod) => diagnosePod(snapshot, pod)),
    ...idleServices(snapshot, scope),
  ];
  // A missing Secret stops every pod that reads it: one cause, reported once.
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const key =
      finding.code === "secret-missing"
        ? "secret-missing"
        : `${finding.code} ${finding.object} ${finding.cause}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** One line per finding, for logs and errors. */
export const describeFinding = ({ object, state, cause, fix }: Finding) =>
  `${object} ${state}: ${cause}. ${fix}`;
