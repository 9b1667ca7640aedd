import { z } from "zod";

/**
 * `deploy.yaml`: everything the orchestrator knows about an application. Nothing of any application stands in
 * the program itself. Durations are seconds, sizes are megabytes (10^6 bytes) unless the name says otherwise.
 */
/** A label of DNS, as names of Services and namespaces are. */
export const dnsName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "a DNS label: a-z, 0-9 and -");
const identifier = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*$/, "a name usable as a Helm value: letters and digits");
const port = z.int().min(1).max(65_535);
const relativePath = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), "a path inside the project");
const valuePath = z.string().regex(/^[a-zA-Z][\w]*(\.[a-zA-Z][\w]*)*$/, "a path of Helm values: a.b.c");
const quantity = z.union([z.string().regex(/^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/), z.number()]);
const variables = z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string());

const why = z.string().optional().describe("Becomes a comment above the lines it explains");
const copyStep = z.strictObject({
  copy: z.array(z.string()).min(1),
  to: z.string(),
  from: z.string().optional(),
  owner: z.string().optional(),
  mode: z.string().optional(),
  why,
});
const runStep = z.strictObject({
  run: z.union([z.string(), z.array(z.string()).min(1)]),
  mounts: z.array(z.string()).default([]),
  why,
});
const stage = z.strictObject({
  name: dnsName,
  from: z.string(),
  why,
  arguments: z.array(z.string()).default([]),
  workdir: z.string().startsWith("/").optional(),
  environment: variables.default({}),
  steps: z.array(z.union([copyStep, runStep])).default([]),
});

const image = z.strictObject({
  repository: z.string().regex(/^[a-z0-9][a-z0-9._/-]*$/),
  tag: z.string().default("latest"),
  dockerfile: relativePath,
  context: z.string().default("."),
  buildArguments: variables.default({}).describe("Build arguments with defaults, usable in `from`"),
  notes: z.array(z.string()).default([]).describe("Comment at the head of the Dockerfile"),
  stages: z.array(stage).min(1),
  labels: z.record(z.string(), z.string()).default({}),
  command: z.array(z.string()).min(1),
  entrypoint: z.array(z.string()).optional(),
  maxSize: z.number().positive().describe("Size gate in MB: the image must be smaller"),
  describe: z.string().describe("One sentence for an agent: what kind of program this is"),
});

const probe = z.strictObject({
  path: z.string().startsWith("/"),
  initialDelaySeconds: z.int().min(0).default(0),
  periodSeconds: z.int().min(1).default(10),
  timeoutSeconds: z.int().min(1).optional(),
  failureThreshold: z.int().min(1).optional(),
});
const startupProbe = z.strictObject({
  path: z.string().startsWith("/"),
  periodSeconds: z.int().min(1),
  timeoutSeconds: z.int().min(1).optional(),
  failureThreshold: z.int().min(1),
});
const resources = z.strictObject({ cpu: quantity, memory: quantity }).catchall(quantity);

const check = z.strictObject({
  title: z.string(),
  files: z.array(relativePath).min(1).describe("The first of these that exists is looked at"),
  contains: z.string().describe("A regular expression the file must match"),
  setTo: z
    .strictObject({ after: z.string(), insert: z.string() })
    .optional()
    .describe("How to set it when missing: the text to insert after the first match of `after`"),
});

