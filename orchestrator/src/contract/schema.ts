import { z } from "zod";
import { CONFIDENCES } from "../sizing/recommend.ts";

/**
 * `deploy.yaml`: everything the orchestrator knows about an application. The program itself knows no application. Durations are seconds, sizes are megabytes (10^6 bytes) unless the name says otherwise.
 * The descriptions appear in `docs/deploy-yaml.md`, in editors and in error messages.
 */
/** A DNS label, as required for names of Services and namespaces. */
export const dnsName = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "at most 63 of a-z, 0-9 and -, no - at either end");
const identifier = z
  .string()
  .regex(
    /^[a-z][a-zA-Z0-9]*$/,
    "letters and digits, beginning with a lowercase letter, because it is a Helm value",
  );
const port = z.int().min(1).max(65_535);
const relativePath = z
  .string()
  .min(1)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), "a path inside the project");
const valuePath = z
  .string()
  .regex(/^[a-zA-Z][\w]*(\.[a-zA-Z][\w]*)*$/, "a path of Helm values, such as a.b.c");
const quantity = z.union([
  z.string().regex(/^\d+(\.\d+)?(m|k|M|G|Ki|Mi|Gi)?$/, "a quantity of Kubernetes, such as 100m or 128Mi"),
  z.number(),
]);
const variables = z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string());
const urlPath = z.string().startsWith("/");

const why = z.string().optional().describe("Becomes a comment above the lines it explains");
const copyStep = z.strictObject({
  copy: z
    .array(z.string())
    .min(1)
    .describe("Files and folders to copy, relative to the context or absolute in `from`"),
  to: z.string().describe("Destination"),
  from: z.string().optional().describe("An earlier stage to copy from, instead of the context"),
  owner: z.string().optional().describe("`COPY --chown`, as user:group"),
  mode: z.string().optional().describe("`COPY --chmod`"),
  why,
});
const runStep = z.strictObject({
  run: z.union([z.string(), z.array(z.string()).min(1)]).describe("A command, or several to join with &&"),
  mounts: z.array(z.string()).default([]).describe("A `RUN --mount` each, such as a cache"),
  why,
});
const stage = z.strictObject({
  name: dnsName.describe("Its name, for `from` of later stages"),
  from: z.string().describe("Base image with a tag, a build argument such as $BASE, or an earlier stage"),
  why,
  arguments: z.array(z.string()).default([]).describe("`ARG` lines, NAME or NAME=default"),
  workdir: z.string().startsWith("/").optional().describe("`WORKDIR`"),
  environment: variables.default({}).describe("An `ENV` line each"),
  steps: z
    .array(z.union([copyStep, runStep]))
    .default([])
    .describe("Steps in order: `copy` and `to`, or `run`"),
});

const image = z.strictObject({
  repository: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._:/-]*$/, "an image's name without its tag")
    .describe("Name without tag; with a registry host in front, `--target context:NAME` pushes it there"),
  tag: z
    .string()
    .default("latest")
    .describe("Its tag; it is released under a second one derived from its content"),
  dockerfile: relativePath.describe("Path of the generated Dockerfile"),
  context: z.string().default(".").describe("Build context"),
  buildArguments: variables.default({}).describe("Build arguments with defaults, usable in `from`"),
  notes: z.array(z.string()).default([]).describe("Comment at the top of the Dockerfile"),
  stages: z.array(stage).min(1).describe("Stages of the build; the last is the image that runs"),
  labels: z.record(z.string(), z.string()).default({}).describe("A `LABEL` line each"),
  command: z.array(z.string()).min(1).describe("`CMD`, one word per item"),
  entrypoint: z.array(z.string()).optional().describe("`ENTRYPOINT`, one word per item"),
  maxSize: z.number().positive().describe("Size limit in MB: the image must be smaller"),
  describe: z.string().describe("One sentence for an agent: what kind of program this is"),
});

const probe = z.strictObject({
  path: urlPath.describe("Path to request"),
  initialDelaySeconds: z.int().min(0).default(0).describe("Seconds before the first probe"),
  periodSeconds: z.int().min(1).default(10).describe("Seconds between probes"),
  timeoutSeconds: z.int().min(1).optional().describe("Seconds an answer may take"),
  failureThreshold: z.int().min(1).optional().describe("Consecutive failures before it takes effect"),
});
const startupProbe = z.strictObject({
  path: urlPath.describe("Path to request"),
  periodSeconds: z.int().min(1).describe("Seconds between probes"),
  timeoutSeconds: z.int().min(1).optional().describe("Seconds an answer may take"),
  failureThreshold: z
    .int()
    .min(1)
    .describe("Failures allowed while starting; multiplied by the period, the longest startup time"),
});
const resources = z
  .strictObject({
    cpu: quantity.describe("CPUs, such as 100m or 2"),
    memory: quantity.describe("Memory, such as 128Mi"),
  })
  .catchall(quantity);

