import type { Release } from "../../cluster/helm.ts";
import { valueAt } from "../../contract/manifest/expect.ts";
import { Problem } from "../../errors.ts";
import type { Context } from "../../run/context.ts";
import { namedIn } from "../../tasks/collect.ts";
import { RUN } from "../../tasks/deploy.ts";
import { release as releaseTask } from "../../tasks/handles.ts";
import { audited } from "../audited.ts";
import { EXIT } from "../exit-codes.ts";
import type { Options } from "../options.ts";
import type { Say } from "../say.ts";

/**
 * The revision to roll back to: the previous state, from an earlier run than the one that made the present state. A run
 * may make two revisions, the second with other resources only; and a state that was rolled back is not restored.
 */
export function revisionBefore(history: readonly Release[]): Release | null {
  /** The revision whose state a release has: for a rollback, the one that it restored. */
  const origin = (release: Release): Release => {
    const back = /^Rollback to (\d+)$/.exec(release.description)?.[1];
    return (back && history.find(({ revision }) => revision === Number(back))) || release;
  };
  const last = history.at(-1);
  if (!last) return null;
  const present = origin(last);
  const runOf = ({ description, revision }: Release) => description.split(RUN)[1] ?? `revision ${revision}`;
  const before = history.findLast(
    (each) =>
      each.revision < present.revision &&
      runOf(origin(each)) !== runOf(present) &&
      ["deployed", "superseded"].includes(each.status),
  );
  return before ? origin(before) : null;
}

/**
 * Checks that the images of an older revision exist before anything is changed. Returns remarks for the user.
 * @throws Problem `image_missing`
 */
async function imagesToGoBackTo(context: Context, revision: number): Promise<string[]> {
  const { contract, helm, cluster } = context;
  const values = await helm.values(contract.chart.release, revision);
  const names = namedIn(context, values);
  const daemon = await context.daemon();
  const docker = context.docker(daemon);
  const there = await Promise.all(
    names.map(async (name) => (daemon.inside ? (await docker.image(name)) !== null : cluster.has(name))),
  );
  const missing = names.filter((_, index) => !there[index]);
  if (missing.length)
    throw new Problem(
      "image_missing",
      `Revision ${revision} runs ${missing.join(" and ")}, which ${cluster.context} no longer has: its pods could not start.`,
      "Check out the sources of that time and run infra-orchestrator up.",
    );
  const moving = contract.services.flatMap(({ id, image }) =>
    image && !valueAt(values, `${id}.tag`) ? [`${image.repository}:${image.tag}`] : [],
  );
  if (!moving.length) return [];
  return [
    `It was released as ${moving.join(" and ")}, before images had tags of their own: that is what was built last.`,
  ];
}

/** Rolls the release back to the state of an earlier run, with exactly the same images. */
export async function rollback(context: Context, options: Options, say: Say): Promise<number> {
  const { release } = context.contract.chart;
  const history = await context.helm.history(release);
  const before = history.at(-1);
  const target = revisionBefore(history);
  if (!before || !target)
    throw new Problem(
      "release_failed",
      before
        ? `Release ${release} has no earlier state to go back to.`
        : `Release ${release} is not installed.`,
      "infra-orchestrator up installs what the sources say.",
    );
  if (options.dryRun) {
    say([`helm rollback ${release} ${target.revision}, from revision ${before.revision}`], {
      from: before.revision,
      target: target.revision,
    });
    return EXIT.ok;
  }
  const said = await imagesToGoBackTo(context, target.revision);
  await context.helm.rollback(release, target.revision);
  const after = await context.helm.release(release);
  await audited(
    context,
    "HELM",
    `helm rollback ${release} ${target.revision}`,
    `revision ${before.revision} → ${after?.revision}`,
  );
  context.state.forget(releaseTask.id);
  say(
    [`Release ${release} is back at revision ${target.revision}, as revision ${after?.revision}.`, ...said],
    {
      from: before.revision,
      target: target.revision,
      to: after?.revision,
    },
  );
  return EXIT.ok;
}
