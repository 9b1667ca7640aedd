import { type Values, valueAt } from "../contract/manifest/expect.ts";
import type { Contract, ServiceContract } from "../contract/schema.ts";
import { cpuMillis, memoryBytes } from "./quantity.ts";
import {
  type Confidence,
  faultsOfAdvice,
  type HardBounds,
  isConfident,
  type Resources,
} from "./recommend.ts";

/**
 * The pod annotation that records what recommended resources were derived from. Both are values of the release, so that
 * every clone finds them and a rollback restores them.
 */
const SIZING_ANNOTATION = "infra-orchestrator/sizing";
const DEFAULT_BOUNDS = { cpu: { min: "10m", max: "4" }, memory: { min: "32Mi", max: "4Gi" } };

/** The bounds a recommendation never exceeds. */
export const hardBounds = ({ sizing }: ServiceContract): HardBounds => sizing ?? DEFAULT_BOUNDS;

/** What recommended resources were derived from. */
export interface Basis {
  /** The configured resources, in words. */
  from: string;
  confidence: Confidence;
  /** When the measurement ended (ISO 8601, UTC). */
  measured: string;
}

export const resourceWords = ({ requests, limits }: Resources) =>
  `requests ${requests.cpu}/${requests.memory}, limits ${limits.cpu}/${limits.memory}`;

const asResources = (value: unknown): Resources | null => {
  const amounts = (bound: string) => {
    const cpu = valueAt(value, `${bound}.cpu`);
    const memory = valueAt(value, `${bound}.memory`);
    return cpu === undefined || memory === undefined ? null : { cpu: String(cpu), memory: String(memory) };
  };
  const [requests, limits] = [amounts("requests"), amounts("limits")];
  return requests && limits && { requests, limits };
};

/** The resources configured for a service in `deploy.yaml`, and those in the values files if they differ. */
export function configuredWords(service: ServiceContract, values: Values): string {
  const stated = asResources(service.resources);
  const valued = asResources(valueAt(values, `${service.id}.resources`));
  return [...new Set([stated, valued].flatMap((each) => (each ? resourceWords(each) : [])))].join(
    "; in values ",
  );
}

/** Recommended resources as Helm values, with what they were derived from. */
export const sizingValues = (service: string, resources: Resources, basis: Basis): Values => ({
  [service]: { resources, podAnnotations: { [SIZING_ANNOTATION]: JSON.stringify(basis) } },
});

function basisOf(text: unknown): Basis | null {
  if (typeof text !== "string") return null;
  try {
    return JSON.parse(text) as Basis;
  } catch {
    return null;
  }
}

function whyNot(
  { resources, basis }: { resources: Resources; basis: Basis },
  service: ServiceContract,
  configured: string,
  wanted: Confidence,
): string | null {
  if (basis.from !== configured)
    return `they were measured when deploy.yaml said ${basis.from}; it now says ${configured}`;
  if (!isConfident(basis.confidence, wanted))
    return `their confidence is ${basis.confidence} and gates.sizingConfidence is ${wanted}`;
  const { cpu, memory } = hardBounds(service);
  const range = {
    cpu: { min: cpuMillis(cpu.min), max: cpuMillis(cpu.max) },
    memory: { min: memoryBytes(memory.min), max: memoryBytes(memory.max) },
  };
  const faults = faultsOfAdvice(resources, { requests: range, limits: range });
  return faults.length ? `${faults.join(", ")} (sizing in deploy.yaml)` : null;
}

export interface Carried {
  values: Values;
  /** Why recommended resources are no longer used, one sentence per service. */
  dropped: string[];
}

/**
 * The recommended resources to keep: those of the installed release that `deploy.yaml` still allows.
 * @param installed the values of the installed release
 * @param configured the chart's values merged with the additional values files
 * @param untried when the measurement ended whose recommendation an interrupted run had not finished trying
 */
export function carriedSizing(
  contract: Contract,
  installed: Values,
  configured: Values,
  untried?: string,
): Carried {
  const carried: Carried = { values: {}, dropped: [] };
  for (const service of contract.services) {
    const own = (path: string) => valueAt(installed, `${service.id}.${path}`);
    const annotations = own("podAnnotations") as Values | undefined;
    const basis = basisOf(annotations?.[SIZING_ANNOTATION]);
    const resources = asResources(own("resources"));
    if (!basis || !resources) continue;
    const reason =
      basis.measured === untried
        ? "a run was stopped before their pods were ready"
        : whyNot(
            { resources, basis },
            service,
            configuredWords(service, configured),
            contract.gates.sizingConfidence,
          );
    if (reason)
      carried.dropped.push(
        `${service.name}: the recommended resources (${resourceWords(resources)}) are dropped: ${reason}`,
      );
    else carried.values = { ...carried.values, ...sizingValues(service.id, resources, basis) };
  }
  return carried;
}
