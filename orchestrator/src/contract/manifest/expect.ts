import type { Contract } from "../schema.ts";
import type { ManifestContract } from "./manifests.ts";

/** Values of a chart: plain data as in values.yaml. */
export type Values = { [key: string]: unknown };

/** What a rendered template must contain, derived from the contract and the values that it was rendered with. */
export interface Expectation {
  kind: "Deployment" | "Service" | "ConfigMap";
  name: string;
  app: string;
  namespace: string;
  replicas?: number;
  image?: string;
  pullPolicy?: string;
  port?: number;
  envFrom?: { kind: "Secret" | "ConfigMap"; name: string }[];
  resources?: unknown;
  probes?: Record<string, Values>;
  /** Annotations that the pods must have, among others. */
  podAnnotations?: Values;
  user?: { id: number; group: number };
  type?: string;
  nodePort?: number;
  data?: Record<string, string>;
}

/** The value at a path like `a.b.c`, or undefined. */
export function valueAt(values: unknown, path: string): unknown {
  let value = values;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Values)[key];
  }
  return value;
}

/** A copy with the value at a path replaced. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [key = "", ...rest] = path.split(".");
  if (!rest.length) return { ...values, [key]: value };
  const inner = values[key];
  const below = typeof inner === "object" && inner !== null ? (inner as Values) : {};
  return { ...values, [key]: withValue(below, rest.join("."), value) };
}

/** Merges values: maps are merged, everything else is replaced. */
export function mergeValues(below: Values, above: Values): Values {
  const merged = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = merged[key];
    const maps = [under, value].every((v) => typeof v === "object" && v !== null && !Array.isArray(v));
    merged[key] = maps ? mergeValues(under as Values, value as Values) : value;
  }
  return merged;
}

/** The values that a contract implies if its chart has no values schema. */
export function defaultValues(contract: Contract): Values {
  let values: Values = {};
  for (const service of contract.services) {
    values[service.id] = {
      image: service.image?.repository ?? service.name,
      tag: service.image?.tag ?? "latest",
      imagePullPolicy: service.pullPolicy,
      replicas: service.replicas,
      port: service.port,
      ...(service.nodePort === undefined ? {} : { nodePort: service.nodePort }),
      resources: service.resources,
      livenessProbe: service.livenessProbe,
      readinessProbe: service.readinessProbe,
      ...(service.startupProbe ? { startupProbe: service.startupProbe } : {}),
      podAnnotations: {},
    };
    for (const source of service.environmentFrom) values = withValue(values, source.value, source.name);
  }
  for (const map of contract.configMaps) {
    values = withValue(values, map.nameValue, map.name);
    for (const item of Object.values(map.data)) values = withValue(values, item.value, item.default);
  }
  return values;
}

/**
 * A second set of values in which everything that a template may read is different, which exposes hard-coded values.
 */
export function otherValues(contract: Contract, values: Values): Values {
  let other = values;
  for (const [index, service] of contract.services.entries()) {
    const set = (path: string, value: unknown) => {
      other = withValue(other, `${service.id}.${path}`, value);
    };
    const now = (path: string) => valueAt(values, `${service.id}.${path}`);
    set("image", `other-${service.id}`);
    set("tag", "v9");
    set("imagePullPolicy", "IfNotPresent");
    set("replicas", Number(now("replicas")) + 3);
    set("port", Number(now("port")) + 11);
    if (service.nodePort !== undefined) set("nodePort", 31_900 + index);
    // Set one by one, because Helm merges these values with those of the chart.
    for (const [bound, number] of [
      ["requests", "33"],
      ["limits", "333"],
    ] as const) {
      set(`resources.${bound}.cpu`, `${number}m`);
      set(`resources.${bound}.memory`, `${number}Mi`);
    }
    for (const probe of ["livenessProbe", "readinessProbe"]) {
      set(`${probe}.path`, `/other-${probe.toLowerCase()}`);
      set(`${probe}.initialDelaySeconds`, 7);
      set(`${probe}.periodSeconds`, 9);
    }
    if (service.startupProbe) {
      set("startupProbe.path", "/other-startup");
      set("startupProbe.periodSeconds", 2);
      set("startupProbe.failureThreshold", 45);
    }
    set("podAnnotations", { "other/checksum": `of-${service.id}` });
    for (const source of service.environmentFrom)
      other = withValue(other, source.value, `other-${source.name}`);
  }
  for (const map of contract.configMaps) {
    other = withValue(other, map.nameValue, `other-${map.name}`);
    for (const item of Object.values(map.data)) other = withValue(other, item.value, `${item.default}0`);
  }
  return other;
}

const text = (value: unknown) => String(value);

/** The expected result of one template, rendered with these values for this namespace. */
export function expectation(manifest: ManifestContract, values: Values, namespace: string): Expectation {
  if (manifest.kind === "ConfigMap")
    return {
      kind: "ConfigMap",
      name: text(valueAt(values, manifest.map.nameValue)),
      app: "",
      namespace,
      data: Object.fromEntries(
        Object.entries(manifest.map.data).map(([key, { value }]) => [key, text(valueAt(values, value))]),
      ),
    };
  const { service } = manifest;
  const own = (path: string) => valueAt(values, `${service.id}.${path}`);
  const common = { name: service.name, app: service.name, namespace, port: Number(own("port")) };
  if (manifest.kind === "Service") {
    const type = service.optionalValues.includes("serviceType") ? text(own("serviceType")) : service.type;
    const nodePort = own("nodePort");
    return {
      ...common,
      kind: "Service",
      type,
      ...(type === "NodePort" && typeof nodePort === "number" ? { nodePort } : {}),
    };
  }
  const probes: Record<string, Values> = {};
  for (const name of ["startupProbe", "livenessProbe", "readinessProbe"]) {
    const probe = own(name);
    if (typeof probe === "object" && probe !== null) probes[name] = probe as Values;
  }
  const scaled = own("autoscaling.enabled") === true;
  return {
    ...common,
    kind: "Deployment",
    ...(scaled ? {} : { replicas: Number(own("replicas")) }),
    image: `${text(own("image"))}:${text(own("tag"))}`,
    pullPolicy: text(own("imagePullPolicy")),
    envFrom: service.environmentFrom.map(({ kind, value }) => ({ kind, name: text(valueAt(values, value)) })),
    resources: own("resources"),
    probes,
    podAnnotations: (own("podAnnotations") ?? {}) as Values,
    user: service.user,
  };
}
