import { describe, expect, it } from "vitest";
import { analyse, describeFinding, isReady, podState } from "./analyse.ts";
import type { ContainerSpec, ContainerStatus, KubeEvent, Pod, Snapshot } from "./snapshot.ts";

const scope = { apps: ["api"], requiredKeys: {} };

function podOf(
  status: Partial<ContainerStatus>,
  more: Partial<Pod["status"]> = {},
  spec: Partial<ContainerSpec> = {},
): Pod {
  return {
    metadata: { name: "api-1", labels: { app: "api" } },
    spec: {
      containers: [
        {
          name: "api",
          image: "api:latest",
          imagePullPolicy: "Never",
          ports: [{ containerPort: 8000, name: "http" }],
          resources: { limits: { memory: "128Mi" } },
          livenessProbe: { httpGet: { path: "/health", port: 8000 } },
          readinessProbe: { httpGet: { path: "/health", port: 8000 } },
          ...spec,
        },
      ],
    },
    status: {
      phase: "Running",
      containerStatuses: [{ name: "api", ready: false, restartCount: 0, ...status }],
      ...more,
    },
  };
}
const event = (reason: string, message: string): KubeEvent => ({
  reason,
  message,
  involvedObject: { name: "api-1" },
});

function findings(pod: Pod, more: Partial<Snapshot> = {}) {
  const snapshot: Snapshot = {
    pods: [pod],
    events: [],
    deployments: [],
    services: [],
    logs: {},
    secretKeys: {},
    ...more,
  };
  return analyse(snapshot, scope);
}
const waiting = (reason: string, message = "") => ({ state: { waiting: { reason, message } } });
const crashed = (exitCode: number, reason = "Error") => ({
  restartCount: 3,
  state: { waiting: { reason: "CrashLoopBackOff" } },
  lastState: { terminated: { exitCode, reason } },
});
const log = (text: string) => ({ logs: { "api-1/api": text } });

