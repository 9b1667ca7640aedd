import type { ManifestContract } from "../../contract/manifest/manifests.ts";
import type { ConfigMapContract, Contract, ServiceContract } from "../../contract/schema.ts";

type HelperName = keyof Contract["chart"]["helpers"];

/** Joins `lines`, indented by a number of spaces. */
const indent = (lines: readonly string[], by: number) =>
  lines.map((line) => (line ? " ".repeat(by) + line : line));

function helper(contract: Contract, name: HelperName, service: string): string | null {
  const called = contract.chart.helpers[name];
  return called ? `include "${called}" (dict "root" $ "service" "${service}")` : null;
}

/** The chart's own named template, indented to its column, or the lines that replace it if there is none. */
function part(
  contract: Contract,
  name: HelperName,
  service: string,
  column: number,
  otherwise: string[],
): string[] {
  const call = helper(contract, name, service);
  return call ? [`{{- ${call} | nindent ${column} }}`] : otherwise;
}

/** Like `part`, for a named template that may be empty: then `head` is omitted too. */
function optional(
  contract: Contract,
  name: HelperName,
  service: string,
  column: number,
  otherwise: string[],
  head: string[] = [],
): string[] {
  const call = helper(contract, name, service);
  if (!call) return otherwise;
  const text = `{{- . | nindent ${column} }}`;
  return [`{{- with ${call} }}`, ...head, ...indent([text], head.length ? 2 : 0), "{{- end }}"];
}

const recommended = (component: string) => [
  "app.kubernetes.io/name: {{ .Chart.Name }}",
  "app.kubernetes.io/instance: {{ .Release.Name | quote }}",
  `app.kubernetes.io/component: ${component}`,
  "app.kubernetes.io/managed-by: {{ .Release.Service }}",
];

function metadata(contract: Contract, service: ServiceContract, name: string): string[] {
  return [
    `name: ${name}`,
    "namespace: {{ .Release.Namespace | quote }}",
    "labels:",
    `  app: ${service.name}`,
    ...indent(part(contract, "labels", service.id, 4, recommended(service.id)), 2),
  ];
}

function probe(
  service: ServiceContract,
  kind: "startupProbe" | "livenessProbe" | "readinessProbe",
): string[] {
  const values = `.Values.${service.id}.${kind}`;
  return [
    `${kind}:`,
    "  httpGet:",
    `    path: {{ ${values}.path | quote }}`,
    `    port: {{ .Values.${service.id}.port }}`,
    `  {{- omit ${values} "path" | toYaml | nindent 12 }}`,
  ];
}

function environment(service: ServiceContract): string[] {
  if (!service.environmentFrom.length) return [];
  return [
    "envFrom:",
    ...service.environmentFrom.flatMap((source) => [
      `  - ${source.kind === "Secret" ? "secretRef" : "configMapRef"}:`,
      `      name: {{ .Values.${source.value} | quote }}`,
    ]),
  ];
}

const volumeName = (path: string) => path.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

function container(contract: Contract, service: ServiceContract): string[] {
  const image = helper(contract, "image", service.id);
  const env = helper(contract, "env", service.id);
  const mounts = service.writable.flatMap(({ path }) => [
    `  - name: ${volumeName(path)}`,
    `    mountPath: ${path}`,
  ]);
  return [
    image
      ? `image: {{ ${image} | quote }}`
      : `image: "{{ .Values.${service.id}.image }}:{{ .Values.${service.id}.tag }}"`,
    `imagePullPolicy: {{ .Values.${service.id}.imagePullPolicy }}`,
    "ports:",
    "  - name: http",
    `    containerPort: {{ .Values.${service.id}.port }}`,
    ...environment(service),
    ...(env ? ["env:", `  {{- ${env} | nindent 12 }}`] : []),
    "resources:",
    `  {{- toYaml .Values.${service.id}.resources | nindent 12 }}`,
    ...(service.startupProbe ? probe(service, "startupProbe") : []),
    ...probe(service, "livenessProbe"),
    ...probe(service, "readinessProbe"),
    "securityContext:",
    "  allowPrivilegeEscalation: false",
    "  privileged: false",
    "  readOnlyRootFilesystem: true",
    "  runAsNonRoot: true",
    "  capabilities:",
    "    drop:",
    "      - ALL",
    ...part(contract, "container", service.id, 10, mounts.length ? ["volumeMounts:", ...mounts] : []),
  ];
}

function podSpec(service: ServiceContract): string[] {
  const volumes = service.writable.flatMap(({ path, size }) => [
    `  - name: ${volumeName(path)}`,
    "    emptyDir:",
    `      sizeLimit: ${size}`,
  ]);
  return [
    "enableServiceLinks: false",
    "terminationGracePeriodSeconds: 30",
    ...(volumes.length ? ["volumes:", ...volumes] : []),
  ];
}

