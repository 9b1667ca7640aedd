import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeTemplate } from "../../agents/builtin/template.ts";
import { processRunner, which } from "../../exec/run.ts";
import { loadContract } from "../load.ts";
import { defaultValues, type Values } from "./expect.ts";
import { judgeTemplate } from "./judge.ts";
import { manifestsOf } from "./manifests.ts";

const root = resolve(import.meta.dirname, "../../../..");
const todo = loadContract(join(root, "deploy.yaml"));
const guestbook = loadContract(resolve(import.meta.dirname, "../../../test/fixtures/guestbook/deploy.yaml"));

function bareChart(): string {
  const folder = mkdtempSync(join(tmpdir(), "chart-"));
  mkdirSync(join(folder, "templates"));
  writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: guestbook\nversion: 0.3.0\n");
  return folder;
}
function copiedChart(): string {
  const folder = mkdtempSync(join(tmpdir(), "chart-"));
  cpSync(join(root, todo.chart.path), folder, { recursive: true });
  return folder;
}

describe.skipIf(!which("helm"))("templates judged by rendering them [needs helm]", () => {
  const apps = [
    {
      name: "todo-app",
      contract: todo,
      chart: copiedChart,
      values: (c: string) => parse(readFileSync(join(c, "values.yaml"), "utf8")) as Values,
    },
    { name: "guestbook", contract: guestbook, chart: bareChart, values: () => defaultValues(guestbook) },
  ];
  for (const { name, contract, chart, values } of apps)
    it(`the built-in agent's template for ${name} has no faults`, async () => {
      const folder = chart();
      const source = { folder, overlay: new Map(), release: name, namespace: contract.namespace };
      for (const manifest of manifestsOf(contract)) {
        const text = writeTemplate(contract, manifest);
        expect(await judgeTemplate(processRunner, contract, source, manifest, text, values(folder))).toEqual(
          [],
        );
      }
    });

  it("a hard-coded number is detected by the second set of values", async () => {
    const [deployment] = manifestsOf(guestbook);
    if (!deployment) throw new Error("no manifest");
    const text = writeTemplate(guestbook, deployment).replace("{{ .Values.page.replicas }}", "2");
    const source = { folder: bareChart(), overlay: new Map(), release: "g", namespace: "guestbook" };
    const found = await judgeTemplate(
      processRunner,
      guestbook,
      source,
      deployment,
      text,
      defaultValues(guestbook),
    );
    expect(found.map(({ rule, message }) => [rule, message])).toEqual([
      ["manifest/replicas", "with other values, spec.replicas is 2, not 5"],
    ]);
  });

  it("a template that does not render reports why", async () => {
    const [deployment] = manifestsOf(guestbook);
    if (!deployment) throw new Error("no manifest");
    const source = { folder: bareChart(), overlay: new Map(), release: "g", namespace: "guestbook" };
    const text = "a: {{ .Values.page.nothing.there }}\n";
    const [first] = await judgeTemplate(
      processRunner,
      guestbook,
      source,
      deployment,
      text,
      defaultValues(guestbook),
    );
    expect(first?.rule).toBe("manifest/renders");
    expect(first?.message).toContain("nil pointer evaluating");
  });
});
