import { rmSync } from "node:fs";
import { parse } from "yaml";
import { mergeValues, type Values, valueAt, withValue } from "../contract/manifest/expect.ts";
import type { Contract } from "../contract/schema.ts";
import { readIfThere, sha256, writeDurably } from "../files.ts";
import { type Context, inProject, own, record, settle, settled } from "../run/context.ts";
import { type Handle, outputOf, requireOutput } from "../run/handle.ts";
import { defineTask, type Task } from "../run/task.ts";
import { type Carried, carriedSizing } from "../sizing/carried.ts";
import { collectImages } from "./collect.ts";
import { noteCreated } from "./created.ts";
import {
  chartLint,
  imageHandles,
  recommendedResources,
  release,
  releaseEntry,
  type SecretOutput,
  secrets,
  usage,
} from "./handles.ts";
import { type CurrentSecret, currentSecret, secretManifest, wantedSecret } from "./secrets.ts";
import { hashFolder } from "./sources.ts";

const PREFIX = "infra-orchestrator ";
/** In a revision's description, separates what was installed from the run that installed it. */
export const RUN = " by run ";
const SECRET_ANNOTATION = "infra-orchestrator/secret";
const CONFIG_ANNOTATION = "infra-orchestrator/config";

/** The desired Secrets and the resulting values, read from their files and the cluster. Applies nothing. */
export async function intendedSecrets(context: Context): Promise<SecretOutput> {
  const output: SecretOutput = { checksums: {}, values: {} };
  for (const secret of context.contract.secrets) {
    const wanted = wantedSecret(context, secret, await currentSecret(context, secret.name));
    output.checksums[secret.name] = wanted.checksum;
    Object.assign(output.values, wanted.values);
  }
  return output;
}

/**
 * The images of this run under the names by which they are released.
 * @param installed values to take them from if nothing was built here, as in a clone that only reads
 */
export function releasedImages(context: Context, installed: Values = {}): Values {
  const { contract, cluster } = context;
  let values: Values = {};
  for (const [index, service] of contract.services.entries()) {
    if (!service.image) continue;
    const built = outputOf(context, imageHandles(service, index).gate);
    if (!built) {
      const known = ["image", "tag", "imagePullPolicy"].flatMap((name) => {
        const value = valueAt(installed, `${service.id}.${name}`);
        return value === undefined ? [] : [[name, value] as const];
      });
      if (known.length) values = mergeValues(values, { [service.id]: Object.fromEntries(known) });
      continue;
    }
    const found: Values = { tag: built.tag };
    if (built.repository !== service.image.repository) found.image = built.repository;
    // An image in a registry has to be pulled; its tag is a content hash and never changes.
    if (cluster.kind === "context" && service.pullPolicy === "Never") found.imagePullPolicy = "IfNotPresent";
    values = mergeValues(values, { [service.id]: found });
  }
  return values;
}

/** Annotations that restart a pod when the Secrets or ConfigMaps that it reads change. */
function annotations(contract: Contract, checksums: Record<string, string>, values: Values): Values {
  let annotated: Values = {};
  for (const service of contract.services) {
    const reads = (name: string) => service.environmentFrom.some((source) => source.name === name);
    const secrets = contract.secrets.flatMap(({ name, rolls }) =>
      rolls.includes(service.id) || reads(name) ? (checksums[name] ?? []) : [],
    );
    const maps = contract.configMaps
      .filter(({ name }) => reads(name))
      .map(({ data }) => Object.entries(data).map(([key, { value }]) => [key, valueAt(values, value)]));
    const found = {
      ...(secrets.length
        ? { [SECRET_ANNOTATION]: secrets.length > 1 ? sha256(secrets.join()).slice(0, 32) : secrets[0] }
        : {}),
      ...(maps.length ? { [CONFIG_ANNOTATION]: sha256(JSON.stringify(maps)).slice(0, 32) } : {}),
    };
    if (Object.keys(found).length)
      annotated = mergeValues(annotated, { [service.id]: { podAnnotations: found } });
  }
  return annotated;
}

/** The values of the chart and of the additional files in `deploy.yaml`, merged in the same order as by Helm. */
export function configuredValues(context: Context): Values {
  const { path, values } = context.contract.chart;
  return [`${path}/values.yaml`, ...values]
    .map((file) => (parse(readIfThere(inProject(context, file)) ?? "") ?? {}) as Values)
    .reduce(mergeValues, {});
}

