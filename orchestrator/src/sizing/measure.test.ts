import { expect, it } from "vitest";
import { kubeletSummary } from "./measure.ts";

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

it("works the use of CPU out between two readings of the kubelet, and counts no reading twice", async () => {
  const answers: (string | null)[] = [
    summary("2026-01-01T00:00:00Z", 1e9),
    summary("2026-01-01T00:00:10Z", 2e9),
    summary("2026-01-01T00:00:10Z", 2e9),
    summary("2026-01-01T00:00:20Z", 2.5e9),
    summary("2026-01-01T00:00:30Z", 1e6),
    summary("2026-01-01T00:00:40Z", 9e9, "other"),
    null,
  ];
  const source = kubeletSummary(
    { raw: async () => answers.shift() ?? null, place: { context: "c", namespace: "app" } },
    ["n"],
  );
  const read = async () => (await source.read(["p1"]))?.map((reading) => reading.cpuMillis);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([100]);
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([50]);
  // A restarted container begins at zero again.
  expect(await read()).toEqual([]);
  expect(await read()).toEqual([]);
  expect(await source.read(["p1"])).toBeNull();
});