const check = z.strictObject({
  title: z.string().describe("What is checked, in words"),
  files: z.array(relativePath).min(1).describe("Candidates; the first that exists is checked"),
  contains: z.string().describe("A regular expression the file must match"),
  setTo: z
    .strictObject({
      after: z.string().describe("Text in the file after which it is inserted"),
      insert: z.string().describe("Text to insert"),
    })
    .optional()
    .describe("How to add it when missing: the text to insert after the first match of `after`"),
});

const bounds = z.strictObject({
  min: quantity.describe("Never below"),
  max: quantity.describe("Never above"),
});

const service = z.strictObject({
  id: identifier.describe(
    "Its short name: the key of its Helm values and the prefix of its templates' names",
  ),
  name: dnsName.describe("Name of its Deployment, Service and container, and the value of its label `app`"),
  image: image.optional().describe("How its image is built; without it an existing image is used"),
  replicas: z.int().min(0).default(1).describe("Pods"),
  port: port.describe("Port the program listens on"),
  user: z
    .strictObject({ id: z.int().min(1).describe("User"), group: z.int().min(1).describe("Group") })
    .describe("Numeric and not root"),
  type: z.enum(["ClusterIP", "NodePort"]).default("ClusterIP").describe("Type of its Service"),
  nodePort: z.int().min(30_000).max(32_767).optional().describe("Port on every node, for a NodePort"),
  nodePortAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe("Annotations of the Service while it is a NodePort"),
  pullPolicy: z
    .enum(["Never", "IfNotPresent", "Always"])
    .default("Never")
    .describe("Never for images built inside the cluster; with a registry it becomes IfNotPresent"),
  environmentFrom: z
    .array(
      z.strictObject({
        kind: z.enum(["Secret", "ConfigMap"]).describe("Which of the two"),
        name: dnsName.describe("Its name, as under `secrets` or `configMaps`"),
        value: valuePath.describe("The Helm value that holds its name"),
      }),
    )
    .default([])
    .describe("Secrets and ConfigMaps whose keys become its environment; changing one replaces the pods"),
  resources: z
    .strictObject({
      requests: resources.describe("What is reserved for it"),
      limits: resources.describe("What it may use at most"),
    })
    .describe("Resources of its container"),
  livenessProbe: probe.describe("Restarts it when it hangs"),
  readinessProbe: probe.describe("Removes a pod from the Service while it fails"),
  startupProbe: startupProbe.optional().describe("Delays the other two until it has started"),
  writable: z
    .array(
      z.strictObject({
        path: z.string().describe("Folder in the container"),
        size: quantity.describe("Size limit"),
      }),
    )
    .default([])
    .describe("Writable folders on the read-only root file system"),
  optionalValues: z
    .array(z.enum(["autoscaling", "serviceType"]))
    .default([])
    .describe("Further values of the chart that this service's templates honour"),
  checks: z.array(check).default([]).describe("Conditions the sources must meet before the image is built"),
  load: z
    .strictObject({
      path: urlPath.describe("Path to request"),
      rate: z.number().positive().max(50).describe("Requests per second"),
    })
    .optional()
    .describe("Synthetic load while usage is measured: requests per second"),
  sizing: z
    .strictObject({
      cpu: bounds.describe("Bounds for the CPU"),
      memory: bounds.describe("Bounds for memory"),
    })
    .optional()
    .describe("Hard bounds of right-sizing"),
});

const configMap = z.strictObject({
  name: dnsName.describe("Its name"),
  nameValue: valuePath.describe("The Helm value that holds its name"),
  file: z.string().endsWith(".yaml").default("configmap.yaml").describe("File in the chart's templates"),
  data: z
    .record(
      z.string(),
      z.strictObject({
        default: z.string().describe("Value unless the chart's values override it"),
        value: valuePath.describe("The Helm value that holds it"),
      }),
    )
    .describe("Its data"),
});

const secretKey = z.strictObject({
  generate: z
    .int()
    .min(16)
    .max(128)
    .optional()
    .describe("Number of random bytes to generate it from when missing"),
  optional: z.boolean().default(false).describe("May be missing and is then left empty"),
  describe: z.string().default("").describe("What it is for, shown when it is asked for"),
  whenMissing: z
    .strictObject({
      values: z
        .record(valuePath, z.union([z.string(), z.number(), z.boolean()]))
        .describe("Helm values by path"),
      says: z.string().describe("Message to show"),
    })
    .optional()
    .describe("Helm values to set instead when the key is missing; the key is then left out of the Secret"),
});
const secret = z.strictObject({
  name: dnsName.describe("Its name"),
  file: relativePath.default(".env").describe("File with its values, NAME=value; never committed"),
  keys: z.record(z.string().regex(/^[A-Za-z_]\w*$/), secretKey).describe("Its keys and how each is handled"),
  rolls: z
    .array(identifier)
    .default([])
    .describe("Additional services whose pods are replaced when a value changes, besides those that read it"),
});

