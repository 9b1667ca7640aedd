import type { ConfigMapContract, Contract, ServiceContract } from "../schema.ts";

/** One template of the chart: its file name and what it describes. */
export type ManifestContract = { file: string } & (
  | { kind: "Deployment" | "Service"; service: ServiceContract }
  | { kind: "ConfigMap"; map: ConfigMapContract }
);

/** The templates of an application in order: Deployment and Service of each service, then the ConfigMaps. */
export function manifestsOf(contract: Contract): ManifestContract[] {
  return [
    ...contract.services.flatMap((service) =>
      (["Deployment", "Service"] as const).map((kind) => ({
        file: `${service.id}-${kind.toLowerCase()}.yaml`,
        kind,
        service,
      })),
    ),
    ...contract.configMaps.map((map) => ({ file: map.file, kind: "ConfigMap" as const, map })),
  ];
}
