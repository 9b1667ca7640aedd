import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { chart, objects, render } from "../support/render.ts";
import { root, run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { mainContainer, workload, workloads } from "../support/workloads.ts";

const folder = mkdtempSync(path.join(tmpdir(), "parent-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Environments in which others use the chart: a parent chart, a preview namespace, a registry, a proxy, Secrets.
describeWith(["helm"], "install Helm 3 or 4", "among other things the chart", () => {
  it("is a dependency that its parent can switch off", async () => {
    const parent = path.join(folder, "parent");
    mkdirSync(path.join(parent, "charts"), { recursive: true });
    cpSync(path.join(root, chart), path.join(parent, "charts/todo-app"), { recursive: true });
    const dependency = "dependencies: [{ name: todo-app, version: 0.1.0, condition: todo-app.enabled }]";
    writeFileSync(
      path.join(parent, "Chart.yaml"),
      `apiVersion: v2\nname: parent\nversion: 1.0.0\n${dependency}\n`,
    );
    writeFileSync(path.join(parent, "values.yaml"), "global: { team: red }\ntodo-app: { enabled: true }\n");
    const names = async (...args: string[]) =>
      objects(await run("helm", ["template", "all", parent, ...args])).map(({ metadata }) => metadata.name);
    expect(await names()).toContain("todo-backend");
    expect(await names("--set", "todo-app.enabled=false")).toEqual([]);
  });

  it("accepts names consisting only of digits", async () => {
    for (const { kind, metadata } of objects(
      await run("helm", ["template", "123", chart, "--namespace", "42"]),
    )) {
      expect([undefined, "42"], kind).toContain(metadata.namespace);
      for (const value of Object.values({ ...metadata.labels, ...metadata.annotations }))
        expect(value, `${kind} ${metadata.name}`).toBeTypeOf("string");
    }
  });

  it("is pulled by digest from a registry with a port, with its Secret, in every pod", async () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const found = workloads(
      await render(
        ...["--set", "database.mode=builtin,database.builtin.image=registry.local:5000/library/postgres"],
        ...["--set", `backend.image=registry.local:5000/team/todo-backend,backend.digest=${digest}`],
        ...["--set-json", 'imagePullSecrets=[{"name":"regcred"}]'],
      ),
    );
    expect(found).toHaveLength(4);
    for (const { pod, object } of found)
      expect(pod.imagePullSecrets, object.metadata.name).toEqual([{ name: "regcred" }]);
    const images = found.map((each) => mainContainer(each).image);
    expect(images).toContain(`registry.local:5000/team/todo-backend@${digest}`);
    expect(images).toContainEqual(expect.stringMatching(/^registry\.local:5000\/library\/postgres:/));
  });

  it("takes the database's address from another key of another Secret", async () => {
    const mine = { name: "DATABASE_URL", valueFrom: { secretKeyRef: { name: "pg-app", key: "uri" } } };
    const env = mainContainer(
      workload(await render("--set-json", `backend.env=${JSON.stringify([mine])}`), "todo-backend"),
    ).env;
    expect(env?.filter(({ name }) => name === "DATABASE_URL")).toEqual([mine]);
  });

  it.each(["ingress", "httpRoute"])("trusts the proxy of its %s, and none without one", async (block) => {
    const env = async (name: string, ...args: string[]) =>
      Object.fromEntries(
        (mainContainer(workload(await render(...args), name)).env ?? []).map((each) => [
          each.name,
          each.value,
        ]),
      );
    const behind = ["--set", `${block}.enabled=true`];
    expect(await env("todo-backend", ...behind)).toMatchObject({ TRUST_PROXY: "2" });
    expect(await env("todo-frontend", ...behind)).toMatchObject({ TRUST_FORWARDED_HEADERS: "true" });
    expect(await env("todo-backend")).not.toHaveProperty("TRUST_PROXY");
  });

  it("allows nodes to be drained: a single pod has no budget", async () => {
    const budgets = async (...args: string[]) =>
      (await render(...args)).filter(({ kind }) => kind === "PodDisruptionBudget");
    expect(await budgets()).toHaveLength(2);
    expect(await budgets("--set", "backend.replicas=1,frontend.replicas=1")).toEqual([]);
  });
});
