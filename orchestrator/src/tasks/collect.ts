import { KEPT_REVISIONS } from "../cluster/helm.ts";
import { type Values, valueAt } from "../contract/manifest/expect.ts";
import { type Context, record } from "../run/context.ts";
import { outputOf } from "../run/handle.ts";
import { imagesElsewhere, noteCreated, readCreated } from "./created.ts";
import { imageHandles, release as releaseTask } from "./handles.ts";
import { nameOf, referenceOf } from "./images.ts";

/** The images named in a revision's values. */
export function namedIn(context: Context, values: Values | null): string[] {
  return context.contract.services.flatMap((service) => {
    const tag = valueAt(values, `${service.id}.tag`);
    const repository = valueAt(values, `${service.id}.image`) ?? service.image?.repository;
    return tag && repository ? [`${repository}:${tag}`] : [];
  });
}

/**
 * Removes images that were released here and that no kept revision uses any more. Does nothing until a service has more
 * images than there are kept revisions.
 */
export async function collectImages(context: Context, note: (message: string) => void): Promise<void> {
  const { contract, helm, cluster } = context;
  const present = contract.services.flatMap((service, index) => {
    const built = outputOf(context, imageHandles(service, index).gate);
    return service.image && built ? [{ built, reference: referenceOf(service.image) }] : [];
  });
  const released = present.flatMap(({ built, reference }) => {
    const own = readCreated(context).images.filter(
      (name) => name.startsWith(`${built.repository}:`) && name !== reference,
    );
    return own.length > KEPT_REVISIONS ? own : [];
  });
  if (!released.length) return;
  const { release } = contract.chart;
  const kept = await Promise.all(
    (await helm.history(release)).map(({ revision }) => helm.values(release, revision)),
  );
  const needed = new Set([
    ...imagesElsewhere(context),
    ...kept.flatMap((values) => namedIn(context, values)),
    ...present.map(({ built }) => nameOf(built)),
  ]);
  // A revision that cannot be read may use any of them.
  if (kept.includes(null) || !kept.length) return;
  const daemon = await context.daemon();
  const docker = context.docker(daemon);
  for (const name of released.filter((each) => !needed.has(each))) {
    if (!daemon.inside) await cluster.unload(name);
    const removed = await docker.remove(name);
    noteCreated(context, (created) => {
      created.images = created.images.filter((each) => each !== name);
    });
    if (!removed) continue;
    note(`${name} removed: none of the last ${KEPT_REVISIONS} revisions runs it`);
    await record(context, releaseTask, {
      agent: "ENV",
      prompt: `docker image rm ${name}`,
      result: "removed",
    });
  }
}
