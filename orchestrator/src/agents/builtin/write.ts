import { resolve } from "node:path";
import { loadContract } from "../../contract/load.ts";
import { manifestsOf } from "../../contract/manifest/manifests.ts";
import type { Contract } from "../../contract/schema.ts";
import { readIfThere, writeDurably } from "../../files.ts";
import { writeDockerfile } from "./dockerfile.ts";
import { writeTemplate } from "./template.ts";

/** Every artifact a contract asks for, by path inside the project. */
export function artifactsOf(contract: Contract): Map<string, string> {
  const files = new Map<string, string>();
  for (const service of contract.services)
    if (service.image) files.set(service.image.dockerfile, writeDockerfile(service, service.image));
  for (const manifest of manifestsOf(contract))
    files.set(`${contract.chart.path}/templates/${manifest.file}`, writeTemplate(contract, manifest));
  return files;
}

/** Writes those that differ. Returns their paths. */
export function writeArtifacts(contract: Contract, root: string): string[] {
  const changed: string[] = [];
  for (const [path, content] of artifactsOf(contract)) {
    const file = resolve(root, path);
    if (readIfThere(file) === content) continue;
    writeDurably(file, content);
    changed.push(path);
  }
  return changed;
}

if (import.meta.main) console.log(writeArtifacts(loadContract("deploy.yaml"), process.cwd()).join("\n"));
