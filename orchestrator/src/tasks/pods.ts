import { setTimeout as sleep } from "node:timers/promises";
import { analyse, describeFinding, isReady, podState, type Scope } from "../diagnosis/analyse.ts";
import type { Finding } from "../diagnosis/causes.ts";
import { type Pod, type Snapshot, takeSnapshot } from "../diagnosis/snapshot.ts";
import { Problem } from "../errors.ts";
import type { Context } from "../run/context.ts";
import { currentSecret } from "./secrets.ts";

/** The scope of the analysis for this application. */
export function scopeOf(context: Context): Scope {
  const { contract } = context;
  return {
    apps: contract.services.map(({ name }) => name),
    requiredKeys: Object.fromEntries(
      contract.secrets.map(({ name, keys }) => [
        name,
        Object.entries(keys)
          .filter(([, rule]) => !rule.optional && !rule.whenMissing)
          .map(([key]) => key),
      ]),
    ),
  };
}

/** A snapshot of the namespace, including how a missing image gets to this cluster. */
export async function snapshotOf(context: Context): Promise<Snapshot> {
  const snapshot = await takeSnapshot(
    context.kubectl,
    context.contract.secrets.map(({ name }) => name),
  );
  if (Object.keys(snapshot.logs).length > 0) await maskLogs(context, snapshot);
  const daemon = await context.daemon();
  if (!daemon.inside) snapshot.loadCommand = context.cluster.loadCommand("IMAGE");
  return snapshot;
}

/** Masks the values of the application's Secrets in what its containers wrote. */
async function maskLogs({ contract, kubectl, redactor }: Context, snapshot: Snapshot): Promise<void> {
  for (const { name } of contract.secrets) {
    // Without the right to read it, what has the form of a secret is masked nevertheless.
    const secret = await currentSecret({ kubectl }, name).catch(() => null);
    for (const value of secret?.data.values() ?? []) redactor.add(value);
  }
  for (const [container, text] of Object.entries(snapshot.logs))
    snapshot.logs[container] = redactor.redact(text);
}

export const podsOf = (context: Context, snapshot: Snapshot): Pod[] => {
  const apps = scopeOf(context).apps;
  return snapshot.pods.filter(
    (pod) => apps.includes(pod.metadata.labels?.app ?? "") && !pod.metadata.deletionTimestamp,
  );
};

export interface Readiness {
  ready: number;
  wanted: number;
  complete: boolean;
  pods: Pod[];
}

/** Whether all pods of every Deployment of the application are ready, and of the latest version. */
export function readiness(context: Context, snapshot: Snapshot): Readiness {
  const apps = scopeOf(context).apps;
  const deployments = snapshot.deployments.filter(({ metadata }) =>
    apps.includes(metadata.labels?.app ?? ""),
  );
  const wanted = deployments.reduce((sum, { spec }) => sum + (spec.replicas ?? 1), 0);
  const pods = podsOf(context, snapshot);
  const ready = pods.filter(isReady).length;
  const current = deployments.every(
    ({ metadata, spec, status }) =>
      // Until the controller has observed the change, its counts describe the previous pods.
      (status.observedGeneration ?? 0) >= (metadata.generation ?? 0) &&
      (status.updatedReplicas ?? 0) >= (spec.replicas ?? 1) &&
      (status.readyReplicas ?? 0) >= (spec.replicas ?? 1),
  );
  const complete =
    deployments.length === apps.length && current && ready === wanted && pods.length === wanted;
  return { ready, wanted, complete, pods };
}

const PAUSE = 1000;
/** A fault counts as lasting once it is seen this many times in a row: some disappear while pods start. */
const CERTAIN = 4;

/**
 * Waits until all pods are ready. Gives up early, with the reason, if they cannot become ready.
 * @throws Problem `pods_not_ready` with the root cause and fix of each finding
 */
export async function waitForPods(
  context: Context,
  seconds: number,
  note: (message: string) => void,
): Promise<Readiness & { seconds: number }> {
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  let said = "";
  let lastingFor = 0;
  for (;;) {
    const snapshot = await snapshotOf(context);
    const state = readiness(context, snapshot);
    if (state.complete) return { ...state, seconds: Math.round(elapsed() * 10) / 10 };
    const words = `${state.ready}/${state.wanted} ready: ${state.pods.map((pod) => `${pod.metadata.name} ${isReady(pod) ? "Ready" : podState(pod)}`).join(", ")}`;
    if (words !== said) note(words);
    said = words;
    const findings = analyse(snapshot, scopeOf(context));
    lastingFor = findings.some(({ lasting }) => lasting) ? lastingFor + 1 : 0;
    if (lastingFor >= CERTAIN || elapsed() > seconds) throw notReady(state, findings, Math.round(elapsed()));
    if (context.signal.aborted)
      throw new Problem("interrupted", "The run was interrupted.", "Run again: it resumes here.");
    await sleep(PAUSE);
  }
}

function notReady(state: Readiness, findings: readonly Finding[], seconds: number): Problem {
  const causes = findings.length
    ? findings.map(({ object, state: word, cause }) => `${object} ${word}: ${cause}`).join("\n")
    : state.pods
        .filter((pod) => !isReady(pod))
        .map((pod) => `pod/${pod.metadata.name} ${podState(pod)}: not ready yet, no fault in sight`)
        .join("\n");
  return new Problem(
    "pods_not_ready",
    `The rollout is not complete after ${seconds} s: ${state.ready} pods are ready, ${state.wanted} in their newest form are wanted.\n${causes}`,
    [...new Set(findings.map(({ fix }) => fix))].join("\n") || "kubectl describe pods says more.",
  );
}

/** The observations for an agent that assesses health: names, states, reasons and events; no Secrets and no logs. */
export function observed(context: Context, snapshot: Snapshot): string {
  const pods = podsOf(context, snapshot);
  const names = new Set(pods.map(({ metadata }) => metadata.name));
  const lines = pods.map((pod) => {
    const restarts = (pod.status.containerStatuses ?? []).reduce(
      (sum, { restartCount = 0 }) => sum + restartCount,
      0,
    );
    return `pod ${pod.metadata.name} (${pod.metadata.labels?.app}): ${podState(pod)}, ${isReady(pod) ? "ready" : "not ready"}, ${restarts} restarts`;
  });
  const events = snapshot.events
    .filter(({ type, involvedObject }) => type === "Warning" && names.has(involvedObject?.name ?? ""))
    .slice(-20)
    .map(
      ({ reason, message, involvedObject }) =>
        `event ${involvedObject?.name}: ${reason}: ${(message ?? "").slice(0, 160)}`,
    );
  return context.redactor.redact([...lines, ...events].join("\n"));
}

export { describeFinding };
