import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cpuMillis, cpuQuantity, memoryBytes, memoryQuantity } from "./quantity.ts";
import { faultsOfAdvice, percentile, type Resources, recommend, type Sample, sameSize } from "./recommend.ts";

const current: Resources = {
  requests: { cpu: "100m", memory: "128Mi" },
  limits: { cpu: "500m", memory: "512Mi" },
};
const hard = { cpu: { min: "10m", max: "1" }, memory: { min: "32Mi", max: "1Gi" } };
const Mi = 2 ** 20;
const sampled = (cpu: number[], memory = 100 * Mi): Sample[] =>
  cpu.map((cpuMillis, at) => ({ pod: "p", container: "c", at: at * 5, cpuMillis, memoryBytes: memory }));

describe("quantities", () => {
  it("are parsed like in Kubernetes", () => {
    expect([cpuMillis("250m"), cpuMillis("0.5"), cpuMillis(2), cpuMillis("x")]).toEqual([
      250,
      500,
      2000,
      Number.NaN,
    ]);
    expect([memoryBytes("1Mi"), memoryBytes("1M"), memoryBytes(5), memoryBytes("1Gib")]).toEqual([
      Mi,
      1e6,
      5,
      Number.NaN,
    ]);
  });
  it("are rounded up and parsed back", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64_000 }), (n) => {
        expect(cpuMillis(cpuQuantity(n))).toBe(n);
      }),
    );
    expect(cpuQuantity(10.2)).toBe("11m");
    expect(memoryQuantity(Mi + 1)).toBe("2Mi");
  });
});

describe("recommend", () => {
  it("follows the formula", () => {
    const cpu = [...Array(95).fill(80), ...Array(5).fill(150)];
    expect(percentile(cpu, 95)).toBe(80);
    expect(recommend(sampled(cpu), current, hard)?.resources).toEqual({
      requests: { cpu: "80m", memory: "115Mi" },
      limits: { cpu: "500m", memory: "256Mi" },
    });
    const throttled = recommend(sampled(Array(100).fill(180)), current, hard);
    expect(throttled?.resources.limits.cpu).toBe("720m");
  });

  it("never lowers the CPU limit, however often an idle application is measured", () => {
    let resources = current;
    for (let run = 0; run < 5; run++)
      resources = recommend(sampled(Array(20).fill(1), 5 * Mi), resources, hard)?.resources ?? resources;
    expect(resources.limits.cpu).toBe("500m");
    expect(resources.requests.cpu).toBe("10m");
    const above = { ...current, limits: { cpu: "4", memory: "512Mi" } };
    expect(recommend(sampled(Array(20).fill(1)), above, hard)?.resources.limits.cpu).toBe("1000m");
  });

  it("changes no number by more than half or double in one step", () => {
    const idle = recommend(sampled(Array(20).fill(1), 5 * Mi), current, hard);
    expect(idle?.resources).toEqual({
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { cpu: "500m", memory: "256Mi" },
    });
    const busy = recommend(sampled(Array(20).fill(900), 900 * Mi), current, hard);
    expect(busy?.resources).toEqual({
      requests: { cpu: "200m", memory: "256Mi" },
      limits: { cpu: "1000m", memory: "1024Mi" },
    });
    expect(busy?.reasons[0]).toContain("double");
  });

  it("never goes below the limit of the last OOM kill", () => {
    expect(
      recommend(sampled(Array(9).fill(50), 200 * Mi), current, hard, "512Mi")?.resources.limits.memory,
    ).toBe("615Mi");
  });

  it("accepts no memory limit below the measured usage", () => {
    const result = recommend(sampled(Array(9).fill(50), 300 * Mi), current, hard);
    const starved = { ...current, limits: { cpu: "500m", memory: "300Mi" } };
    expect(result && faultsOfAdvice(starved, result.bounds)).toEqual([
      "limits.memory 300Mi is outside 345Mi to 1024Mi",
    ]);
  });

  it("recommends nothing from too few samples, and otherwise states its confidence", () => {
    expect(recommend(sampled([1, 2, 3]), current, hard)).toBeNull();
    expect(recommend(sampled(Array(20).fill(1)), current, hard)?.confidence).toBe("low");
  });

  it("stays within its bounds for any measurement", () => {
    const reading = fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(reading, fc.integer({ min: 1, max: 4000 }), (cpu, memory) => {
        const result = recommend(sampled(cpu, memory * Mi), current, hard);
        expect(result && faultsOfAdvice(result.resources, result.bounds)).toEqual([]);
      }),
    );
  });
});

describe("an agent's advice", () => {
  const bounds = recommend(sampled(Array(20).fill(80)), current, hard)?.bounds;
  if (!bounds) throw new Error("no bounds");
  it("is accepted within the bounds and refused outside, naming the number", () => {
    const sound: Resources = {
      requests: { cpu: "90m", memory: "120Mi" },
      limits: { cpu: "600m", memory: "300Mi" },
    };
    expect(faultsOfAdvice(sound, bounds)).toEqual([]);
    const absurd: Resources = {
      requests: { cpu: "64", memory: "1Mi" },
      limits: { cpu: "1m", memory: "900Gi" },
    };
    expect(faultsOfAdvice(absurd, bounds)).toEqual([
      "requests.cpu 64 is outside 50m to 200m",
      "requests.memory 1Mi is outside 64Mi to 256Mi",
      "limits.cpu 1m is outside 500m to 1000m",
      "limits.memory 900Gi is outside 256Mi to 1024Mi",
      "the CPU limit is below its request",
    ]);
    const nonsense: Resources = {
      requests: { cpu: "lots", memory: "-1Mi" },
      limits: { cpu: "", memory: "1e9" },
    };
    expect(faultsOfAdvice(nonsense, bounds)).toHaveLength(4);
  });

  it("is not worth new pods if nothing changes", () => {
    expect(sameSize(current, { ...current, requests: { cpu: "102m", memory: "130Mi" } })).toBe(true);
    expect(sameSize(current, { ...current, requests: { cpu: "120m", memory: "128Mi" } })).toBe(false);
  });
});
