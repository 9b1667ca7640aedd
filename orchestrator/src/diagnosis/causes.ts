import type { ContainerSpec, ContainerStatus, KubeEvent, Pod, Snapshot } from "./snapshot.ts";

/** One problem, its cause, and its fix. */
export interface Finding {
  code: string;
  /** "pod/name", "deployment/name" … */
  object: string;
  state: string;
  cause: string;
  fix: string;
  /** Waiting longer will not help. */
  lasting: boolean;
}

export interface Suspect {
  snapshot: Snapshot;
  pod: Pod;
  spec: ContainerSpec;
  status: ContainerStatus;
  events: KubeEvent[];
  log: string;
}

type Verdict = Omit<Finding, "object"> | null;

const found = (code: string, state: string, cause: string, fix: string, lasting = true): Verdict => ({
  code,
  state,
  cause,
  fix,
  lasting,
});
const short = (text = "", longest = 220) => text.replace(/\s+/g, " ").trim().slice(0, longest);

const DATABASE =
  /ECONNREFUSED[^\n]*:?5432|(database|postgres|pg|DATABASE_URL)[^\n]*(refused|unreachable|cannot be reached|timed? ?out|ENOTFOUND|not reachable)|getaddrinfo[^\n]*(postgres|database|db)|password authentication failed|the database system is starting|DATABASE_URL is not set|connect ECONNREFUSED/i;
const WRITE = /EROFS|read-only file system/i;
const PERMISSION = /EACCES|permission denied/i;
const MODULE = /Cannot find module|ERR_MODULE_NOT_FOUND|executable file not found|no such file or directory/i;

/** Why a container exited, according to its log. */
function fromLog({ log }: Suspect, state: string): Verdict {
  const line = (pattern: RegExp) => short(log.split("\n").find((each) => pattern.test(each)));
  if (DATABASE.test(log))
    return found(
      "database-unreachable",
      state,
      `the log says: ${line(DATABASE)}`,
      "See that the database of DATABASE_URL runs and can be reached from the cluster, and that its password is right.",
      false,
    );
  if (WRITE.test(log))
    return found(
      "read-only-root",
      state,
      `the log says: ${line(WRITE)}`,
      "Give it an emptyDir where it writes (`writable` in deploy.yaml).",
    );
  if (PERMISSION.test(log))
    return found(
      "permission",
      state,
      `the log says: ${line(PERMISSION)}`,
      "Make the files readable for the image's user (COPY --chown).",
    );
  if (MODULE.test(log))
    return found(
      "missing-file",
      state,
      `the log says: ${line(MODULE)}`,
      "The image lacks a file it starts: look at the final stage of its Dockerfile.",
    );
  return null;
}

const ERROR = /\b\w*(?:error|exception)\b\s*[:(]|\b(?:fatal|panic|critical)\b/i;

/** The log line that explains the exit: the last one that mentions an error, otherwise the last one. */
function lastError(log: string): string | undefined {
  const lines = log.split("\n").filter((line) => line.trim());
  return lines.findLast((line) => ERROR.test(line) && !/https?:\/\/\S+$/.test(line.trim())) ?? lines.at(-1);
}

const oom = (status: ContainerStatus) =>
  [status.state?.terminated, status.lastState?.terminated].find(
    (end) => end?.reason === "OOMKilled" || end?.exitCode === 137,
  );

/** Containers that are waiting for an image, for their configuration, or for a restart. */
export function whileWaiting(suspect: Suspect): Verdict {
  const { spec, status, snapshot } = suspect;
  const waiting = status.state?.waiting;
  const reason = waiting?.reason ?? "";
  const message = short(waiting?.message);
  switch (reason) {
    case "ErrImageNeverPull":
      return found(
        "image-never-pull",
        reason,
        `image ${spec.image} is not in this cluster's own store, and its pull policy is Never`,
        snapshot.loadCommand
          ? `Bring it there: ${snapshot.loadCommand.replace("IMAGE", spec.image ?? "")}`
          : `Build it in the cluster's daemon: eval $(minikube docker-env) && docker build -t ${spec.image} …`,
      );
    case "ErrImagePull":
    case "ImagePullBackOff":
      return found(
        "image-pull",
        reason,
        message || `image ${spec.image} cannot be pulled`,
        spec.imagePullPolicy === "Never"
          ? "Build it in the cluster's daemon."
          : `See that ${spec.image} exists in its registry and that the cluster may pull it; a local image needs imagePullPolicy Never.`,
      );
    case "InvalidImageName":
      return found(
        "image-name",
        reason,
        `${spec.image} is no image name`,
        "Correct image and tag in the values.",
      );
    case "CreateContainerConfigError": {
      const missing = /(secret|configmap) "([^"]+)" not found/i.exec(message);
      const key = /couldn't find key (\S+) in (Secret|ConfigMap) (\S+)/i.exec(message);
      if (missing)
        return found(
          missing[1]?.toLowerCase() === "secret" ? "secret-missing" : "configmap-missing",
          reason,
          `${missing[1]} ${missing[2]} does not exist`,
          `Make it: infra-orchestrator up --from T024 (from .env), or kubectl create ${missing[1]?.toLowerCase()} … ${missing[2]}.`,
        );
      if (key)
        return found(
          "key-missing",
          reason,
          `${key[2]} ${key[3]} has no key ${key[1]}`,
          `Add ${key[1]} to .env and run again.`,
        );
      return found("container-config", reason, message, "Correct what the message names.");
    }
    case "RunContainerError":
    case "CreateContainerError":
    case "StartError":
      return found(
        "container-start",
        reason,
        message,
        "The image's command cannot be started: look at CMD in its Dockerfile.",
      );
    case "CrashLoopBackOff":
      return whenCrashing(suspect);
    default:
      return null;
  }
}

