import { cpuMillis, cpuQuantity, memoryBytes, memoryQuantity } from "./quantity.ts";

/** One reading of one container. */
export interface Sample {
  pod: string;
  container: string;
  /** Seconds since the start of the measurement. */
  at: number;
  cpuMillis: number;
  memoryBytes: number;
}

export interface Resources {
  requests: { cpu: string; memory: string };
  limits: { cpu: string; memory: string };
}

export interface HardBounds {
  cpu: { min: string | number; max: string | number };
  memory: { min: string | number; max: string | number };
}

type Range = { min: number; max: number };
/** The allowed range of each number, in millicores and bytes. */
export interface Bounds {
  requests: { cpu: Range; memory: Range };
  limits: { cpu: Range; memory: Range };
}

/** How reliable a recommendation is, least first. */
export const CONFIDENCES = ["low", "medium", "high"] as const;
export type Confidence = (typeof CONFIDENCES)[number];
export const isConfident = (found: Confidence, wanted: Confidence) =>
  CONFIDENCES.indexOf(found) >= CONFIDENCES.indexOf(wanted);

export interface Recommendation {
  resources: Resources;
  bounds: Bounds;
  samples: number;
  windowSeconds: number;
  confidence: Confidence;
  observed: { cpuP95: number; cpuP99: number; memoryMax: number };
  reasons: string[];
}

/** The minimum number of samples for a recommendation. */
export const FEWEST_SAMPLES = 5;
const SAFETY = 1.15;
const HOUR = 3600;

/** Nearest-rank percentile. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? 0;
}

const clamp = (value: number, { min, max }: Range) => Math.min(Math.max(value, min), max);

/**
 * A single step changes a number to between half and double its value, within the hard bounds. The CPU limit never
 * decreases: usage is measured under load, but startup needs the most, and a throttled start would be killed by its
 * liveness probe.
 */
function stepBounds(current: Resources, hard: HardBounds): Bounds {
  const range = (now: number, min: number, max: number): Range => {
    const low = Math.max(now * 0.5, min);
    return { min: Math.min(low, max), max: Math.max(Math.min(now * 2, max), Math.min(low, max)) };
  };
  const cpu = (now: string) => range(cpuMillis(now), cpuMillis(hard.cpu.min), cpuMillis(hard.cpu.max));
  const memory = (now: string) =>
    range(memoryBytes(now), memoryBytes(hard.memory.min), memoryBytes(hard.memory.max));
  const limit = cpu(current.limits.cpu);
  limit.min = Math.min(Math.max(limit.min, cpuMillis(current.limits.cpu)), limit.max);
  return {
    requests: { cpu: cpu(current.requests.cpu), memory: memory(current.requests.memory) },
    limits: { cpu: limit, memory: memory(current.limits.memory) },
  };
}

/**
 * Resources for the measured usage, by the formula of Robusta KRR's `simple` strategy, with a CPU limit because the
 * contract requires one: CPU request p95 and limit max(p99×2, request×4), memory request max×1.15 and limit max×1.5,
 * never below the last OOM kill's limit ×1.2. Returns null if there are too few samples.
 */
