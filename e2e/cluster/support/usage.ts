import type { Cluster } from "./cluster.ts";

/** Use of a pod as its kubelet last saw it. */
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
    cpu?: { usageNanoCores?: number };
    memory?: { workingSetBytes?: number };
  }[];
}

/** CPU and memory of the pods of a namespace, from the kubelets' summaries (no metrics-server needed). */
export async function usage(cluster: Cluster, namespace: string): Promise<Usage[]> {
  const nodes = (await cluster.kubectl("get", "nodes", "-o", "jsonpath={.items[*].metadata.name}")).split(
    " ",
  );
  const summaries = await Promise.all(
    nodes.map((node) => cluster.kubectl("get", "--raw", `/api/v1/nodes/${node}/proxy/stats/summary`)),
  );
  return summaries
    .flatMap((text) => (JSON.parse(text) as Summary).pods)
    .filter((pod) => pod.podRef.namespace === namespace && pod.cpu?.usageNanoCores !== undefined)
    .map((pod) => ({
      pod: pod.podRef.name,
      cpu: Math.round((pod.cpu?.usageNanoCores ?? 0) / 1e5) / 10,
      memory: Math.round((pod.memory?.workingSetBytes ?? 0) / 2 ** 20),
    }))
    .toSorted((a, b) => a.pod.localeCompare(b.pod));
}