const valuesFile = (context: Context) => own(context, "values.json");
const sizingFile = (context: Context) => own(context, "sizing.json");

/** The files of values that were last written for Helm. */
export const writtenValues = (context: Context): string[] => [
  ...context.contract.chart.values.map((path) => inProject(context, path)),
  ...[valuesFile(context), sizingFile(context)].filter((file) => readIfThere(file) !== null),
];

/**
 * Values besides the chart's own: those of this run, then recommended resources. Written as files for Helm.
 * @param sizing the recommended resources
 * @param given the state of the Secrets; by default as found when they were last applied
 * @param installed the values of the installed release, for what this machine does not know
 */
export function valuesFiles(
  context: Context,
  sizing: Values,
  given: SecretOutput = outputOf(context, secrets) ?? { checksums: {}, values: {} },
  installed: Values = {},
): string[] {
  const { contract } = context;
  let values = releasedImages(context, installed);
  for (const [path, value] of Object.entries(given.values)) values = withValue(values, path, value);
  const all = mergeValues(configuredValues(context), values);
  values = mergeValues(values, annotations(contract, given.checksums, all));
  writeDurably(valuesFile(context), `${JSON.stringify(values, null, 1)}\n`, 0o600);
  if (Object.keys(sizing).length)
    writeDurably(sizingFile(context), `${JSON.stringify(sizing, null, 1)}\n`, 0o600);
  else rmSync(sizingFile(context), { force: true });
  return writtenValues(context);
}

/** The values of the installed release besides the chart's own; null if it is not installed. */
export async function installedValues({ contract, helm }: Context): Promise<Values | null> {
  const present = await helm.release(contract.chart.release);
  return present && helm.values(contract.chart.release, present.revision);
}

/** The recommended resources of the installed release that are still valid. */
export function sizingToKeep(context: Context, installed: Values | null): Carried {
  const { contract, state } = context;
  const untried = state.task(recommendedResources.id) ? undefined : state.task(usage.id)?.finishedAt;
  return carriedSizing(contract, installed ?? {}, configuredValues(context), untried);
}

/** A fingerprint of what is to be installed; Helm stores it in the revision's description. */
export function releaseMark(chart: string, files: readonly string[]): string {
  const parts = [hashFolder(chart), ...files.map((file) => sha256(readIfThere(file) ?? ""))];
  return PREFIX + sha256(parts.join(" ")).slice(0, 24);
}

/**
 * Installs or upgrades unless exactly that is installed.
 * @param sizing recommended resources, and which were dropped
 * @returns whether it had to change anything, and whether nothing was installed before
 */
export async function upgrade(
  context: Context,
  task: Handle,
  { values: sizing, dropped }: Carried,
): Promise<{ changed: boolean; first: boolean; revision: number }> {
  const { contract, helm } = context;
  const { chart } = requireOutput(context, chartLint);
  const files = valuesFiles(context, sizing);
  const mark = releaseMark(chart, files);
  const before = await helm.release(contract.chart.release);
  const found = before?.status === "deployed" && before.description.split(RUN)[0] === mark;
  if (!found)
    noteCreated(context, (created) => {
      created.release = true;
    });
  const after = found
    ? before
    : await helm.upgrade(contract.chart.release, chart, files, `${mark}${RUN}${context.state.run}`);
  await record(
    context,
    task,
    {
      agent: "HELM",
      prompt: `helm upgrade --install ${contract.chart.release} ${contract.chart.path}`,
      result: [`revision ${after.revision}, STATUS=${after.status}`, ...dropped].join("; "),
    },
    { name: `${mark} revision ${after.revision}`, found },
  );
  return { changed: !found, first: before === null, revision: after.revision };
}