const service = z.strictObject({
  id: identifier,
  name: dnsName,
  image: image.optional(),
  replicas: z.int().min(0).default(1),
  port,
  user: z.strictObject({ id: z.int().min(1), group: z.int().min(1) }).describe("Numeric and not root"),
  type: z.enum(["ClusterIP", "NodePort"]).default("ClusterIP"),
  nodePort: z.int().min(30_000).max(32_767).optional(),
  nodePortAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe("Annotations of the Service while it is a NodePort"),
  pullPolicy: z.enum(["Never", "IfNotPresent", "Always"]).default("Never"),
  environmentFrom: z
    .array(z.strictObject({ kind: z.enum(["Secret", "ConfigMap"]), name: dnsName, value: valuePath }))
    .default([]),
  resources: z.strictObject({ requests: resources, limits: resources }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: startupProbe.optional(),
  writable: z.array(z.strictObject({ path: z.string(), size: quantity })).default([]),
  optionalValues: z
    .array(z.enum(["autoscaling", "serviceType"]))
    .default([])
    .describe("Values of the chart this service's templates also follow"),
  checks: z.array(check).default([]),
  load: z
    .strictObject({ path: z.string().startsWith("/"), rate: z.number().positive().max(50) })
    .optional()
    .describe("Synthetic load while usage is measured: requests per second"),
  sizing: z
    .strictObject({
      cpu: z.strictObject({ min: quantity, max: quantity }),
      memory: z.strictObject({ min: quantity, max: quantity }),
    })
    .optional()
    .describe("Hard bounds of right-sizing"),
});

const configMap = z.strictObject({
  name: dnsName,
  nameValue: valuePath,
  file: z.string().endsWith(".yaml").default("configmap.yaml"),
  data: z.record(z.string(), z.strictObject({ default: z.string(), value: valuePath })),
});

const secretKey = z.strictObject({
  generate: z.int().min(16).max(128).optional().describe("Made of so many random bytes when missing"),
  optional: z.boolean().default(false).describe("May be missing: it is then left empty"),
  describe: z.string().default(""),
  whenMissing: z
    .strictObject({
      values: z.record(valuePath, z.union([z.string(), z.number(), z.boolean()])),
      says: z.string(),
    })
    .optional()
    .describe("Helm values to set instead when the key is missing, which then is left out of the Secret"),
});
const secret = z.strictObject({
  name: dnsName,
  file: relativePath.default(".env"),
  keys: z.record(z.string().regex(/^[A-Za-z_]\w*$/), secretKey),
  rolls: z.array(identifier).default([]).describe("Services whose pods are replaced when a value changes"),
});

const agentName = z.enum(["gordon", "docker-agent", "kubectl-ai", "kagent"]);

export const contractSchema = z.strictObject({
  version: z.literal(1),
  application: dnsName,
  description: z.string(),
  auditLog: relativePath.default("phase-iv-audit.log"),
  namespace: dnsName.default("default"),
  chart: z.strictObject({
    path: relativePath,
    version: z.string(),
    appVersion: z.string(),
    release: dnsName,
    valuesCommand: z
      .array(z.string())
      .optional()
      .describe("Writes the chart's values from their schema; without it they are made from this file"),
    values: z.array(relativePath).default([]).describe("Further values files given to Helm"),
    helpers: z
      .strictObject({
        labels: z.string(),
        annotations: z.string(),
        replicas: z.string(),
        podLabels: z.string(),
        podAnnotations: z.string(),
        podSpec: z.string(),
        image: z.string(),
        env: z.string(),
        container: z.string(),
      })
      .partial()
      .default({})
      .describe("Named templates of the chart's _helpers.tpl, included where their name says"),
  }),
  cluster: z
    .strictObject({
      minikubeFlags: z.array(z.string()).default([]),
      allowedContexts: z.array(z.string()).default([]),
      pods: z.int().min(1).optional(),
    })
    .prefault({}),
  services: z.array(service).min(1),
  configMaps: z.array(configMap).default([]),
  secrets: z.array(secret).default([]),
  page: z
    .strictObject({
      service: identifier,
      path: z.string().startsWith("/").default("/"),
      contains: z.string().describe("A regular expression the page must match"),
      quickstart: z
        .strictObject({ file: relativePath, heading: z.string() })
        .optional()
        .describe("The document, and the heading in it, under which the found URL is written"),
    })
    .optional(),
  artifacts: z.array(relativePath).default([]).describe("What T037 stages, beside what was generated"),
  gates: z
    .strictObject({
      readySeconds: z.number().positive().default(120),
      stabiliseSeconds: z.number().min(0).default(120),
      sampleSeconds: z.number().min(1).default(5),
    })
    .prefault({}),
  agents: z
    .strictObject({
      rounds: z.int().min(1).max(10).default(3),
      retries: z.int().min(0).max(5).default(1),
      timeoutSeconds: z.number().positive().default(180),
      dockerfiles: z.array(agentName).default(["gordon", "docker-agent"]),
      manifests: z.array(agentName).default(["kubectl-ai"]),
      analysis: z.array(agentName).default(["kagent"]),
      prompts: relativePath.optional().describe("A folder whose prompt files replace the built-in ones"),
    })
    .prefault({}),
});

export type Contract = z.output<typeof contractSchema>;
export type ServiceContract = Contract["services"][number];
export type ImageContract = NonNullable<ServiceContract["image"]>;
export type StageContract = ImageContract["stages"][number];
export type StepContract = StageContract["steps"][number];
export type ConfigMapContract = Contract["configMaps"][number];
export type SecretContract = Contract["secrets"][number];
export type CheckContract = ServiceContract["checks"][number];
export type AgentName = z.infer<typeof agentName>;
