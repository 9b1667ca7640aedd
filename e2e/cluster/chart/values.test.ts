import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { production, render, renderText } from "../support/render.ts";
import { describeWith } from "../support/tools.ts";
import { mainContainer, workload } from "../support/workloads.ts";

const folder = mkdtempSync(path.join(tmpdir(), "values-"));
afterAll(() => rmSync(folder, { recursive: true }));

function valuesFile(text: string): string[] {
  const file = path.join(folder, "values.yaml");
  writeFileSync(file, text);
  return ["--values", file];
}

describeWith(["helm"], "install Helm 3 or 4", "values", () => {
  it("take a tag as text only, since a number loses digits", async () => {
    await expect(render(...valuesFile("backend: { tag: 20261129 }"))).rejects.toThrow(
      "got number, want string",
    );
    const objects = await render(...valuesFile('backend: { tag: "20261129" }'));
    expect(mainContainer(workload(objects, "todo-backend")).image).toBe("todo-backend:20261129");
  });

  it.each([
    "ingress",
    "httpRoute",
    "monitoring",
    "scheduling",
    "scheduling.priorityClass",
    "serviceAccount",
    "backend.autoscaling",
    "backend.podDisruptionBudget",
    "allowedHosts",
  ])("may leave out %s, as a release from before it does", async (block) => {
    expect((await render("--set", `${block}=null`)).length).toBeGreaterThan(4);
  });

  it("that contradict one another stop the rendering", async () => {
    await expect(render("--set", "backend.terminationGracePeriodSeconds=9")).rejects.toThrow(
      "preStopSeconds",
    );
  });

  it("of the backend's port are what the frontend asks", async () => {
    const objects = await render("--set", "backend.port=9000");
    expect(mainContainer(workload(objects, "todo-frontend")).env).toContainEqual({
      name: "NEXT_PUBLIC_API_URL",
      value: "http://todo-backend:9000",
    });
    const elsewhere = await render("--set", "backend.port=9000,configmap.apiUrl=http://api.example.com");
    const names = mainContainer(workload(elsewhere, "todo-frontend")).env?.map(({ name }) => name);
    expect(names).not.toContain("NEXT_PUBLIC_API_URL");
  });

  it("of env take the place of the chart's own variables", async () => {
    const mine = '[{"name":"TRUST_PROXY","value":"3"},{"name":"BACKEND_HOST","value":"::"}]';
    const objects = await render("--set", "ingress.enabled=true", "--set-json", `backend.env=${mine}`);
    const env = mainContainer(workload(objects, "todo-backend")).env ?? [];
    const names = env.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(env).toEqual(expect.arrayContaining(JSON.parse(mine)));
  });

  it("of the Secret do not decide where a server listens", async () => {
    const env = mainContainer(workload(await render(), "todo-backend")).env;
    expect(env).toContainEqual({ name: "BACKEND_HOST", value: "0.0.0.0" });
  });

  it("name the account that pods use when none is made", async () => {
    const objects = await render("--set", "serviceAccount.create=false");
    expect(workload(objects, "todo-backend").pod.serviceAccountName).toBe("default");
  });

  it("open no port at all when the list of ports is empty", async () => {
    const text = await renderText(
      "--set-json",
      "database.externalPorts=[]",
      "-s",
      "templates/policy/network.yaml",
    );
    expect(text).not.toMatch(/ports:\s*\n\s*(?:#|-\s*ports|\w)/);
  });

  it("bring a database's Secret from elsewhere", async () => {
    const objects = await render("--set", "database.mode=builtin,database.builtin.existingSecret=mine");
    expect(objects.some(({ kind, metadata }) => kind === "Secret" && metadata.name === "todo-database")).toBe(
      false,
    );
    const env = mainContainer(workload(objects, "todo-backend")).env;
    expect(env).toContainEqual({
      name: "DATABASE_URL",
      valueFrom: { secretKeyRef: { name: "mine", key: "url" } },
    });
  });

  it("accept what a parent chart hands down", async () => {
    const handed = valuesFile("global: { imageRegistry: registry.example }\nenabled: true\n");
    expect((await render(...handed)).length).toBeGreaterThan(4);
  });

  it("name a priority class after its value, which cannot be changed", async () => {
    const nameOf = async (value: number) => {
      const args = ["--set", `scheduling.priorityClass.create=true,scheduling.priorityClass.value=${value}`];
      return (await render(...args)).find(({ kind }) => kind === "PriorityClass")?.metadata.name;
    };
    expect(await nameOf(1000)).not.toBe(await nameOf(2000));
  });
});

describeWith(["helm"], "install Helm 3 or 4", "the production profile", () => {
  it("lets its own test ask the frontend", async () => {
    const policy = (await render("--values", production)).find(
      ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "todo-frontend",
    );
    expect(JSON.stringify(policy)).toContain('"podSelector":{"matchLabels":{"app":"todo-test"}}');
  });

  it("lets an import of the size the product allows pass", async () => {
    const ingress = (await render("--values", production)).find(({ kind }) => kind === "Ingress");
    expect(ingress?.metadata.annotations?.["nginx.ingress.kubernetes.io/proxy-body-size"]).toBe("11m");
  });
});

describeWith(["helm"], "install Helm 3 or 4", "an HTTPRoute", () => {
  it("does not cut streams", async () => {
    expect(await renderText("--set", "httpRoute.enabled=true")).toMatch(/timeouts:\s+request: 0s/);
  });
});
