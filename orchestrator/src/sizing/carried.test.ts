import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadContract } from "../contract/load.ts";
import { carriedSizing, configuredWords, sizingValues } from "./carried.ts";

const loaded = loadContract(resolve(import.meta.dirname, "../../test/fixtures/guestbook/deploy.yaml"));
const contract = { ...loaded, gates: { ...loaded.gates, sizingConfidence: "low" as const } };
const service = contract.services[0] as (typeof contract.services)[number];
const given = { page: { resources: service.resources } };
const found = { requests: { cpu: "30m", memory: "60Mi" }, limits: { cpu: "200m", memory: "90Mi" } };
const basis = {
  from: configuredWords(service, given),
  confidence: "low" as const,
  measured: "2026-11-30T12:00:00.000Z",
};
const installed = sizingValues("page", found, basis);

describe("recommended resources of a release", () => {
  it("are kept unchanged as long as deploy.yaml allows them", () => {
    expect(carriedSizing(contract, installed, given)).toEqual({ values: installed, dropped: [] });
  });

  it("are none if their origin is not recorded: those of a values file, or set by hand", () => {
    expect(carriedSizing(contract, { page: { resources: found } }, given)).toEqual({
      values: {},
      dropped: [],
    });
    expect(carriedSizing(contract, {}, given)).toEqual({ values: {}, dropped: [] });
    const broken = { page: { resources: found, podAnnotations: { "infra-orchestrator/sizing": "{" } } };
    expect(carriedSizing(contract, broken, given)).toEqual({ values: {}, dropped: [] });
  });

  it.each([
    ["other values files", contract, { page: { resources: found } }, "it now says requests 20m/48Mi"],
    [
      "more confidence to be asked for",
      { ...contract, gates: { ...contract.gates, sizingConfidence: "medium" as const } },
      given,
      "their confidence is low and gates.sizingConfidence is medium",
    ],
    [
      "other bounds",
      {
        ...contract,
        services: [
          { ...service, sizing: { cpu: { min: "50m", max: "100m" }, memory: { min: "32Mi", max: "64Mi" } } },
        ],
      },
      given,
      "requests.cpu 30m is outside 50m to 100m, limits.cpu 200m is outside 50m to 100m, limits.memory 90Mi is outside 32Mi to 64Mi",
    ],
  ])("are replaced by %s", (_what, now, values, reason) => {
    const { values: kept, dropped } = carriedSizing(now, installed, values);
    expect(kept).toEqual({});
    expect(dropped).toEqual([expect.stringContaining(reason)]);
  });

  it("are dropped if a run was interrupted while trying them", () => {
    expect(carriedSizing(contract, installed, given, basis.measured).values).toEqual({});
    expect(carriedSizing(contract, installed, given, "2026-11-30T13:00:00.000Z").values).toEqual(installed);
  });
});