export function recommend(
  samples: readonly Sample[],
  current: Resources,
  hard: HardBounds,
  lastOomLimit?: string,
): Recommendation | null {
  if (samples.length < FEWEST_SAMPLES) return null;
  const cpu = samples.map((sample) => sample.cpuMillis);
  const observed = {
    cpuP95: percentile(cpu, 95),
    cpuP99: percentile(cpu, 99),
    memoryMax: Math.max(...samples.map((sample) => sample.memoryBytes)),
  };
  const windowSeconds =
    Math.max(...samples.map((sample) => sample.at)) - Math.min(...samples.map((sample) => sample.at));
  const bounds = stepBounds(current, hard);
  // A limit below the observed usage would get the pod killed.
  const { memory } = bounds.limits;
  memory.min = Math.min(Math.max(memory.min, observed.memoryMax * SAFETY), memory.max);
  const request = clamp(observed.cpuP95, bounds.requests.cpu);
  const memoryRequest = clamp(observed.memoryMax * SAFETY, bounds.requests.memory);
  const oomFloor = lastOomLimit === undefined ? 0 : memoryBytes(lastOomLimit) * 1.2;
  const memoryLimit = clamp(Math.max(observed.memoryMax * 1.5, oomFloor), bounds.limits.memory);
  const cpuLimit = clamp(Math.max(observed.cpuP99 * 2, request * 4), bounds.limits.cpu);
  const reasons: string[] = [];
  if (observed.cpuP95 < bounds.requests.cpu.min || observed.memoryMax * SAFETY < bounds.requests.memory.min)
    reasons.push("one step goes down by half at most, and not below the bounds");
  if (observed.cpuP95 > bounds.requests.cpu.max || observed.memoryMax * SAFETY > bounds.requests.memory.max)
    reasons.push("one step goes up to double at most, and not above the bounds");
  if (oomFloor > observed.memoryMax * 1.5)
    reasons.push("the memory limit stays over that of the last OOM kill");
  if (Math.max(observed.cpuP99 * 2, request * 4) < bounds.limits.cpu.min)
    reasons.push("the CPU limit stays, for the start");
  const resources = {
    requests: { cpu: cpuQuantity(request), memory: memoryQuantity(memoryRequest) },
    limits: {
      cpu: cpuQuantity(Math.max(cpuLimit, request)),
      memory: memoryQuantity(Math.max(memoryLimit, memoryRequest)),
    },
  };
  const confidence = windowSeconds < 3 * HOUR ? "low" : windowSeconds < 48 * HOUR ? "medium" : "high";
  return { resources, bounds, samples: samples.length, windowSeconds, confidence, observed, reasons };
}

/** Whether two sets of resources are the same within 5 %: smaller changes are not worth new pods. */
export function sameSize(a: Resources, b: Resources): boolean {
  const close = (x: number, y: number) => Math.abs(x - y) <= 0.05 * Math.max(x, y);
  return (["requests", "limits"] as const).every(
    (bound) =>
      close(cpuMillis(a[bound].cpu), cpuMillis(b[bound].cpu)) &&
      close(memoryBytes(a[bound].memory), memoryBytes(b[bound].memory)),
  );
}

/** Why advice is refused; empty if every number is within the bounds and no limit is below its request. */
export function faultsOfAdvice(advice: Resources, bounds: Bounds): string[] {
  const faults: string[] = [];
  for (const bound of ["requests", "limits"] as const) {
    const cpu = cpuMillis(advice[bound].cpu);
    const memory = memoryBytes(advice[bound].memory);
    const { cpu: cpuRange, memory: memoryRange } = bounds[bound];
    // Agents are given rounded bounds, and a value equal to a bound must be accepted.
    if (!(cpu >= Math.floor(cpuRange.min) && cpu <= Math.ceil(cpuRange.max)))
      faults.push(
        `${bound}.cpu ${advice[bound].cpu} is outside ${cpuQuantity(cpuRange.min)} to ${cpuQuantity(cpuRange.max)}`,
      );
    if (!(memory >= memoryRange.min * 0.999 && memory <= Math.ceil(memoryRange.max / 2 ** 20) * 2 ** 20))
      faults.push(
        `${bound}.memory ${advice[bound].memory} is outside ${memoryQuantity(memoryRange.min)} to ${memoryQuantity(memoryRange.max)}`,
      );
  }
  if (cpuMillis(advice.limits.cpu) < cpuMillis(advice.requests.cpu))
    faults.push("the CPU limit is below its request");
  if (memoryBytes(advice.limits.memory) < memoryBytes(advice.requests.memory))
    faults.push("the memory limit is below its request");
  return faults;
}