const agentName = z.enum(["gordon", "docker-agent", "kubectl-ai", "kagent"]);

export const contractSchema = z.strictObject({
  version: z.literal(1).describe("Version of this format"),
  application: dnsName.describe("Name of the application and its chart"),
  description: z.string().describe("One sentence about it, also used in Chart.yaml"),
  auditLog: relativePath.default("phase-iv-audit.log").describe("Path of the audit log"),
  namespace: dnsName.default("default").describe("Namespace it is installed in; `--namespace` overrides it"),
  chart: z
    .strictObject({
      path: relativePath.describe("Folder of the chart"),
      version: z.string().describe("Version of the chart"),
      appVersion: z.string().describe("Version of the application"),
      release: dnsName.describe("Name of the release"),
      valuesCommand: z
        .array(z.string())
        .optional()
        .describe(
          "Command that writes the chart's values from their schema; without it they are generated from this file",
        ),
      values: z.array(relativePath).default([]).describe("Additional values files passed to Helm"),
      helpers: z
        .strictObject({
          labels: z.string().describe("Labels of objects"),
          annotations: z.string().describe("Annotations of Deployments"),
          replicas: z.string().describe("Number of pods; empty leaves it to an autoscaler"),
          podLabels: z.string().describe("Labels of pods"),
          podAnnotations: z.string().describe("Annotations of pods; must include those from the values"),
          podSpec: z.string().describe("Fields of the pod except containers and security context"),
          securityContext: z.string().describe("User and group in the pod's security context"),
          serviceAnnotations: z.string().describe("Annotations of Services"),
          serviceSpec: z.string().describe("Additional fields of Services"),
          image: z.string().describe("Image reference"),
          env: z.string().describe("Environment of the container"),
          container: z.string().describe("Additional fields of the container"),
        })
        .partial()
        .default({})
        .describe("Named templates of the chart's _helpers.tpl, included in the place their key names"),
    })
    .describe("The Helm chart"),
  cluster: z
    .strictObject({
      minikubeFlags: z.array(z.string()).default([]).describe("Flags of `minikube start`"),
      allowedContexts: z
        .array(z.string())
        .default([])
        .describe("Existing contexts that may be changed, in addition to `--allow-context`"),
      pods: z.int().min(1).optional().describe("Expected number of pods; a different number causes a note"),
      registry: z
        .string()
        .regex(/^[\w.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, "a registry in the form HOST[:PORT][/PATH]")
        .optional()
        .describe(
          "Registry that images for `--target context:NAME` are pushed to and that the cluster pulls from",
        ),
    })
    .prefault({})
    .describe("Clusters it is installed in"),
  services: z.array(service).min(1).describe("Its services"),
  configMaps: z.array(configMap).default([]).describe("Its ConfigMaps, whose data come from Helm values"),
  secrets: z.array(secret).default([]).describe("Its Secrets, which are created outside the chart"),
  page: z
    .strictObject({
      service: identifier.describe("Id of the service that serves it"),
      path: urlPath.default("/").describe("Path to request"),
      contains: z.string().describe("A regular expression the page must match"),
      quickstart: z
        .strictObject({
          file: relativePath.describe("The document"),
          heading: z.string().describe("The beginning of the heading"),
        })
        .optional()
        .describe("The document and heading under which the URL is written"),
    })
    .optional()
    .describe("The page that is fetched to verify the release"),
  artifacts: z
    .array(relativePath)
    .default([])
    .describe("Files T037 stages in addition to the generated ones"),
  gates: z
    .strictObject({
      readySeconds: z.number().positive().default(120).describe("Time until all pods are ready"),
      stabiliseSeconds: z.number().min(0).default(120).describe("How long usage is measured"),
      sampleSeconds: z.number().min(1).default(5).describe("Time between two samples"),
      sizingConfidence: z
        .enum(CONFIDENCES)
        .default("medium")
        .describe(
          "Minimum confidence at which recommended resources are applied; below it they are only shown and logged. low: any measurement; medium: three hours of data; high: 48 hours",
        ),
    })
    .prefault({})
    .describe("Limits of a run; times are in seconds"),
  agents: z
    .strictObject({
      rounds: z
        .int()
        .min(1)
        .max(10)
        .default(3)
        .describe("How often violated rules are sent back to an agent"),
      retries: z.int().min(0).max(5).default(1).describe("How often a transient failure is retried"),
      timeoutSeconds: z.number().positive().default(180).describe("Seconds an agent may take"),
      dockerfiles: z
        .array(agentName)
        .default(["gordon", "docker-agent"])
        .describe("Who writes Dockerfiles, in order"),
      manifests: z.array(agentName).default(["kubectl-ai"]).describe("Who writes templates, in order"),
      analysis: z.array(agentName).default(["kagent"]).describe("Who assesses health and sizes, in order"),
      prompts: relativePath.optional().describe("A folder with prompt files that replace the built-in ones"),
    })
    .prefault({})
    .describe("AI agents, and the attempts and time they get"),
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
