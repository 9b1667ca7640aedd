/**
 * The fields of the three kinds the orchestrator writes, as far down as it judges them (Kubernetes 1.34 API
 * reference: Deployment apps/v1, Service v1, ConfigMap v1). A misspelt field is dropped in silence by clients
 * that do not validate strictly, so it has to be found here; the API server checks the rest in a dry run.
 */
type Shape = { [field: string]: Shape | null };

const words = (text: string): Shape =>
  Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((name) => [name, null]),
  );

const metadata: Shape = words("name namespace labels annotations");
const probe: Shape = {
  ...words(
    "initialDelaySeconds periodSeconds timeoutSeconds successThreshold failureThreshold terminationGracePeriodSeconds exec grpc tcpSocket",
  ),
  httpGet: words("path port host scheme httpHeaders"),
};
const container: Shape = {
  ...words(
    "name image command args workingDir env envFrom imagePullPolicy lifecycle terminationMessagePath terminationMessagePolicy stdin stdinOnce tty volumeMounts volumeDevices resizePolicy restartPolicy",
  ),
  ports: words("name containerPort hostPort hostIP protocol"),
  resources: words("requests limits claims"),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  securityContext: words(
    "allowPrivilegeEscalation privileged readOnlyRootFilesystem runAsNonRoot runAsUser runAsGroup capabilities seccompProfile seLinuxOptions procMount appArmorProfile windowsOptions",
  ),
};
const podSpec: Shape = {
  ...words(
    "volumes serviceAccountName serviceAccount automountServiceAccountToken enableServiceLinks terminationGracePeriodSeconds activeDeadlineSeconds dnsPolicy dnsConfig hostNetwork hostPID hostIPC hostname hostUsers subdomain nodeName nodeSelector affinity tolerations topologySpreadConstraints priority priorityClassName preemptionPolicy restartPolicy runtimeClassName schedulerName schedulingGates setHostnameAsFQDN shareProcessNamespace imagePullSecrets overhead os readinessGates hostAliases resources",
  ),
  securityContext: words(
    "runAsNonRoot runAsUser runAsGroup fsGroup fsGroupChangePolicy supplementalGroups supplementalGroupsPolicy seccompProfile seLinuxOptions seLinuxChangePolicy sysctls appArmorProfile windowsOptions",
  ),
  containers: container,
  initContainers: container,
};

const shapes: Record<string, Shape> = {
  Deployment: {
    ...words("apiVersion kind"),
    metadata,
    spec: {
      ...words("replicas minReadySeconds revisionHistoryLimit progressDeadlineSeconds paused"),
      selector: words("matchLabels matchExpressions"),
      strategy: { type: null, rollingUpdate: words("maxUnavailable maxSurge") },
      template: { metadata, spec: podSpec },
    },
  },
  Service: {
    ...words("apiVersion kind"),
    metadata,
    spec: {
      ...words(
        "type selector clusterIP clusterIPs externalIPs externalName externalTrafficPolicy healthCheckNodePort internalTrafficPolicy ipFamilies ipFamilyPolicy loadBalancerClass loadBalancerIP loadBalancerSourceRanges allocateLoadBalancerNodePorts publishNotReadyAddresses sessionAffinity sessionAffinityConfig trafficDistribution",
      ),
      ports: words("name port targetPort nodePort protocol appProtocol"),
    },
  },
  ConfigMap: { ...words("apiVersion kind data binaryData immutable"), metadata },
};

function walk(value: unknown, shape: Shape, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => walk(item, shape, path));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]) => {
    const below = shape[field];
    const here = path ? `${path}.${field}` : field;
    if (below === undefined) return [here];
    return below === null ? [] : walk(inner, below, here);
  });
}

/** Paths of the fields Kubernetes does not know. */
export function unknownFields(object: unknown): string[] {
  const kind = typeof object === "object" && object !== null && "kind" in object ? String(object.kind) : "";
  const shape = shapes[kind];
  return shape ? [...new Set(walk(object, shape, ""))] : [];
}
