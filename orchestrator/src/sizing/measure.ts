import { setTimeout as sleep } from "node:timers/promises";
import type { Kubectl } from "../cluster/kubectl.ts";
import { cpuMillis, memoryBytes } from "./quantity.ts";
import type { Sample } from "./recommend.ts";

/** The parts of kubectl needed to read usage. */
type Usage = Pick<Kubectl, "raw" | "list" | "place">;

export interface Reading {
  pod: string;
  container: string;
  cpuMillis: number;
  memoryBytes: number;
}

/** A source of usage figures. `read` returns null if it has none (yet). */
export interface UsageSource {
  name: string;
  read(pods: readonly string[]): Promise<Reading[] | null>;
}

interface PrometheusAnswer {
  status?: string;
  data?: { result?: { metric: Record<string, string>; value: [number, string] }[] };
}

/** A Prometheus among the cluster's Services, queried through the API server's proxy. */
async function prometheus(kubectl: Usage): Promise<UsageSource | null> {
  const text = await kubectl.raw("/api/v1/services?labelSelector=app.kubernetes.io%2Fname%3Dprometheus");
  if (!text) return null;
  const { items = [] } = JSON.parse(text) as {
    items?: { metadata: { name: string; namespace: string }; spec: { ports?: { port: number }[] } }[];
  };
  const service = items.find((item) => item.spec.ports?.some(({ port }) => port === 9090 || port === 80));
  const port = service?.spec.ports?.find((each) => each.port === 9090 || each.port === 80)?.port;
  if (!service || port === undefined) return null;
  const { name, namespace } = service.metadata;
  const query = async (expression: string) => {
    const path = `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy/api/v1/query?query=${encodeURIComponent(expression)}`;
    const answer = await kubectl.raw(path);
    return answer ? ((JSON.parse(answer) as PrometheusAnswer).data?.result ?? []) : [];
  };
  return {
    name: `Prometheus (${namespace}/${name})`,
    async read(pods) {
      const match = `namespace="${kubectl.place.namespace}",container!="",container!="POD"`;
      const [cpu, memory] = await Promise.all([
        query(`sum by (pod, container) (rate(container_cpu_usage_seconds_total{${match}}[1m])) * 1000`),
        query(`sum by (pod, container) (container_memory_working_set_bytes{${match}})`),
      ]);
      const readings = memory.flatMap(({ metric, value }) => {
        const used = cpu.find(
          (each) => each.metric.pod === metric.pod && each.metric.container === metric.container,
        );
        if (!used || !metric.pod || !metric.container || !pods.includes(metric.pod)) return [];
        return [
          {
            pod: metric.pod,
            container: metric.container,
            cpuMillis: Number(used.value[1]),
            memoryBytes: Number(value[1]),
          },
        ];
      });
      return readings.length ? readings : null;
    },
  };
}

/** Nanocores as the metrics API writes them ("12345n", "3u"), to millicores. */
function anyCpu(quantity: string): number {
  const match = /^(\d+)([nu])$/.exec(quantity);
  if (match) return Number(match[1]) / (match[2] === "n" ? 1e6 : 1e3);
  return cpuMillis(quantity);
}

function metricsApi(kubectl: Usage): UsageSource {
  return {
    name: "metrics API",
    async read(pods) {
      const text = await kubectl.raw(
        `/apis/metrics.k8s.io/v1beta1/namespaces/${kubectl.place.namespace}/pods`,
      );
      if (!text) return null;
      const { items = [] } = JSON.parse(text) as {
        items?: {
          metadata: { name: string };
          containers: { name: string; usage: { cpu: string; memory: string } }[];
        }[];
      };
      const readings = items
        .filter((item) => pods.includes(item.metadata.name))
        .flatMap((item) =>
          item.containers.map(({ name, usage }) => ({
            pod: item.metadata.name,
            container: name,
            cpuMillis: anyCpu(usage.cpu),
            memoryBytes: memoryBytes(usage.memory),
          })),
        );
      return readings.length ? readings : null;
    },
  };
}