async function applySecrets(
  context: Context,
  known: ReadonlyMap<string, CurrentSecret | null>,
  note: (message: string) => void,
) {
  const { contract, kubectl } = context;
  const { namespace } = kubectl.place;
  const checksums: Record<string, string> = {};
  let values: Values = {};
  const results: string[] = [];
  let changed = false;
  for (const secret of contract.secrets) {
    const current = known.get(secret.name) ?? null;
    const wanted = wantedSecret(context, secret, current);
    for (const sentence of wanted.says) note(sentence);
    checksums[secret.name] = wanted.checksum;
    values = { ...values, ...wanted.values };
    const { found } = wanted;
    if (!current)
      noteCreated(context, (created) => {
        created.secrets = [...new Set([...created.secrets, secret.name])];
      });
    if (!found) await kubectl.apply(secretManifest(wanted, namespace));
    changed ||= !found;
    const made = wanted.generated.length ? `, made: ${wanted.generated.join(", ")}` : "";
    const what = `with ${[...wanted.data.keys()].join(", ")}${made}`;
    results.push(`${secret.name} ${found ? "unchanged" : `${current ? "updated" : "created"} ${what}`}`);
    await record(
      context,
      secrets,
      {
        agent: "KUBECTL",
        prompt: `kubectl apply secret ${secret.name} (values from ${secret.file} by standard input)`,
        result: `applied ${what}`,
      },
      { name: wanted.checksum, found },
    );
  }
  return { changed, result: results.join("; ") || "none", output: { checksums, values } };
}

/** T024–T026: the Secret, the release, its log entry. */
export function deployTasks(contract: Contract): Task[] {
  const images = contract.services.flatMap((service, index) =>
    service.image ? [imageHandles(service, index).entry] : [],
  );
  const { release: name, path } = contract.chart;
  return [
    defineTask(secrets, {
      title: contract.secrets.length
        ? `Secret ${contract.secrets.map(({ name }) => name).join(", ")}`
        : "Namespace",
      phase: "deploy",
      after: [chartLint],
      plan: () => [
        `kubectl create namespace ${contract.namespace}, unless it is there`,
        ...contract.secrets.map(
          ({ name, file, keys }) =>
            `kubectl apply secret ${name}: ${Object.keys(keys).join(", ")} from ${file}, by standard input`,
        ),
      ],
      holds: async () => false,
      async run(context, note) {
        const { kubectl } = context;
        const { namespace } = kubectl.place;
        const [there, known] = await Promise.all([
          kubectl.get(["namespace", namespace]),
          Promise.all(
            contract.secrets.map(async ({ name }) => [name, await currentSecret(context, name)] as const),
          ),
        ]);
        if (!there) {
          noteCreated(context, (created) => {
            created.namespace = true;
          });
          await kubectl.run(["create", "namespace", namespace]);
          await record(context, secrets, {
            agent: "KUBECTL",
            prompt: `kubectl create namespace ${namespace}`,
            result: "created",
          });
        }
        const { changed, result, output } = await applySecrets(context, new Map(known), note);
        return { result, output, unchanged: !changed && there !== null };
      },
    }),
    defineTask(release, {
      title: `Install release ${name}`,
      phase: "deploy",
      after: [secrets, ...images],
      plan: () => [`helm upgrade --install ${name} ${path} --namespace ${contract.namespace}`],
      holds: async () => false,
      async run(context, note) {
        const sizing = sizingToKeep(context, await installedValues(context));
        for (const sentence of sizing.dropped) note(sentence);
        const { changed, first, revision } = await upgrade(context, release, sizing);
        if (changed) await collectImages(context, note);
        const { chart } = requireOutput(context, chartLint);
        // Recommended resources are excluded: changing them must not restart the whole deployment.
        const desired = sha256(`${hashFolder(chart)} ${readIfThere(valuesFile(context))}`);
        const installed = first ? context.state.run : (outputOf(context, release)?.installed ?? "");
        const done = changed ? `revision ${revision}, STATUS: deployed` : `revision ${revision} is just this`;
        return {
          result: [done, ...sizing.dropped].join("; "),
          output: { desired, installed },
          unchanged: !changed,
        };
      },
    }),
    defineTask(releaseEntry, {
      title: "Log the release",
      phase: "deploy",
      after: [release],
      plan: () => [`${contract.auditLog}: [HELM] 1 entry`],
      holds: async (context) => settled(context, releaseEntry),
      async run(context) {
        await settle(context, releaseEntry, release, {
          agent: "HELM",
          prompt: `helm upgrade --install ${name} ${path}`,
          result: `Release ${name} deployed, STATUS=deployed`,
        });
        return { result: "[HELM] 1 entry" };
      },
    }),
  ];
}
