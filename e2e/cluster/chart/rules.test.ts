import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { production, render, renderText } from "../support/render.ts";
import { findings } from "../support/rules.ts";
import { attempt, root, run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { mainContainer, workload } from "../support/workloads.ts";

const profiles: Record<string, string[]> = {
  defaults: [],
  "builtin database": ["--set", "database.mode=builtin"],
  production: ["--values", production],
};
const cases = Object.entries(profiles);

describeWith(["helm"], "install Helm 3 or 4", "hardening rules", () => {
  it.each(cases)("hold or are exempted, with %s", async (_, args) => {
    expect(findings(await render(...args)).filter((finding) => !finding.exempt)).toEqual([]);
  });

  it("each exemption is explained in docs/deployment.md", async () => {
    const text = readFileSync(path.join(root, "docs/deployment.md"), "utf8");
    const rendered = await Promise.all(cases.map(([, args]) => render(...args)));
    const exempted = rendered
      .flat()
      .flatMap(({ metadata: { annotations = {} } }) => [
        ...(annotations["kube-score/ignore"]?.split(",") ?? []),
        ...Object.keys(annotations).flatMap((key) => /^polaris.*\/(.+)-exempt$/.exec(key)?.[1] ?? []),
      ]);
    expect([...new Set(exempted)].filter((rule) => !text.includes(`\`${rule}\``))).toEqual([]);
  });

  it("are noticed when broken", async () => {
    const objects = await render();
    const backend = workload(objects, "todo-backend");
    mainContainer(backend).securityContext.readOnlyRootFilesystem = false;
    mainContainer(backend).image = "todo-backend";
    backend.pod.automountServiceAccountToken = true;
    const open = objects.filter(({ kind }) => kind !== "NetworkPolicy");
    const broken = findings(open).filter((finding) => finding.workload === "todo-backend" && !finding.exempt);
    expect(broken.map((finding) => finding.rule)).toEqual(
      expect.arrayContaining([
        "notReadOnlyRootFilesystem",
        "automountServiceAccountToken",
        "missingNetworkPolicy",
      ]),
    );
  });
});

const fromModule = "go install github.com/zegl/kube-score/cmd/kube-score@v1.20.0";
describeWith(["helm", "kube-score"], fromModule, "kube-score itself", () => {
  it.each(cases)("finds nothing, with %s", async (_, args) => {
    const optional = ["--enable-optional-test", "container-seccomp-profile"];
    const { code, stdout } = await attempt(
      "kube-score",
      ["score", "-", "--exit-one-on-warning", "-o", "ci", ...optional],
      {
        input: await renderText(...args),
      },
    );
    expect(stdout.split("\n").filter((line) => /^\[(WARNING|CRITICAL)\]/.test(line))).toEqual([]);
    expect(code).toBe(0);
  });
});

interface PolarisChecks {
  [name: string]: { Success: boolean; Severity: string; Message: string };
}

describeWith(["helm", "polaris"], "build github.com/FairwindsOps/polaris", "polaris itself", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "todo-polaris-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(cases)("finds nothing, with %s", async (_, args) => {
    const file = path.join(folder, "rendered.yaml");
    writeFileSync(file, await renderText(...args));
    const report = JSON.parse(await run("polaris", ["audit", "--audit-path", file, "--format", "json"]));
    const failed = report.Results.flatMap(
      (result: {
        Name: string;
        Results: PolarisChecks;
        PodResult?: { Results: PolarisChecks; ContainerResults: { Results: PolarisChecks }[] };
      }) => {
        const pod = result.PodResult;
        const all = [
          result.Results,
          pod?.Results,
          ...(pod?.ContainerResults ?? []).map((one) => one.Results),
        ];
        return all.flatMap((checks) =>
          Object.entries(checks ?? {})
            .filter(([, check]) => !check.Success)
            .map(([name]) => `${result.Name} ${name}`),
        );
      },
    );
    expect(failed).toEqual([]);
    expect(report.Results.length).toBeGreaterThan(5);
  });
});
