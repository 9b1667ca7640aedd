import type { KubernetesObject } from "./render.ts";

type Labels = Record<string, string>;

interface Selector {
  matchLabels?: Labels;
}

interface Peer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
}

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port?: number; protocol?: string }[];
}

interface PolicySpec {
  podSelector: Selector;
  policyTypes: string[];
  ingress?: Rule[];
  egress?: Rule[];
}

/** One end of a connection: a pod with its labels, in the release's namespace or another, or an external host. */
export interface End {
  labels?: Labels;
  /** Labels of the pod's namespace when it is another one than the release's. */
  namespace?: Labels;
}

/**
 * Whether NetworkPolicies let a connection through, by the rules of networking.k8s.io/v1: a pod that no
 * policy selects is open; one that is selected needs a rule of some policy, on both ends.
 */
export function allows(
  objects: KubernetesObject[],
  from: End,
  to: End,
  port: number,
  protocol = "TCP",
): boolean {
  const policies = objects
    .filter((object) => object.kind === "NetworkPolicy")
    .map((p) => p.spec as PolicySpec);
  const side = (end: End, other: End, type: "Ingress" | "Egress"): boolean => {
    if (!end.labels || end.namespace) return true;
    const labels = end.labels;
    const applying = policies.filter(
      (policy) => policy.policyTypes.includes(type) && selects(policy.podSelector, labels),
    );
    if (applying.length === 0) return true;
    const rules = applying.flatMap((policy) => (type === "Ingress" ? policy.ingress : policy.egress) ?? []);
    return rules.some((rule) => {
      const peers = type === "Ingress" ? rule.from : rule.to;
      const portFits =
        !rule.ports ||
        rule.ports.some((one) => (one.port ?? port) === port && (one.protocol ?? "TCP") === protocol);
      return portFits && (!peers || peers.some((peer) => isPeer(peer, other)));
    });
  };
  return side(from, to, "Egress") && side(to, from, "Ingress");
}

function isPeer(peer: Peer, end: End): boolean {
  if (!end.labels) return false;
  if (Boolean(peer.namespaceSelector) !== Boolean(end.namespace)) return false;
  if (peer.namespaceSelector && !selects(peer.namespaceSelector, end.namespace ?? {})) return false;
  return !peer.podSelector || selects(peer.podSelector, end.labels);
}

function selects(selector: Selector, labels: Labels): boolean {
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}