function podAnnotations(contract: Contract, service: ServiceContract): string[] {
  const call = helper(contract, "podAnnotations", service.id);
  if (call) return ["annotations:", `  {{- ${call} | nindent 8 }}`];
  return [
    `{{- with .Values.${service.id}.podAnnotations }}`,
    "annotations:",
    "  {{- toYaml . | nindent 8 }}",
    "{{- end }}",
  ];
}

function replicas(contract: Contract, service: ServiceContract): string[] {
  const call = helper(contract, "replicas", service.id);
  if (call) return [`{{- with ${call} }}`, "replicas: {{ . }}", "{{- end }}"];
  const line = `replicas: {{ .Values.${service.id}.replicas }}`;
  if (!service.optionalValues.includes("autoscaling")) return [line];
  return [`{{- if not .Values.${service.id}.autoscaling.enabled }}`, line, "{{- end }}"];
}

function deployment(contract: Contract, service: ServiceContract): string[] {
  const annotations = helper(contract, "annotations", service.id);
  return [
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata:",
    ...indent(metadata(contract, service, service.name), 2),
    ...(annotations ? ["  annotations:", `    {{- ${annotations} | nindent 4 }}`] : []),
    "spec:",
    ...indent(replicas(contract, service), 2),
    "  selector:",
    "    matchLabels:",
    `      app: ${service.name}`,
    "  strategy:",
    "    type: RollingUpdate",
    "    rollingUpdate:",
    "      maxUnavailable: 0",
    "      maxSurge: 1",
    "  template:",
    "    metadata:",
    "      labels:",
    `        app: ${service.name}`,
    ...indent(part(contract, "podLabels", service.id, 8, recommended(service.id)), 8),
    ...indent(podAnnotations(contract, service), 6),
    "    spec:",
    ...indent(part(contract, "podSpec", service.id, 6, podSpec(service)), 6),
    "      automountServiceAccountToken: false",
    "      securityContext:",
    "        runAsNonRoot: true",
    ...indent(
      optional(contract, "securityContext", service.id, 8, [
        `runAsUser: ${service.user.id}`,
        `runAsGroup: ${service.user.group}`,
      ]),
      8,
    ),
    "        seccompProfile:",
    "          type: RuntimeDefault",
    "      containers:",
    `        - name: ${service.name}`,
    ...indent(container(contract, service), 10),
  ];
}

function nodePort(service: ServiceContract): string[] {
  if (service.nodePort === undefined) return [];
  const value = `.Values.${service.id}.nodePort`;
  if (!service.optionalValues.includes("serviceType")) return [`    nodePort: {{ ${value} }}`];
  return [
    `    {{- if and (eq .Values.${service.id}.serviceType "NodePort") ${value} }}`,
    `    nodePort: {{ ${value} }}`,
    "    {{- end }}",
  ];
}

function serviceObject(contract: Contract, service: ServiceContract): string[] {
  const chosen = service.optionalValues.includes("serviceType");
  const annotations = Object.entries(service.nodePortAnnotations).map(
    ([name, value]) => `  ${name}: ${value}`,
  );
  const noted = ["annotations:", ...annotations];
  const condition = `{{- if eq .Values.${service.id}.serviceType "NodePort" }}`;
  return [
    "apiVersion: v1",
    "kind: Service",
    "metadata:",
    ...indent(metadata(contract, service, service.name), 2),
    ...indent(
      optional(
        contract,
        "serviceAnnotations",
        service.id,
        4,
        annotations.length ? (chosen ? [condition, ...noted, "{{- end }}"] : noted) : [],
        ["annotations:"],
      ),
      2,
    ),
    "spec:",
    `  type: ${chosen ? `{{ .Values.${service.id}.serviceType }}` : service.type}`,
    ...indent(optional(contract, "serviceSpec", service.id, 2, []), 2),
    "  selector:",
    `    app: ${service.name}`,
    "  ports:",
    "    - name: http",
    `      port: {{ .Values.${service.id}.port }}`,
    `      targetPort: {{ .Values.${service.id}.port }}`,
    ...indent(nodePort(service), 2),
  ];
}

/** A ConfigMap has the label of the first service that reads it. */
function configMap(contract: Contract, map: ConfigMapContract): string[] {
  const reader =
    contract.services.find((service) => service.environmentFrom.some((source) => source.name === map.name)) ??
    contract.services[0];
  if (!reader) return [];
  return [
    "apiVersion: v1",
    "kind: ConfigMap",
    "metadata:",
    ...indent(metadata(contract, reader, `{{ .Values.${map.nameValue} | quote }}`), 2),
    "data:",
    ...Object.entries(map.data).map(([key, { value }]) => `  ${key}: {{ .Values.${value} | quote }}`),
  ];
}

/** The Helm template that a contract asks for; deterministic. */
export function writeTemplate(contract: Contract, manifest: ManifestContract): string {
  const lines =
    manifest.kind === "ConfigMap"
      ? configMap(contract, manifest.map)
      : manifest.kind === "Service"
        ? serviceObject(contract, manifest.service)
        : deployment(contract, manifest.service);
  return `${lines.join("\n")}\n`;
}
