import { describe, expect, it } from "vitest";
import { kubeletSummary, measure, usageSources } from "./measure.ts";

const place = { context: "c", namespace: "app" };
const summary = (time: string, nanos: number, namespace = "app") =>
  JSON.stringify({
    pods: [
      {
        podRef: { name: "p1", namespace },
        containers: [
          { name: "c", cpu: { time, usageCoreNanoSeconds: nanos }, memory: { workingSetBytes: 5e6 } },
        ],
      },
    ],
  });

it("computes CPU usage from two readings of the kubelet, and ignores repeated readings", async () => {
  const answers: (string | null)[] = [
    summary("2026-01-01T00:00:00Z", 1e9),
    summary("2026-01-01T00:00:10Z", 2e9),
    summary("2026-01-01T00:00:10Z", 2e9),
    summary("2026-01-01T00:00:20Z", 2.5e9),
    summary("2026-01-01T00:00:30Z", 1e6),
    summary("2026-01-01T00:00:40Z", 9e9, "other"),
    null,
  ];
  const source = kubeletSummary({ raw: async () => answers.shift() ?? null, place }, ["n"]);
  const read = async () => (await source.read(["p1"]))?.map((reading) => reading.cpuMillis);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([100]);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([50]);
  // A restarted container starts at zero again.
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([]);
  expect(await source.read(["p1"])).toBeNull();
});

describe("sources", () => {
  function cluster(answers: Record<string, unknown>) {
    const asked: string[] = [];
    return {
      asked,
      place,
      list: async <T>() => [{ metadata: { name: "n" } }] as T[],
      raw: async (path: string) => {
        asked.push(decodeURIComponent(path));
        const key = Object.keys(answers).find((start) => decodeURIComponent(path).includes(start));
        return key === undefined ? null : JSON.stringify(answers[key]);
      },
    };
  }
  const names = async (kubectl: ReturnType<typeof cluster>) =>
    (await usageSources(kubectl)).map(({ name }) => name);

  it("are the metrics API and the kubelet if there is no Prometheus", async () => {
    expect(await names(cluster({}))).toEqual(["metrics API", "kubelet summary"]);
  });

  it("reads all units of the metrics API, and only pods of the application", async () => {
    const item = (name: string, cpu: string) => ({
      metadata: { name },
      containers: [{ name: "c", usage: { cpu, memory: "2Mi" } }],
    });
    const kubectl = cluster({
      "metrics.k8s.io": {
        items: [item("p1", "2500000n"), item("p2", "300u"), item("p3", "7m"), item("else", "1")],
      },
    });
    const [source] = await usageSources(kubectl);
    const readings = await source?.read(["p1", "p2", "p3"]);
    expect(readings?.map(({ cpuMillis }) => cpuMillis)).toEqual([2.5, 0.3, 7]);
    expect(readings?.[0]?.memoryBytes).toBe(2 ** 21);
    expect(await (await usageSources(cluster({})))[0]?.read(["p1"])).toBeNull();
  });

  it("prefers Prometheus, through the proxy of the API server", async () => {
    const result = (value: string) => ({
      data: { result: [{ metric: { pod: "p1", container: "c" }, value: [0, value] }] },
    });
    const kubectl = cluster({
      "labelSelector=app.kubernetes.io/name=prometheus": {
        items: [{ metadata: { name: "prom", namespace: "mon" }, spec: { ports: [{ port: 9090 }] } }],
      },
      container_cpu_usage: result("12.5"),
      container_memory: result("1000000"),
    });
    const [source] = await usageSources(kubectl);
    expect(source?.name).toBe("Prometheus (mon/prom)");
    expect(await source?.read(["p1"])).toEqual([
      { pod: "p1", container: "c", cpuMillis: 12.5, memoryBytes: 1e6 },
    ]);
    expect(kubectl.asked.at(-1)).toContain('namespace="app"');
  });
});

it("returns nothing if it is interrupted", async () => {
  const usage = {
    items: [{ metadata: { name: "p1" }, containers: [{ name: "c", usage: { cpu: "5m", memory: "5Mi" } }] }],
  };
  const kubectl = {
    place,
    list: async <T>() => [{ metadata: { name: "n" } }] as T[],
    raw: async (path: string) => (path.includes("metrics.k8s.io") ? JSON.stringify(usage) : null),
  };
  const stop = new AbortController();
  let reads = 0;
  const pods = async () => {
    if (++reads > 2) stop.abort();
    return ["p1"];
  };
  await expect(measure(kubectl, pods, 60, 0.001, () => true, stop.signal)).rejects.toMatchObject({
    name: "AbortError",
  });
});
