import { describe, expect, it } from "vitest";
import { openApiValidator, type Validator } from "../support/openapi.ts";
import { chart, objects, production, render, renderText } from "../support/render.ts";
import { attempt, installed, run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { find, mainContainer, workload } from "../support/workloads.ts";

const hint = "install Helm 3 or 4";

const nodeAffinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [{ matchExpressions: [{ key: "pool", operator: "In", values: ["todo"] }] }],
    },
  },
};

/** Every switch of the chart at least once, alone and together. */
const matrix: Record<string, string[]> = {
  defaults: [],
  "builtin database": ["--set", "database.mode=builtin"],
  "builtin database, volume not kept, storage class": [
    ...["--set", "database.mode=builtin,database.builtin.keepVolume=false"],
    ...["--set", "database.builtin.storageClassName=fast"],
  ],
  "cloudnative-pg": ["--set", "database.mode=cloudnative-pg,database.cloudnativePg.storageClassName=fast"],
  "one pod of each": ["--set", "backend.replicas=1,frontend.replicas=1"],
  digests: ["--set", `backend.digest=sha256:${"a".repeat(64)},frontend.digest=sha256:${"b".repeat(64)}`],
  "node port chosen by the cluster": ["--set", "frontend.nodePort=null"],
  "load balancer": ["--set", "frontend.serviceType=LoadBalancer"],
  ingress: ["--set", "ingress.enabled=true,ingress.className=nginx,ingress.tlsSecretName=tls"],
  "ingress without TLS": ["--set", "ingress.enabled=true"],
  "HTTP route": ["--set", "httpRoute.enabled=true,frontend.serviceType=ClusterIP"],
  metrics: ["--set", "monitoring.enabled=true,monitoring.labels.release=prometheus"],
  autoscaling: ["--set", "backend.autoscaling.enabled=true,frontend.autoscaling.enabled=true"],
  "priority class": ["--set", "scheduling.priorityClass.create=true"],
  "priority class that exists": ["--set", "scheduling.priorityClass.name=high"],
  "no policies, no account, no pause": [
    ...["--set", "networkPolicy.enabled=false,serviceAccount.create=false,serviceAccount.name=mine"],
    ...["--set", "backend.preStopSeconds=0,frontend.preStopSeconds=0"],
  ],
  "placement and pull secrets": [
    ...["--set", "backend.nodeSelector.disk=ssd,imagePullSecrets[0].name=registry"],
    ...["--set-json", 'frontend.tolerations=[{"key":"web","operator":"Exists"}]'],
    ...["--set-json", 'backend.env=[{"name":"OPENAI_MODEL","value":"small"}]'],
    ...["--set", "backend.podAnnotations.a=b,backend.podLabels.c=d,serviceAccount.annotations.e=f"],
  ],
  "OpenShift: users chosen by the cluster, another port of the name server": [
    ...["--set", "database.mode=builtin,networkPolicy.dnsPorts={5353}"],
    ...["backend", "frontend"].flatMap((name) =>
      ["runAsUser", "runAsGroup"].flatMap((key) => ["--set", `${name}.securityContext.${key}=null`]),
    ),
    ...["runAsUser", "runAsGroup", "fsGroup"].flatMap((key) => [
      "--set",
      `database.builtin.securityContext.${key}=null`,
    ]),
  ],
  "every pod placed, with a CA": [
    ...["--set", "database.mode=builtin,scheduling.nodeSelector.arch=arm64"],
    ...["--set-json", 'scheduling.tolerations=[{"operator":"Exists"}]'],
    ...["--set-json", `scheduling.affinity=${JSON.stringify(nodeAffinity)}`],
    ...["--set-json", 'backend.extraVolumes=[{"name":"ca","secret":{"secretName":"ca"}}]'],
    ...["--set-json", 'backend.extraVolumeMounts=[{"name":"ca","mountPath":"/ca","readOnly":true}]'],
  ],
  "CloudNativePG placed": [
    ...["--set", "database.mode=cloudnative-pg,scheduling.nodeSelector.arch=arm64"],
    ...["--set-json", 'scheduling.tolerations=[{"operator":"Exists"}]'],
    ...["--set-json", `scheduling.affinity=${JSON.stringify(nodeAffinity)}`],
  ],
  "load balancer of a cloud": [
    ...["--set", "frontend.serviceType=LoadBalancer,frontend.loadBalancerClass=example.com/internal"],
    ...["--set", "frontend.loadBalancerSourceRanges={10.0.0.0/8},frontend.serviceAnnotations.a=b"],
  ],
  "IPv6, another domain, a proxy": [
    ...["--set", "listenAddress=::,ipFamilyPolicy=PreferDualStack,clusterDomain=example.internal"],
    ...["--set", "proxy.url=http://proxy.example.com:3128,proxy.noProxy={intern.example.com}"],
  ],
  "a volume and a claim made by hand": [
    "--set",
    "database.mode=builtin,database.builtin.existingClaim=todos,database.builtin.storageClassName=-",
  ],
  production: ["--values", production],
  "production with the builtin database": ["--values", production, "--set", "database.mode=builtin"],
};

