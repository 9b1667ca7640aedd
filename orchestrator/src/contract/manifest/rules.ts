import type { Rule } from "../violation.ts";
import { type Expectation, valueAt } from "./expect.ts";
import { schemaErrors } from "./schema.ts";
import { securityRules } from "./security.ts";
import {
  at,
  container,
  containers,
  differs,
  list,
  type ManifestSubject,
  object,
  ruleFor,
} from "./subject.ts";

const all: readonly Expectation["kind"][] = ["Deployment", "Service", "ConfigMap"];

const form: Rule<ManifestSubject>[] = [
  {
    id: "manifest/renders",
    severity: "error",
    title: "Renders and is YAML",
    fix: "Answer with one Helm template and nothing else; it must render to valid YAML with the values named.",
    check: ({ errors, given }) => errors.map((error) => given + error),
  },
  {
    id: "manifest/one-object",
    severity: "error",
    title: "Exactly one object",
    fix: "Write exactly one object: no second document, no List.",
    check: ({ objects, errors, given }) =>
      errors.length || objects.length === 1 ? [] : [`${given}there are ${objects.length} objects, not 1`],
  },
  {
    id: "manifest/kind",
    severity: "error",
    title: "The kind asked for, in its stable API version",
    fix: "Use apiVersion apps/v1 for a Deployment and v1 for a Service or ConfigMap.",
    check: (subject) => {
      if (!subject.objects.length) return [];
      const wanted = subject.expected.kind === "Deployment" ? "apps/v1" : "v1";
      return [
        ...differs("kind", at(subject, "kind"), subject.expected.kind),
        ...differs("apiVersion", at(subject, "apiVersion"), wanted),
      ].map((message) => subject.given + message);
    },
  },
  ruleFor(
    all,
    "schema",
    "Valid by Kubernetes' own schema",
    "Use only fields Kubernetes knows, each with a value of its type; leave out none that is required.",
    (subject) => schemaErrors(subject.expected.kind, object(subject)),
  ),
  ruleFor(all, "name", "The name asked for", "Use the name asked for.", (subject) =>
    differs("metadata.name", at(subject, "metadata.name"), subject.expected.name),
  ),
  ruleFor(
    all,
    "namespace",
    "The release's namespace",
    "Leave metadata.namespace out, or set it to {{ .Release.Namespace }}.",
    (subject) => {
      const given = at(subject, "metadata.namespace");
      return given === undefined ? [] : differs("metadata.namespace", given, subject.expected.namespace);
    },
  ),
  ruleFor(
    ["Deployment", "Service"],
    "labels",
    "The app label",
    "Set the label app to the name asked for, on the object and on the pods.",
    (subject) => [
      ...differs("metadata.labels.app", at(subject, "metadata.labels.app"), subject.expected.app),
      ...(subject.expected.kind === "Deployment"
        ? differs(
            "the pods' label app",
            at(subject, "spec.template.metadata.labels.app"),
            subject.expected.app,
          )
        : []),
    ],
  ),
];