/**
 * The number of restarts after which a crash counts as lasting. Kubernetes backs off 10, 20, 40 s and so on, so a
 * container that waits for a dependency has had more than a minute.
 */
const RESTARTS = 4;

/** Containers that exited, perhaps repeatedly. */
export function whenCrashing(suspect: Suspect): Verdict {
  const verdict = whyCrashed(suspect);
  return (
    verdict && { ...verdict, lasting: verdict.lasting && (suspect.status.restartCount ?? 0) >= RESTARTS }
  );
}

function whyCrashed(suspect: Suspect): Verdict {
  const { status, spec, events } = suspect;
  const state = status.state?.waiting?.reason ?? status.state?.terminated?.reason ?? "Restarting";
  const end = status.lastState?.terminated ?? status.state?.terminated;
  const killedByProbe = events.some((event) =>
    /Liveness probe failed|failed liveness probe|failed startup probe/i.test(event.message ?? ""),
  );
  // A liveness kill exits with 137 as well; only the reason distinguishes it from an OOM kill.
  const memory = oom(status);
  if (memory && (memory.reason === "OOMKilled" || !killedByProbe))
    return found(
      "oom-killed",
      "OOMKilled",
      `it used more memory than its limit of ${spec.resources?.limits?.memory ?? "the node"} and was killed (exit code ${memory.exitCode ?? 137})`,
      "Raise resources.limits.memory, or find what grows: infra-orchestrator optimise measures it.",
    );
  const said = fromLog(suspect, state);
  if (said) return said;
  if (killedByProbe) return probeVerdict(suspect, "livenessProbe", state);
  if (!end) return null;
  const log = short(lastError(suspect.log));
  return found(
    "crash",
    state,
    `it ended with exit code ${end.exitCode ?? "?"}${end.reason ? ` (${end.reason})` : ""}${log ? `; its last words: ${log}` : ""}`,
    `kubectl logs ${suspect.pod.metadata.name} -c ${spec.name} --previous`,
  );
}

type ProbeKind = "livenessProbe" | "readinessProbe" | "startupProbe";

function probeVerdict(suspect: Suspect, kind: ProbeKind, state: string): Verdict {
  const { spec, events } = suspect;
  const probe = spec[kind]?.httpGet;
  const ports = spec.ports?.map((port) => port.containerPort) ?? [];
  const named = spec.ports?.some((port) => port.name === probe?.port);
  if (probe?.port !== undefined && !named && !ports.includes(Number(probe.port)))
    return found(
      "probe-port",
      state,
      `${kind} asks port ${probe.port}, the container listens on ${ports.join(", ") || "no port"}`,
      "Let the probe ask the container's port.",
    );
  const failed = events.findLast((event) => event.reason === "Unhealthy")?.message ?? "";
  const elsewhere = /connection refused/i.test(failed) && listensElsewhere(suspect, kind, state);
  if (elsewhere) return elsewhere;
  const code = /statuscode: (\d+)/i.exec(failed)?.[1];
  if (code === "404")
    return found(
      "probe-path",
      state,
      `${kind} asks ${probe?.path ?? "/"}, which answers 404`,
      "Correct the probe's path.",
    );
  return found(
    "probe-failing",
    state,
    failed ? short(failed) : `${kind} does not succeed`,
    "See its log; if it only starts slowly, give the startup probe more time.",
    false,
  );
}

