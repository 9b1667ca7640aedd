import { nodePort, openCluster } from "./cluster.ts";
import { ownNamespace } from "./site.ts";

interface Items<T> {
  items: T[];
}
interface Named {
  metadata: { name: string; namespace: string };
}
interface Service extends Named {
  spec: { ports: { nodePort?: number }[] };
}

/**
 * Removes what killed tests have left in the cluster.
 * @throws Error if something else uses the node port, since every installation would fail
 */
export default async function setup(): Promise<void> {
  const cluster = await openCluster();
  if (typeof cluster === "string") return;
  const read = async <T>(kind: string, ...args: string[]): Promise<T[]> =>
    (JSON.parse(await cluster.kubectl("get", kind, ...args, "-o", "json")) as Items<T>).items;
  const names = (await read<Named>("namespaces")).map(({ metadata }) => metadata.name);
  const left = names.filter((name) => ownNamespace.test(name));
  if (left.length > 0) {
    console.warn(`Removing what an earlier run left: ${left.join(", ")}`);
    await cluster.kubectl("delete", "namespace", ...left, "--wait", "--timeout=180s");
  }
  const holder = (await read<Service>("services", "--all-namespaces")).find(({ spec }) =>
    spec.ports.some((port) => port.nodePort === nodePort),
  );
  if (holder) {
    const { name, namespace } = holder.metadata;
    throw new Error(
      `Node port ${nodePort} is taken by the Service ${name} in the namespace ${namespace}: remove it.`,
    );
  }
}
