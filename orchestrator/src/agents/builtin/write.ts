import { resolve } from "node:path";
import { loadContract } from "../../contract/load.ts";
import { manifestsOf } from "../../contract/manifest/manifests.ts";
import type { Contract } from "../../contract/schema.ts";
import { readIfThere, writeDurably } from "../../files.ts";
import { writeDockerfile } from "./dockerfile.ts";
import { writeTemplate } from "./template.ts";

/** Every artifact that a contract asks for, by path inside the project. */
export function artifactsOf(contract: Contract): Map<string, string> {
  const files = new Map<string, string>();
  for (const service of contract.services)
    if (service.image) files.set(service.image.dockerfile, writeDockerfile(service, service.image));
  for (const manifest of manifestsOf(contract))
    files.set(`${contract.chart.path}/templates/${manifest.file}`, writeTemplate(contract, manifest));
  return files;
}

/** Writes the artifacts that differ, or only lists them. Returns their paths. */
export function writeArtifacts(contract: Contract, root: string, ask = false): string[] {
  const differing = [...artifactsOf(contract)].filter(
    ([path, content]) => readIfThere(resolve(root, path)) !== content,
  );
  if (!ask) for (const [path, content] of differing) writeDurably(resolve(root, path), content);
  return differing.map(([path]) => path);
}

if (import.meta.main) console.log(writeArtifacts(loadContract("deploy.yaml"), process.cwd()).join("\n"));
