import { z } from "zod";
import { type ManifestContract, manifestsOf } from "../contract/manifest/manifests.ts";
import type { Contract, ServiceContract } from "../contract/schema.ts";
import { type Handle, producer, step } from "../run/handle.ts";
import { CONFIDENCES } from "../sizing/recommend.ts";

// The tasks by name, in order. The numbers are those of the deployment's task list.

const artifact = z.object({
  /** Absolute path of the file to use. */
  file: z.string(),
  sha: z.string(),
  by: z.string(),
});
export type ArtifactOutput = z.infer<typeof artifact>;

export const auditLog = step("T001");
export const chartSkeleton = step("T002");
export const chartFile = step("T003");

export const clusterRunning = producer("T004", z.object({ started: z.boolean() }));
export const dockerDaemon = producer("T005", z.object({ daemon: z.string() }));
export const environmentEntry = step("T006");

/** A released image, under a tag that is never reused. */
const image = z.object({ repository: z.string(), tag: z.string(), id: z.string(), megabytes: z.number() });
export type ImageOutput = z.infer<typeof image>;

export interface ImageHandles {
  dockerfile: Handle<ArtifactOutput>;
  check: Handle;
  build: Handle<ImageOutput>;
  gate: Handle<ImageOutput>;
  entry: Handle;
}

/** The tasks of a service's image. The first two services have the numbers of the deployment's task list. */
export function imageHandles(service: ServiceContract, index: number): ImageHandles {
  const more = index > 1 ? `-${service.id}` : "";
  const ids =
    index === 0
      ? (["T007", "T007-check", "T008", "T009", "T010"] as const)
      : ([`T011${more}`, `T012${more}`, `T013${more}`, `T014${more}`, `T015${more}`] as const);
  return {
    dockerfile: producer(ids[0], artifact),
    check: step(ids[1]),
    build: producer(ids[2], image),
    gate: producer(ids[3], image),
    entry: step(ids[4]),
  };
}

const FIRST_MANIFEST = 16;
const LAST_MANIFEST = 20;

/** The tasks that write the manifests: T016 to T020, further ones by name. */
export function manifestHandles(contract: Contract): [Handle<ArtifactOutput>, ManifestContract][] {
  return manifestsOf(contract).map((manifest, index) => {
    const number = FIRST_MANIFEST + index;
    const id = number <= LAST_MANIFEST ? `T0${number}` : `T020-${manifest.file.replace(".yaml", "")}`;
    return [producer(id, artifact), manifest];
  });
}

export const manifestEntries = step("T021");
export const chartValuesFile = producer("T022", z.object({ sha: z.string() }));
export const chartLint = producer("T023", z.object({ chart: z.string() }));

export const secrets = producer(
  "T024",
  z.object({ checksums: z.record(z.string(), z.string()), values: z.record(z.string(), z.unknown()) }),
);
export type SecretOutput = z.infer<typeof secrets.output>;
/**
 * `desired` is a fingerprint of what is to be installed, without later recommendations; `installed` is the run that
 * first installed the release, empty if that was not done from here.
 */
export const release = producer("T025", z.object({ desired: z.string(), installed: z.string().default("") }));
export const releaseEntry = step("T026");

export const podsReady = step("T027");
export const health = producer("T028", z.object({ by: z.string(), summary: z.string() }));
export const healthEntry = step("T029");

const amounts = z.object({ cpu: z.string(), memory: z.string() });
const resources = z.object({ requests: amounts, limits: amounts });
const range = z.object({ min: z.number(), max: z.number() });
const ranges = z.object({ cpu: range, memory: range });
const sizing = z.object({
  service: z.string(),
  name: z.string(),
  current: resources,
  recommendation: z
    .object({
      resources,
      bounds: z.object({ requests: ranges, limits: ranges }),
      samples: z.number(),
      windowSeconds: z.number(),
      confidence: z.enum(CONFIDENCES),
      observed: z.object({ cpuP95: z.number(), cpuP99: z.number(), memoryMax: z.number() }),
      reasons: z.array(z.string()),
    })
    .nullable(),
  /** What is to be applied: an agent's numbers if within the bounds, otherwise the formula's. */
  chosen: resources.nullable(),
  by: z.string(),
});
export type Sizing = z.infer<typeof sizing>;
export const usage = producer(
  "T030",
  z.object({
    source: z.string(),
    samples: z.number(),
    seconds: z.number(),
    requests: z.number(),
    sizings: z.array(sizing),
    by: z.string(),
    summary: z.string(),
    refused: z.string().optional(),
  }),
);
/** The services whose recommended resources were applied, and those where confidence was too low. */
export const recommendedResources = producer(
  "T031",
  z.object({
    applied: z.array(z.string()).default([]),
    withheld: z.array(z.string()).default([]),
    takenBack: z.boolean().default(false),
  }),
);
export const usageEntry = step("T032");

export const page = producer("T033", z.object({ url: z.string().optional() }));
export const auditCheck = step("T034");
export const finalLint = step("T035");
export const quickstartUrl = step("T036");
export const artifactsCommit = step("T037");