/** What the pod's sockets reveal if nothing listens on the probed port; null if they reveal nothing. */
function listensElsewhere({ snapshot, pod, spec }: Suspect, kind: ProbeKind, state: string): Verdict {
  const listeners = snapshot.listeners?.[`${pod.metadata.name}/${spec.name}`];
  const probed = spec[kind]?.httpGet?.port;
  if (!listeners?.length || probed === undefined) return null;
  const asked = spec.ports?.find(({ name }) => name === probed)?.containerPort ?? Number(probed);
  const same = listeners.find(({ port }) => port === asked);
  if (same?.loopback)
    return found(
      "loopback-only",
      state,
      `${kind} asks port ${asked}, where the program listens on 127.0.0.1 only`,
      "Let it listen on 0.0.0.0, as a rule by a variable such as HOST.",
      false,
    );
  if (same) return null;
  const others = listeners.map(({ port, loopback }) => `${port}${loopback ? " (on 127.0.0.1 only)" : ""}`);
  return found(
    "other-port",
    state,
    `${kind} asks port ${asked}, where nothing listens; the program listens on ${others.join(", ")}`,
    "Write that port into deploy.yaml (services[].port), or tell the program which one it shall listen on.",
    // It may open its other ports later during startup.
    false,
  );
}

/** Containers that run but are not ready. */
export function whileRunning(suspect: Suspect): Verdict {
  const { status, events } = suspect;
  if (status.ready || !status.state?.running) return null;
  const unhealthy = events.filter((event) => event.reason === "Unhealthy");
  const kind = unhealthy.some((event) => /^Startup/.test(event.message ?? ""))
    ? "startupProbe"
    : "readinessProbe";
  // A container that is still starting has not failed, regardless of its log.
  if (!unhealthy.length) return null;
  const port = probeVerdict(suspect, kind, "Running, not ready");
  if (port && port.code !== "probe-failing") return port;
  const said = fromLog(suspect, "Running, not ready");
  return said ? { ...said, lasting: false } : port;
}

/** Pods that have not started at all. */
export function whilePending({ pod, events }: { pod: Pod; events: KubeEvent[] }): Verdict {
  const scheduled = pod.status.conditions?.find((condition) => condition.type === "PodScheduled");
  if (scheduled?.status === "False") {
    const message = short(scheduled.message);
    if (/Insufficient (cpu|memory)/i.test(message))
      return found(
        "no-room",
        "Pending",
        message,
        "Lower the requests or replicas, or give the cluster more (minikube start --cpus --memory).",
        // During a rollout, terminating pods still hold what the new one needs.
        false,
      );
    if (/taint|node affinity|node selector/i.test(message))
      return found(
        "no-node-fits",
        "Pending",
        message,
        "No node accepts it: look at tolerations, nodeSelector and the nodes' taints.",
      );
    if (/persistentvolumeclaim/i.test(message))
      return found(
        "volume-claim",
        "Pending",
        message,
        "Its volume is not there: kubectl get pvc, and see that the storage class works.",
        false,
      );
    return found(
      "unschedulable",
      "Pending",
      message || "the scheduler has not placed it",
      "kubectl describe pod says why.",
      false,
    );
  }
  const mount = events.findLast(
    (event) => event.reason === "FailedMount" || event.reason === "FailedAttachVolume",
  );
  if (mount) return found("mount", "ContainerCreating", short(mount.message), "Make what it mounts.");
  const sandbox = events.findLast((event) => event.reason === "FailedCreatePodSandBox");
  if (sandbox)
    return found(
      "sandbox",
      "ContainerCreating",
      short(sandbox.message),
      "The node's network or runtime has a fault.",
      false,
    );
  return null;
}
