import { analyse, isReady, podState } from "../../diagnosis/analyse.ts";
import type { Context } from "../../run/context.ts";
import { outputOf } from "../../run/handle.ts";
import { page } from "../../tasks/handles.ts";
import { podsOf, readiness, scopeOf, snapshotOf } from "../../tasks/pods.ts";
import { EXIT } from "../exit-codes.ts";
import type { Say } from "../say.ts";

/** Prints the cluster, the release, its pods, and what is wrong with them. */
export async function status(context: Context, say: Say): Promise<number> {
  const cluster = await context.cluster.state();
  if (!cluster.running) {
    say([`The cluster does not run: ${cluster.detail}.`], { cluster, healthy: false });
    return EXIT.different;
  }
  const [release, snapshot] = await Promise.all([
    context.helm.release(context.contract.chart.release),
    snapshotOf(context),
  ]);
  const state = readiness(context, snapshot);
  const findings = release ? analyse(snapshot, scopeOf(context)) : [];
  const url = outputOf(context, page)?.url;
  const healthy = release?.status === "deployed" && state.complete && !findings.length;
  say(
    [
      `${context.cluster.context}: ${cluster.detail}`,
      release
        ? `Release ${context.contract.chart.release}: ${release.status}, revision ${release.revision}`
        : "The release is not installed.",
      ...podsOf(context, snapshot).map(
        (pod) => `${isReady(pod) ? "✔" : "✖"} ${pod.metadata.name} ${podState(pod)}`,
      ),
      ...findings.map(({ object, state: word, cause, fix }) => `✖ ${object} ${word}: ${cause}\n  ${fix}`),
      ...(healthy && url ? [`Open ${url}`] : []),
      ...(context.state.finished
        ? []
        : ["A run was stopped and has not come to its end: infra-orchestrator up goes on with it."]),
    ],
    { cluster, release, ready: state.ready, wanted: state.wanted, findings, healthy, url: url ?? null },
  );
  return healthy ? EXIT.ok : EXIT.different;
}
