import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { loadContract } from "../../contract/load.ts";
import { manifestsOf } from "../../contract/manifest/manifests.ts";
import { writeDockerfile } from "./dockerfile.ts";
import { writeTemplate } from "./template.ts";

const root = resolve(import.meta.dirname, "../../../..");
const contract = loadContract(resolve(root, "deploy.yaml"));

for (const manifest of manifestsOf(contract))
  it(`${manifest.file} of the chart matches the contract`, () => {
    const committed = readFileSync(resolve(root, contract.chart.path, "templates", manifest.file), "utf8");
    expect(committed).toBe(writeTemplate(contract, manifest));
  });

for (const service of contract.services)
  if (service.image)
    it(`${service.image.dockerfile} matches the contract`, () => {
      const image = service.image;
      if (image)
        expect(readFileSync(resolve(root, image.dockerfile), "utf8")).toBe(writeDockerfile(service, image));
    });
