import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./cluster.ts";

/** Usage of a pod as last measured by its kubelet. */
export interface Usage {
  pod: string;
  /** Thousandths of a core. */
  cpu: number;
  /** Mebibytes, as the memory limit counts them. */
  memory: number;
}

interface Summary {
  pods: {
    podRef: { name: string; namespace: string };
    cpu?: { time: string; usageCoreNanoSeconds?: number };
    memory?: { workingSetBytes?: number };
  }[];
}

/**
 * CPU over a while and memory at its end of a namespace's pods, from the kubelets' summaries (no
 * metrics-server needed). They are renewed every ten seconds or so: a shorter while shows nothing.
 */
export async function usage(cluster: Cluster, namespace: string, whileMs: number): Promise<Usage[]> {
  const before = await summary(cluster, namespace);
  await sleep(whileMs);
  const after = await summary(cluster, namespace);
  return after.map((pod) => {
    const earlier = before.find((one) => one.podRef.name === pod.podRef.name);
    const seconds = (Date.parse(pod.cpu?.time ?? "") - Date.parse(earlier?.cpu?.time ?? "")) / 1000;
    const used = (pod.cpu?.usageCoreNanoSeconds ?? 0) - (earlier?.cpu?.usageCoreNanoSeconds ?? 0);
    return {
      pod: pod.podRef.name,
      cpu: Math.round(used / seconds / 1e5) / 10,
      memory: Math.round((pod.memory?.workingSetBytes ?? 0) / 2 ** 20),
    };
  });
}

async function summary(cluster: Cluster, namespace: string): Promise<Summary["pods"]> {
  const nodes = (await cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}")).split(
    " ",
  );
  const summaries = await Promise.all(
    nodes.map((node) => cluster.kubectl("get", "--raw", `/api/v1/nodes/${node}/proxy/stats/summary`)),
  );
  return summaries
    .flatMap((text) => (JSON.parse(text) as Summary).pods)
    .filter((pod) => pod.podRef.namespace === namespace)
    .toSorted((a, b) => a.podRef.name.localeCompare(b.podRef.name));
}
