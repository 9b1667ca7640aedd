import type { Context } from "../../run/context.ts";
import { type Created, forgetCreated, imagesElsewhere, readCreated } from "../../tasks/created.ts";
import { audited } from "../audited.ts";
import { EXIT } from "../exit-codes.ts";
import type { Options } from "../options.ts";
import type { Say } from "../say.ts";

/** What `down` removes, and what it keeps because it holds data. */
export interface Removal {
  created: Created;
  /** Volume claims of the release, with the data of the application. */
  claims: string[];
  /** The claims are deleted too, and with them the namespace if it was created here. */
  withData: boolean;
}

interface Claim {
  metadata: { name: string };
  spec?: { resources?: { requests?: { storage?: string } } };
}

/**
 * Finds what would be removed. A namespace that was created here but holds data is kept with its claims, unless the
 * data is to be deleted as well.
 */
export async function removalOf(context: Context, withData: boolean): Promise<Removal> {
  const created = readCreated(context);
  const made = created.release || created.namespace;
  const found = made
    ? await context.kubectl.list<Claim>([
        "persistentvolumeclaims",
        ...(created.namespace ? [] : ["-l", `app.kubernetes.io/instance=${context.contract.chart.release}`]),
      ])
    : [];
  return { created, claims: found.map(({ metadata }) => metadata.name), withData };
}

/** Its images, except those that other deployments of this project use. */
function imagesOf(context: Context, { images }: Created): string[] {
  const elsewhere = imagesElsewhere(context);
  return images.filter((name) => !elsewhere.has(name));
}

/** The commands of a removal, as a user would type them. */
export function stepsOf(context: Context, { created, claims, withData }: Removal): string[] {
  const namespaceGoes = created.namespace && (withData || !claims.length);
  return [
    ...(created.release ? [`helm uninstall ${context.contract.chart.release}`] : []),
    ...created.secrets.map((name) => `kubectl delete secret ${name}`),
    ...(withData ? claims.map((name) => `kubectl delete persistentvolumeclaim ${name}`) : []),
    ...(namespaceGoes ? [`kubectl delete namespace ${context.kubectl.place.namespace}`] : []),
    ...imagesOf(context, created).map((reference) => `docker image rm ${reference}`),
  ];
}

/** The confirmation before anything is removed. Names the data that would be lost. */
export function questionOf(context: Context, { claims, withData }: Removal): string {
  const what = `remove the release from ${context.cluster.context}`;
  if (!claims.length) return what;
  const volumes = claims.join(", ");
  return withData
    ? `${what}, and delete for good all data in the volume claim${claims.length > 1 ? "s" : ""} ${volumes}`
    : `${what}, and keep its data (${volumes})`;
}

/** Removes what was created here: release, Secrets, namespace, images. The cluster itself stays. */
export async function down(
  context: Context,
  removal: Removal,
  options: Pick<Options, "dryRun">,
  say: Say,
): Promise<number> {
  const { created, claims, withData } = removal;
  const { release } = context.contract.chart;
  const { namespace } = context.kubectl.place;
  const steps = stepsOf(context, removal);
  if (!steps.length) {
    say(["There is nothing here that this program made."], { removed: [] });
    return EXIT.ok;
  }
  const keptClaims = withData ? [] : claims;
  if (options.dryRun) {
    say([...steps, ...keptClaims.map((name) => `keep volume claim ${name}`)], {
      wouldRemove: steps,
      kept: keptClaims,
    });
    return EXIT.ok;
  }
  if (created.release && (await context.helm.uninstall(release)))
    await audited(context, "HELM", `helm uninstall ${release}`, "uninstalled");
  for (const name of created.secrets) {
    await context.kubectl.run(["delete", "secret", name, "--ignore-not-found"]);
    await audited(context, "KUBECTL", `kubectl delete secret ${name}`, "deleted");
  }
  for (const name of withData ? claims : []) {
    await context.kubectl.run([
      "delete",
      "persistentvolumeclaim",
      name,
      "--ignore-not-found",
      "--wait=false",
    ]);
    await audited(context, "KUBECTL", `kubectl delete persistentvolumeclaim ${name}`, "deleted");
  }
  if (created.namespace && !keptClaims.length) {
    await context.kubectl.run(
      ["delete", "namespace", namespace, "--ignore-not-found", "--timeout=120s"],
      undefined,
      130_000,
    );
    await audited(context, "KUBECTL", `kubectl delete namespace ${namespace}`, "deleted");
  }
  const daemon = await context.daemon();
  const docker = context.docker(daemon);
  for (const reference of imagesOf(context, created)) {
    if (!daemon.inside) await context.cluster.unload(reference);
    if (await docker.remove(reference))
      await audited(context, "ENV", `docker image rm ${reference}`, "removed");
  }
  forgetCreated(context);
  context.state.clear();
  const kept = keptClaims.map(
    (name) =>
      `Kept: volume claim ${name} with its data. kubectl -n ${namespace} delete pvc ${name} removes it, down --delete-data does so at once.`,
  );
  if (created.namespace && keptClaims.length)
    kept.push(`Kept: namespace ${namespace}, because of that data.`);
  const cluster = created.cluster
    ? [`The cluster was started by this program and runs on: ${context.cluster.kind} stop or delete ends it.`]
    : [];
  say([...steps.map((step) => `done: ${step}`), ...kept, ...cluster], { removed: steps, kept });
  return EXIT.ok;
}
