import { resolve } from "node:path";
import type { ManifestContract } from "../contract/manifest/manifests.ts";
import type { ConfigMapContract, Contract, ImageContract, ServiceContract } from "../contract/schema.ts";
import { Problem } from "../errors.ts";
import { readIfThere } from "../files.ts";

const OWN = resolve(import.meta.dirname, "../../prompts");

/**
 * Fills in a prompt file: `<<name>>` is replaced, everything else stays (including Helm's own braces).
 * A contract may name a folder whose files replace the built-in ones.
 * @throws Problem `contract_invalid` if a file is missing or uses an unknown name
 */
export function fillPrompt(name: string, values: Record<string, string>, folder?: string): string {
  const text =
    (folder && readIfThere(resolve(folder, `${name}.md`))) || readIfThere(resolve(OWN, `${name}.md`));
  if (!text) throw new Problem("contract_invalid", `There is no prompt file ${name}.md.`);
  const filled = text.replace(/<<(\w+)>>/g, (_whole, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Problem("contract_invalid", `Prompt ${name}.md asks for <<${key}>>.`);
    return value;
  });
  return `${filled.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}

const bullets = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join("\n");

function stageWords(image: ImageContract): string {
  return image.stages
    .map((stage, index) => {
      const parts = [`${index + 1}. AS ${stage.name}, FROM ${stage.from}`];
      if (stage.workdir) parts.push(`WORKDIR ${stage.workdir}`);
      for (const argument of stage.arguments) parts.push(`ARG ${argument}`);
      for (const [name, value] of Object.entries(stage.environment)) parts.push(`ENV ${name}=${value}`);
      for (const step of stage.steps)
        if ("copy" in step)
          parts.push(`COPY ${step.from ? `--from=${step.from} ` : ""}${step.copy.join(" ")} ${step.to}`);
        else {
          const mounts = step.mounts.map((mount) => `--mount=${mount} `).join("");
          parts.push(`RUN ${mounts}${[step.run].flat().join(" && ")}`);
        }
      return parts.join("\n   ");
    })
    .join("\n");
}

/** The prompt for a Dockerfile. */
export function dockerfilePrompt(contract: Contract, service: ServiceContract, image: ImageContract): string {
  const labels = Object.entries(image.labels).map(([name, value]) => `${name}=${value}`);
  return fillPrompt(
    "dockerfile",
    {
      describe: image.describe,
      port: String(service.port),
      context: image.context,
      buildArguments:
        bullets(Object.entries(image.buildArguments).map(([name, value]) => `ARG ${name}=${value}`)) ||
        "- none",
      stages: stageWords(image),
      user: `${service.user.id}:${service.user.group}`,
      command: JSON.stringify([...(image.entrypoint ?? []), ...image.command]),
      labels: labels.length ? `- LABEL ${labels.join(" ")}\n` : "",
    },
    contract.agents.prompts,
  );
}

function deploymentWords(service: ServiceContract): Record<string, string> {
  const probes = (["startupProbe", "livenessProbe", "readinessProbe"] as const).filter(
    (name) => service[name],
  );
  return {
    name: service.name,
    id: service.id,
    autoscaling: service.optionalValues.includes("autoscaling")
      ? ` (left out when .Values.${service.id}.autoscaling.enabled is true)`
      : "",
    environment: service.environmentFrom.length
      ? `- envFrom with exactly these references, in this order: ${service.environmentFrom
          .map(
            ({ kind, value }) =>
              `${kind === "Secret" ? "secretRef" : "configMapRef"} name from .Values.${value}`,
          )
          .join("; ")}`
      : "- no envFrom",
    probes: bullets(
      probes.map(
        (name) =>
          `${name}: httpGet with path from .Values.${service.id}.${name}.path and port from .Values.${service.id}.port; all other fields of .Values.${service.id}.${name} (omit "path" | toYaml)`,
      ),
    ),
    uid: String(service.user.id),
    gid: String(service.user.group),
    writable: service.writable.length
      ? bullets(
          service.writable.map(({ path, size }) => `an emptyDir with sizeLimit ${size} mounted at ${path}`),
        )
      : "",
  };
}

function serviceWords(service: ServiceContract): Record<string, string> {
  const chosen = service.optionalValues.includes("serviceType");
  const node = `nodePort from .Values.${service.id}.nodePort`;
  return {
    name: service.name,
    id: service.id,
    type: chosen ? `from .Values.${service.id}.serviceType` : service.type,
    nodePort:
      service.nodePort === undefined
        ? "; no nodePort"
        : `; ${node}${chosen ? " while the type is NodePort" : ""}`,
  };
}

const configMapWords = (map: ConfigMapContract) => ({
  nameValue: map.nameValue,
  data: Object.entries(map.data)
    .map(([key, { value }]) => `  - ${key} from .Values.${value}`)
    .join("\n"),
});

/** The prompt for one template. */
export function manifestPrompt(contract: Contract, manifest: ManifestContract): string {
  const folder = contract.agents.prompts;
  const answer = fillPrompt("answer-template", { file: manifest.file }, folder);
  if (manifest.kind === "ConfigMap")
    return fillPrompt("configmap", { ...configMapWords(manifest.map), answer }, folder);
  const words =
    manifest.kind === "Service" ? serviceWords(manifest.service) : deploymentWords(manifest.service);
  return fillPrompt(manifest.kind.toLowerCase(), { ...words, answer }, folder);
}