const deployment: Rule<ManifestSubject>[] = [
  ruleFor(
    ["Deployment"],
    "selector",
    "Selects its pods by the app label",
    "Set spec.selector.matchLabels to exactly the app label.",
    (subject) =>
      differs("spec.selector", at(subject, "spec.selector"), { matchLabels: { app: subject.expected.app } }),
  ),
  ruleFor(
    ["Deployment"],
    "replicas",
    "Replicas from the values",
    "Set spec.replicas from the values.",
    (subject) => differs("spec.replicas", at(subject, "spec.replicas"), subject.expected.replicas),
  ),
  ruleFor(
    ["Deployment"],
    "strategy",
    "Rolls over without a gap",
    "Use the RollingUpdate strategy with maxUnavailable 0 and maxSurge 1.",
    (subject) =>
      differs("spec.strategy", at(subject, "spec.strategy"), {
        type: "RollingUpdate",
        rollingUpdate: { maxUnavailable: 0, maxSurge: 1 },
      }),
  ),
  ruleFor(
    ["Deployment"],
    "containers",
    "One container, none before it",
    "Write one container named like the Deployment, and no initContainers.",
    (subject) => [
      ...(containers(subject).length === 1 ? [] : [`there are ${containers(subject).length} containers`]),
      ...differs("the container's name", valueAt(container(subject), "name"), subject.expected.name),
      ...(at(subject, "spec.template.spec.initContainers") === undefined ? [] : ["there are initContainers"]),
    ],
  ),
  ruleFor(
    ["Deployment"],
    "image",
    "The image from the values",
    "Build image from the values' image and tag.",
    (subject) => differs("image", valueAt(container(subject), "image"), subject.expected.image),
  ),
  ruleFor(
    ["Deployment"],
    "pull-policy",
    "The pull policy from the values",
    "Set imagePullPolicy from the values.",
    (subject) =>
      differs("imagePullPolicy", valueAt(container(subject), "imagePullPolicy"), subject.expected.pullPolicy),
  ),
  ruleFor(
    ["Deployment"],
    "container-port",
    "The port from the values",
    "Expose exactly one containerPort, from the values.",
    (subject) =>
      differs(
        "the container's ports",
        list(valueAt(container(subject), "ports")).map((port) => valueAt(port, "containerPort")),
        [subject.expected.port],
      ),
  ),
  ruleFor(
    ["Deployment"],
    "env-from",
    "All keys of the Secret or ConfigMap by envFrom",
    "Use envFrom with exactly the secretRef or configMapRef asked for.",
    (subject) => {
      const wanted = (subject.expected.envFrom ?? []).map(({ kind, name }) =>
        kind === "Secret" ? { secretRef: { name } } : { configMapRef: { name } },
      );
      return differs("envFrom", list(valueAt(container(subject), "envFrom")), wanted);
    },
  ),
  ruleFor(
    ["Deployment"],
    "pod-annotations",
    "Pods are replaced when what they read changes",
    "Give the pods (spec.template.metadata) the annotations of the values: checksums of Secrets and ConfigMaps stand there.",
    (subject) =>
      Object.entries(subject.expected.podAnnotations ?? {}).flatMap(([name, value]) => {
        const given = at(subject, "spec.template.metadata.annotations") as
          | Record<string, unknown>
          | undefined;
        return differs(`the pods' annotation ${name}`, given?.[name], value);
      }),
  ),
  ruleFor(
    ["Deployment"],
    "requests",
    "Resource requests from the values",
    "Set resources.requests from the values.",
    (subject) =>
      differs(
        "resources.requests",
        valueAt(container(subject), "resources.requests"),
        valueAt(subject.expected.resources, "requests"),
      ),
  ),
  ruleFor(
    ["Deployment"],
    "limits",
    "Resource limits from the values",
    "Set resources.limits from the values.",
    (subject) =>
      differs(
        "resources.limits",
        valueAt(container(subject), "resources.limits"),
        valueAt(subject.expected.resources, "limits"),
      ),
  ),
  ...(["startupProbe", "livenessProbe", "readinessProbe"] as const).map((name) =>
    ruleFor(
      ["Deployment"],
      name.replace("Probe", "-probe"),
      `The ${name} from the values`,
      `Write ${name} as an httpGet on the port, with path, delays and thresholds from the values and nothing else.`,
      (subject) => {
        const { path, ...timing } = subject.expected.probes?.[name] ?? {};
        const wanted =
          path === undefined ? undefined : { httpGet: { path, port: subject.expected.port }, ...timing };
        return differs(name, valueAt(container(subject), name), wanted);
      },
    ),
  ),
];

const others: Rule<ManifestSubject>[] = [
  ruleFor(["Service"], "service-type", "The Service's type", "Use the Service type asked for.", (subject) =>
    differs("spec.type", at(subject, "spec.type") ?? "ClusterIP", subject.expected.type),
  ),
  ruleFor(
    ["Service"],
    "service-selector",
    "Selects the pods by the app label",
    "Select exactly the app label.",
    (subject) => differs("spec.selector", at(subject, "spec.selector"), { app: subject.expected.app }),
  ),
  ruleFor(
    ["Service"],
    "service-port",
    "One port, from the values",
    "Write one port whose port and targetPort come from the values.",
    (subject) => {
      const ports = list(at(subject, "spec.ports"));
      const { port } = subject.expected;
      return [
        ...differs(
          "the ports",
          ports.map((item) => valueAt(item, "port")),
          [port],
        ),
        ...ports.flatMap((item) => {
          const target = valueAt(item, "targetPort");
          return target === undefined || target === "http" ? [] : differs("targetPort", target, port);
        }),
      ];
    },
  ),
  ruleFor(
    ["Service"],
    "node-port",
    "The nodePort from the values, and only for a NodePort",
    "Set nodePort from the values for a NodePort Service, and leave it out otherwise.",
    (subject) =>
      differs("nodePort", valueAt(list(at(subject, "spec.ports"))[0], "nodePort"), subject.expected.nodePort),
  ),
  ruleFor(
    ["Service"],
    "service-exposure",
    "Opens nothing else",
    "Leave externalIPs, loadBalancerIP and externalName out.",
    (subject) =>
      ["externalIPs", "loadBalancerIP", "externalName"]
        .filter((field) => at(subject, `spec.${field}`) !== undefined)
        .map((field) => `spec.${field} is set`),
  ),
  ruleFor(
    ["ConfigMap"],
    "data",
    "Exactly the data asked for, from the values",
    "Write exactly the keys asked for, each a quoted string from the values.",
    (subject) => differs("data", at(subject, "data"), subject.expected.data),
  ),
  ruleFor(["ConfigMap"], "no-binary", "No other data", "Leave binaryData and immutable out.", (subject) =>
    ["binaryData", "immutable"].filter((key) => at(subject, key) !== undefined).map((key) => `${key} is set`),
  ),
];

/** All rules for rendered templates. */
export const manifestRules: readonly Rule<ManifestSubject>[] = [
  ...form,
  ...deployment,
  ...securityRules,
  ...others,
];