interface Summary {
  pods?: {
    podRef: { name: string; namespace: string };
    containers?: {
      name: string;
      cpu?: { time: string; usageCoreNanoSeconds?: number };
      memory?: { workingSetBytes?: number };
    }[];
  }[];
}

/**
 * The kubelet's own summary, through the API server. Its CPU counter is cumulative: usage is the difference between two
 * readings, so the first reading of a container gives none.
 */
export function kubeletSummary(kubectl: Pick<Usage, "raw" | "place">, nodes: readonly string[]): UsageSource {
  const before = new Map<string, { time: number; nanos: number }>();
  return {
    name: "kubelet summary",
    async read(pods) {
      const texts = await Promise.all(
        nodes.map((node) => kubectl.raw(`/api/v1/nodes/${node}/proxy/stats/summary`)),
      );
      const readings: Reading[] = [];
      for (const text of texts)
        for (const pod of text ? ((JSON.parse(text) as Summary).pods ?? []) : []) {
          if (pod.podRef.namespace !== kubectl.place.namespace || !pods.includes(pod.podRef.name)) continue;
          for (const { name, cpu, memory } of pod.containers ?? []) {
            const nanos = cpu?.usageCoreNanoSeconds;
            if (!cpu || nanos === undefined || memory?.workingSetBytes === undefined) continue;
            const key = `${pod.podRef.name}/${name}`;
            const time = Date.parse(cpu.time);
            const last = before.get(key);
            before.set(key, { time, nanos });
            // The kubelet measures about every ten seconds: a repeated reading is the same sample.
            if (!last || time <= last.time || nanos < last.nanos) {
              if (last && time <= last.time) before.set(key, last);
              continue;
            }
            readings.push({
              pod: pod.podRef.name,
              container: name,
              cpuMillis: (nanos - last.nanos) / 1e6 / ((time - last.time) / 1000),
              memoryBytes: memory.workingSetBytes,
            });
          }
        }
      return texts.every((text) => text === null) ? null : readings;
    },
  };
}

/** The sources of this cluster, best first. */
export async function usageSources(kubectl: Usage): Promise<UsageSource[]> {
  const nodes = await kubectl.list<{ metadata: { name: string } }>(["nodes"]);
  const found = await prometheus(kubectl);
  return [
    ...(found ? [found] : []),
    metricsApi(kubectl),
    kubeletSummary(
      kubectl,
      nodes.map((node) => node.metadata.name),
    ),
  ];
}

export interface Measurement {
  source: string;
  samples: Sample[];
}

/** By how many seconds a measurement may be extended if it has too few samples: kubelets measure about every ten. */
const EXTRA_SECONDS = 60;

/**
 * Reads usage every `every` seconds for `seconds`, longer if that is not enough, from the best source that has any.
 * With
 * `seconds` 0 nothing is measured.
 * The samples are empty, and the source is "none", if nothing could be read: then nothing is changed.
 * @throws AbortError if `signal` is aborted, because a partial measurement is useless
 */
export async function measure(
  kubectl: Usage,
  pods: () => Promise<string[]>,
  seconds: number,
  every: number,
  enough: (samples: readonly Sample[]) => boolean,
  signal?: AbortSignal,
): Promise<Measurement> {
  if (seconds <= 0) return { source: "none", samples: [] };
  const sources = await usageSources(kubectl);
  const started = performance.now();
  const names = await pods();
  let source: UsageSource | undefined;
  for (const candidate of sources) {
    if ((await candidate.read(names)) === null) continue;
    source = candidate;
    break;
  }
  if (!source) return { source: "none", samples: [] };
  const samples: Sample[] = [];
  const elapsed = () => (performance.now() - started) / 1000;
  while (elapsed() < seconds || (!enough(samples) && elapsed() < seconds + EXTRA_SECONDS)) {
    await sleep(every * 1000, undefined, signal && { signal });
    const at = Math.round(elapsed());
    for (const reading of (await source.read(await pods())) ?? []) samples.push({ ...reading, at });
  }
  return { source: source.name, samples };
}
