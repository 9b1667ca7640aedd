import { beforeAll, expect, it } from "vitest";
import { allows, type End } from "../support/network-policy.ts";
import { type KubernetesObject, production, render } from "../support/render.ts";
import { describeWith } from "../support/tools.ts";

const pod = (app: string): End => ({ labels: { app } });
const outside: End = {};
const frontend = pod("todo-frontend");
const backend = pod("todo-backend");
const database = pod("todo-database");
const test = pod("todo-test");
const stranger = pod("stranger");
const inNamespace = (name: string): End => ({
  labels: { app: "anything" },
  namespace: { "kubernetes.io/metadata.name": name },
});

// The cluster's network plugin enforces policies; these tests check what the policies say.
describeWith(["helm"], "install Helm 3 or 4", "network policies", () => {
  let builtin: KubernetesObject[];
  beforeAll(async () => {
    builtin = await render("--set", "database.mode=builtin");
  });

  it.each([
    ["a browser, the frontend", outside, frontend, 3000],
    ["the frontend, the backend", frontend, backend, 8000],
    ["the backend, its database", backend, database, 5432],
    ["the backend, a language model", backend, outside, 443],
    ["helm test, the backend", test, backend, 8000],
    ["helm test, the frontend", test, frontend, 3000],
  ])("let %s", (_, from, to, port) => {
    expect(allows(builtin, from, to, port)).toBe(true);
  });

  it.each([
    ["a stranger's pod, the backend", stranger, backend, 8000],
    ["the outside, the backend", outside, backend, 8000],
    ["another namespace, the backend", inNamespace("other"), backend, 8000],
    ["a stranger's pod, the database", stranger, database, 5432],
    ["the frontend, the database", frontend, database, 5432],
    ["the frontend, the Internet", frontend, outside, 443],
    ["the database, the Internet", database, outside, 443],
    ["the database, the backend", database, backend, 8000],
    ["the backend, a database elsewhere", backend, outside, 5432],
    ["anybody, metrics that are off", inNamespace("monitoring"), backend, 9464],
    ["anybody, the tests", stranger, test, 8000],
  ])("keep %s apart", (_, from, to, port) => {
    expect(allows(builtin, from, to, port)).toBe(false);
  });

  it("let every pod query DNS, over UDP and TCP", () => {
    const dns = inNamespace("kube-system");
    for (const from of [frontend, backend, database, test]) {
      expect(allows(builtin, from, dns, 53, "UDP")).toBe(true);
      expect(allows(builtin, from, dns, 53)).toBe(true);
    }
  });

  it("let the backend reach an external database on its usual ports, or those given", async () => {
    const external = await render();
    expect(allows(external, backend, outside, 5432)).toBe(true);
    expect(allows(external, backend, outside, 6432)).toBe(true);
    expect(allows(external, backend, outside, 3306)).toBe(false);
    const other = await render("--set", "database.externalPorts={25060}");
    expect(allows(other, backend, outside, 25060)).toBe(true);
    expect(allows(other, backend, outside, 5432)).toBe(false);
  });

  it("open metrics only to the monitoring namespace", async () => {
    const watched = await render("--set", "monitoring.enabled=true");
    expect(allows(watched, inNamespace("monitoring"), backend, 9464)).toBe(true);
    expect(allows(watched, inNamespace("other"), backend, 9464)).toBe(false);
    expect(allows(watched, frontend, backend, 9464)).toBe(false);
  });

  it("open the frontend only to the ingress controller in production", async () => {
    const objects = await render("--values", production);
    expect(allows(objects, inNamespace("ingress-nginx"), frontend, 3000)).toBe(true);
    expect(allows(objects, inNamespace("other"), frontend, 3000)).toBe(false);
    expect(allows(objects, outside, frontend, 3000)).toBe(false);
    const instance: End = { labels: { "cnpg.io/cluster": "todo-database" } };
    expect(allows(objects, backend, instance, 5432)).toBe(true);
  });

  it("take additional rules from values, and none at all when switched off", async () => {
    const more = await render("--set-json", 'networkPolicy.frontendEgress=[{"ports":[{"port":8080}]}]');
    expect(allows(more, frontend, outside, 8080)).toBe(true);
    const off = await render("--set", "networkPolicy.enabled=false");
    expect(off.filter((object) => object.kind === "NetworkPolicy")).toEqual([]);
  });
});