describeWith(["helm"], hint, "helm lint --strict", () => {
  it.each(Object.entries(matrix))("passes with %s", async (_, args) => {
    expect(await run("helm", ["lint", "--strict", chart, ...args])).toContain(
      "1 chart(s) linted, 0 chart(s) failed",
    );
  });

  it.each([
    ["a misspelt value", "backend.replica=3", "replica"],
    ["a misspelt value of a nested map", "backend.livenessProbe.initialDelay=3", "initialDelay"],
    ["a pull policy that is none", "backend.imagePullPolicy=Sometimes", "imagePullPolicy"],
    ["a node port out of range", "frontend.nodePort=8080", "nodePort"],
    ["a quantity that is none", "backend.resources.limits.memory=lots", "memory"],
    ["a negative number of pods", "frontend.replicas=-1", "replicas"],
    ["an unknown database", "database.mode=mysql", "mode"],
    ["an address that is none", "configmap.apiUrl=todo-backend", "apiUrl"],
  ])("refuses %s", async (_, value, named) => {
    const { code, stdout, stderr } = await attempt("helm", ["lint", "--strict", chart, "--set", value]);
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain(named);
  });
});

const validator: Validator | null = installed("helm") ? await openApiValidator() : null;

describe.skipIf(!validator)(
  `OpenAPI schemas of Kubernetes${validator ? "" : " [skipped: needs helm, and a cluster or go]"}`,
  () => {
    it.each(Object.entries(matrix))("accept %s", async (_, args) => {
      const rendered = await render(...args);
      const errors = await Promise.all(rendered.map((object) => validator?.(object) ?? []));
      expect(errors.flat()).toEqual([]);
    });

    it("refuse a misspelt field, in objects and in custom resources", async () => {
      const rendered = await render("--set", "database.mode=cloudnative-pg");
      const deployment = find(rendered, "Deployment", "todo-backend");
      Object.assign(mainContainer(workload([deployment], "todo-backend")), { livenesProbe: {} });
      expect((await validator?.(deployment))?.join()).toContain("livenesProbe");
      const cluster = find(rendered, "Cluster", "todo-database");
      Object.assign(cluster.spec as object, { instance: 3 });
      expect((await validator?.(cluster))?.join()).toContain("instance");
    });
  },
);

describeWith(["helm"], hint, "the rendered text", () => {
  it("is the same each time but for the password that is made once", async () => {
    const [first, second] = await Promise.all([renderText(), renderText()]);
    expect(first).toBe(second);
    const [one, two] = await Promise.all([1, 2].map(() => renderText("--set", "database.mode=builtin")));
    const password = (text = "") => find(objects(text), "Secret", "todo-database").stringData?.password;
    expect(password(one)).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(password(one)).not.toBe(password(two));
    expect(one?.replaceAll(password(one) ?? "", "")).toBe(two?.replaceAll(password(two) ?? "", ""));
  });

  it("holds no Secret but the database's own, and that one only when it is built in", async () => {
    const secrets = async (...args: string[]) =>
      (await render(...args))
        .filter((object) => object.kind === "Secret")
        .map((object) => object.metadata.name);
    expect(await secrets()).toEqual([]);
    expect(await secrets("--values", production)).toEqual([]);
    expect(await secrets("--set", "database.mode=builtin")).toEqual(["todo-database"]);
  });
});
