import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { chartOf, lacksHistory, oldestChart } from "../support/history.ts";
import { chart, objects } from "../support/render.ts";
import { attempt, root, run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { find, mainContainer, workload } from "../support/workloads.ts";

const VALUES = `${chart}/values.yaml`;
const folder = mkdtempSync(path.join(tmpdir(), "older-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The commits that changed the chart's values, oldest last; none without history. */
const history = await attempt("git", ["log", "--format=%h", "--", VALUES]);
const commits = history.stdout.split("\n").filter(Boolean);

// `helm upgrade --reuse-values` renders the new templates with all values of the old chart instead of the new
// ones, and validates them against the new schema.
describeWith(
  ["helm", "git"],
  "install Helm 3 or 4, and git",
  "values of an older release",
  () => {
    it("are found in the history", () => expect(commits.length).toBeGreaterThan(1));

    it.each(commits)("of %s render to what the defaults mean", async (commit) => {
      const copy = path.join(folder, commit);
      cpSync(path.join(root, chart), copy, { recursive: true });
      writeFileSync(path.join(copy, "values.yaml"), await run("git", ["show", `${commit}:${VALUES}`]));
      const rendered = objects(await run("helm", ["template", "todo-app", copy, "--namespace", "todo"]));
      const backend = workload(rendered, "todo-backend");
      const env = mainContainer(backend).env ?? [];
      for (const { name, value } of env.filter((one) => !("valueFrom" in one)))
        expect(value, name).toEqual(expect.stringMatching(/./));
      expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toMatchObject({
        BACKEND_HOST: "0.0.0.0",
        DRAIN_SECONDS: "6",
        REGISTRATION: "open",
        SHUTDOWN_SECONDS: "46",
      });
      expect(mainContainer(backend).lifecycle?.preStop?.sleep?.seconds).toBe(3);
      expect(backend.pod.securityContext.runAsUser).toBe(1000);
      expect(backend.pod.terminationGracePeriodSeconds).toBe(60);
    });

    it("are upgraded from without changing an immutable field", async () => {
      const of = async (place: string) =>
        objects(await run("helm", ["template", "todo-app", place, "--set", "database.mode=builtin"]));
      const old = await of(await chartOf(await oldestChart(), folder));
      const next = await of(chart);
      const specOf = (all: typeof old, kind: string, name: string) => find(all, kind, name).spec as Immutable;
      for (const field of ["selector", "serviceName", "volumeClaimTemplates"] as const)
        expect(specOf(next, "StatefulSet", "todo-database")[field], field).toEqual(
          specOf(old, "StatefulSet", "todo-database")[field],
        );
      for (const name of ["todo-backend", "todo-frontend"])
        expect(specOf(next, "Deployment", name).selector, name).toEqual(
          specOf(old, "Deployment", name).selector,
        );
    });
  },
  await lacksHistory(),
);

interface Immutable {
  selector: object;
  serviceName?: string;
  volumeClaimTemplates?: object[];
}