interface Case {
  name: string;
  code: string;
  pod: Pod;
  more?: Partial<Snapshot>;
  cause: string;
  fix: string;
}
const cases: Case[] = [
  {
    name: "an image that was built elsewhere",
    code: "image-never-pull",
    pod: podOf(waiting("ErrImageNeverPull")),
    cause: "api:latest is not in this cluster's own store",
    fix: "eval $(minikube docker-env)",
  },
  {
    name: "the same where images are loaded",
    code: "image-never-pull",
    pod: podOf(waiting("ErrImageNeverPull")),
    more: { loadCommand: "minikube image load IMAGE" },
    cause: "pull policy is Never",
    fix: "minikube image load api:latest",
  },
  {
    name: "an image nobody can pull",
    code: "image-pull",
    pod: podOf(
      waiting("ImagePullBackOff", 'Back-off pulling image "api:latest"'),
      {},
      { imagePullPolicy: "Always" },
    ),
    cause: "Back-off pulling",
    fix: "exists in its registry",
  },
  {
    name: "a missing Secret",
    code: "secret-missing",
    pod: podOf(waiting("CreateContainerConfigError", 'secret "api-key" not found')),
    cause: "secret api-key does not exist",
    fix: "T024",
  },
  {
    name: "a missing ConfigMap",
    code: "configmap-missing",
    pod: podOf(waiting("CreateContainerConfigError", 'configmap "api-conf" not found')),
    cause: "configmap api-conf does not exist",
    fix: "kubectl create configmap",
  },
  {
    name: "a missing key",
    code: "key-missing",
    pod: podOf(waiting("CreateContainerConfigError", "couldn't find key URL in Secret default/api-key")),
    cause: "has no key URL",
    fix: "Add URL to .env",
  },
  {
    name: "too little memory",
    code: "oom-killed",
    pod: podOf(crashed(137, "OOMKilled")),
    cause: "more memory than its limit of 128Mi",
    fix: "Raise resources.limits.memory",
  },
  {
    name: "a kill by the liveness probe is no lack of memory",
    code: "probe-failing",
    pod: podOf(crashed(137)),
    more: { events: [event("Unhealthy", "Liveness probe failed: timeout")] },
    cause: "Liveness probe failed",
    fix: "startup probe",
  },
  {
    name: "a database that is away",
    code: "database-unreachable",
    pod: podOf(crashed(1)),
    more: log("starting\nError: connect ECONNREFUSED 10.0.0.1:5432\n"),
    cause: "ECONNREFUSED",
    fix: "DATABASE_URL",
  },
  {
    name: "a file system it may not write",
    code: "read-only-root",
    pod: podOf(crashed(1)),
    more: log("Error: EROFS: read-only file system, mkdir '/x'"),
    cause: "EROFS",
    fix: "emptyDir",
  },
  {
    name: "a file that is not in the image",
    code: "missing-file",
    pod: podOf(crashed(1)),
    more: log("Error: Cannot find module '/app/main.js'"),
    cause: "Cannot find module",
    fix: "final stage",
  },
  {
    name: "any other end",
    code: "crash",
    pod: podOf(crashed(3)),
    more: log("one\nlast words\n"),
    cause: "exit code 3 (Error); its last words: last words",
    fix: "--previous",
  },
  {
    name: "an error with a library's advice below it",
    code: "crash",
    pod: podOf(crashed(1)),
    more: log(
      "Traceback (most recent call last):\nValidationError: 1 validation error for Settings: DB_URL\n  Field required\n    For further information visit https://errors.example.dev/2/v/missing\n",
    ),
    cause: "its last words: ValidationError: 1 validation error for Settings: DB_URL",
    fix: "--previous",
  },
  {
    name: "a probe that asks another port",
    code: "probe-port",
    pod: podOf(
      { state: { running: {} } },
      {},
      { readinessProbe: { httpGet: { path: "/health", port: 9000 } } },
    ),
    more: { events: [event("Unhealthy", "Readiness probe failed: connection refused")] },
    cause: "asks port 9000, the container listens on 8000",
    fix: "container's port",
  },
  {
    name: "a program that listens on another port",
    code: "other-port",
    pod: podOf({ state: { running: {} } }),
    more: {
      events: [
        event("Unhealthy", "Readiness probe failed: dial tcp 10.0.0.9:8000: connect: connection refused"),
      ],
      listeners: { "api-1/api": [{ port: 3000, loopback: false }] },
    },
    cause: "asks port 8000, where nothing listens; the program listens on 3000",
    fix: "services[].port",
  },
  {
    name: "a program that only its own pod can reach",
    code: "loopback-only",
    pod: podOf({ state: { running: {} } }),
    more: {
      events: [
        event("Unhealthy", "Readiness probe failed: dial tcp 10.0.0.9:8000: connect: connection refused"),
      ],
      listeners: { "api-1/api": [{ port: 8000, loopback: true }] },
    },
    cause: "where the program listens on 127.0.0.1 only",
    fix: "0.0.0.0",
  },
  {
    name: "a probe that asks a path that is not there",
    code: "probe-path",
    pod: podOf({ state: { running: {} } }),
    more: { events: [event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404")] },
    cause: "/health, which answers 404",
    fix: "path",
  },
  {
    name: "a server that waits for its database",
    code: "database-unreachable",
    pod: podOf({ state: { running: {} } }),
    more: {
      ...log("the database cannot be reached: timeout"),
      events: [event("Unhealthy", "Startup probe failed: HTTP probe failed with statuscode: 503")],
    },
    cause: "database cannot be reached",
    fix: "DATABASE_URL",
  },
  {
    name: "a cluster without room",
    code: "no-room",
    pod: podOf(
      {},
      {
        phase: "Pending",
        containerStatuses: [],
        conditions: [
          { type: "PodScheduled", status: "False", message: "0/1 nodes are available: 1 Insufficient cpu." },
        ],
      },
    ),
    cause: "Insufficient cpu",
    fix: "Lower the requests",
  },
  {
    name: "a taint",
    code: "no-node-fits",
    pod: podOf(
      {},
      {
        phase: "Pending",
        containerStatuses: [],
        conditions: [{ type: "PodScheduled", status: "False", message: "1 node(s) had untolerated taint" }],
      },
    ),
    cause: "taint",
    fix: "tolerations",
  },
  {
    name: "a claim without a volume",
    code: "volume-claim",
    pod: podOf(
      {},
      {
        phase: "Pending",
        containerStatuses: [],
        conditions: [
          {
            type: "PodScheduled",
            status: "False",
            message: "pod has unbound immediate PersistentVolumeClaims",
          },
        ],
      },
    ),
    cause: "PersistentVolumeClaims",
    fix: "storage class",
  },
  {
    name: "a mount that fails",
    code: "mount",
    pod: podOf({}, { phase: "Pending", containerStatuses: [] }),
    more: { events: [event("FailedMount", 'secret "x" not found')] },
    cause: 'secret "x"',
    fix: "mounts",
  },
  {
    name: "an eviction",
    code: "evicted",
    pod: podOf({}, { reason: "Evicted", message: "The node was low on resource: ephemeral-storage." }),
    cause: "ephemeral-storage",
    fix: "Free the node",
  },
  {
    name: "a command that cannot be started",
    code: "container-start",
    pod: podOf(waiting("RunContainerError", "exec: node: not found")),
    cause: "exec: node",
    fix: "CMD",
  },
];

describe("analyse", () => {
  for (const { name, code, pod, more, cause, fix } of cases)
    it(`names the cause and the fix of ${name}`, () => {
      const [first, ...rest] = findings(pod, more);
      expect(first).toMatchObject({ code, object: "pod/api-1" });
      expect(first?.cause).toContain(cause);
      expect(first?.fix).toContain(fix);
      expect(rest).toEqual([]);
    });

  it("finds nothing if all is well, and ignores objects of others", () => {
    const well = podOf({ ready: true, state: { running: {} } });
    expect(findings(well)).toEqual([]);
    expect(isReady(well)).toBe(true);
    const foreign = podOf(waiting("ErrImageNeverPull"));
    foreign.metadata.labels = { app: "other" };
    expect(findings(foreign)).toEqual([]);
    const starting = podOf({ state: { running: {} } });
    expect(findings(starting)).toEqual([]);
    expect(isReady(starting)).toBe(false);
  });

  it("names no cause for pods that are still starting, regardless of their logs", () => {
    const starting = podOf({ state: { running: {} } });
    for (const line of [
      "EROFS: read-only file system",
      "EACCES: permission denied",
      "no such file or directory",
    ])
      expect(findings(starting, log(line)), line).toEqual([]);
    const probed = {
      events: [event("Unhealthy", "Readiness probe failed: timeout")],
      ...log("EACCES: permission denied"),
    };
    expect(findings(starting, probed)).toMatchObject([{ code: "permission", lasting: false }]);
  });

  it("treats a crash as lasting only after several restarts", () => {
    const after = (restartCount: number) =>
      findings(podOf({ ...crashed(1), restartCount }), log("Cannot find module '/app/main.js'"));
    expect(after(1)).toMatchObject([{ code: "missing-file", lasting: false }]);
    expect(after(4)).toMatchObject([{ code: "missing-file", lasting: true }]);
  });

  it("detects pods that are not even created", () => {
    const deployment = (message: string) => ({
      metadata: { name: "api", labels: { app: "api" } },
      spec: { replicas: 2 },
      status: { conditions: [{ type: "ReplicaFailure", status: "True", message }] },
    });
    const codes = (message: string) =>
      findings(podOf({ ready: true }), { deployments: [deployment(message)] }).map((f) => f.code);
    expect(codes("pods is forbidden: exceeded quota: small, requested: cpu=1")).toEqual(["quota"]);
    expect(codes("maximum cpu usage per Container is 100m")).toEqual(["limit-range"]);
    expect(codes('pods "x" is forbidden: violates PodSecurity "restricted"')).toEqual(["admission"]);
  });

  it("detects missing keys by name, and one missing Secret once for all pods", () => {
    const asked = { apps: ["api"], requiredKeys: { "api-key": ["URL", "KEY"] } };
    const pods = [podOf(waiting("CreateContainerConfigError", 'secret "api-key" not found'))];
    const base: Snapshot = {
      pods,
      events: [],
      deployments: [],
      services: [],
      logs: {},
      secretKeys: { "api-key": null },
    };
    expect(analyse(base, asked).map((f) => f.code)).toEqual(["secret-missing"]);
    const partly = analyse({ ...base, pods: [], secretKeys: { "api-key": ["URL"] } }, asked);
    expect(partly.map(describeFinding)).toEqual([
      "secret/api-key incomplete: Secret api-key lacks KEY. Put KEY into .env and run infra-orchestrator up --from T024.",
    ]);
  });

  it("detects a Service that selects no pods", () => {
    const service = { metadata: { name: "api", labels: { app: "api" } }, spec: { selector: { app: "ap" } } };
    expect(
      findings(podOf({ ready: true, state: { running: {} } }), { services: [service] }).map((f) => f.code),
    ).toEqual(["no-endpoints"]);
  });

  it("describes a pod's state like kubectl", () => {
    expect(podState(podOf(waiting("ImagePullBackOff")))).toBe("ImagePullBackOff");
    expect(podState(podOf({ state: { running: {} } }))).toBe("Running");
  });
});
