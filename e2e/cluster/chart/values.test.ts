import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { chart, objects, production, render, renderText } from "../support/render.ts";
import { run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { find, mainContainer, workload, workloads } from "../support/workloads.ts";

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

  it.each([
    ["backend.resources.limits.cpu=null", "'/backend/resources/limits': missing property 'cpu'"],
    ["frontend.replicas=many", "'/frontend/replicas': got string, want integer"],
    ["backend.replica=3", "'/backend': additional properties 'replica' not allowed"],
    ["ingress.host={a,b}", "'/ingress/host': got array, want string"],
    ["ingress.path=/todo", "'/ingress': additional properties 'path' not allowed"],
  ])("name the one that is wrong, with %s", async (value, message) => {
    const told = await render("--set", value).then(() => "", String);
    expect([...told.matchAll(/^- at (.*)$/gm)].map(([, line]) => line)).toEqual([message]);
  });

  it("that contradict each other fail the rendering", async () => {
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

  it("of env replace the chart's own variables", async () => {
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

  it("accept the global values of a parent chart", async () => {
    const handed = valuesFile("global: { imageRegistry: registry.example }\nenabled: true\n");
    expect((await render(...handed)).length).toBeGreaterThan(4);
  });

  it("name a priority class after its value, which is immutable", async () => {
    const nameOf = async (value: number, release = "todo-app") => {
      const args = ["--set", `scheduling.priorityClass.create=true,scheduling.priorityClass.value=${value}`];
      const where = ["--namespace", "n".repeat(63)];
      const text = await run("helm", ["template", release, chart, ...where, ...args]);
      return objects(text).find(({ kind }) => kind === "PriorityClass")?.metadata.name;
    };
    expect(await nameOf(1000)).not.toBe(await nameOf(2000));
    expect(await nameOf(1000), "in a namespace with a long name").not.toBe(await nameOf(1000, "other"));
  });
});

describeWith(["helm"], "install Helm 3 or 4", "the chart in other environments", () => {
  const builtin = ["--set", "database.mode=builtin"];

  it("leaves users and groups to a cluster that chooses them, such as OpenShift", async () => {
    const chosen = ["backend", "frontend", "database.builtin"].flatMap((path) =>
      ["runAsUser", "runAsGroup"].flatMap((key) => ["--set", `${path}.securityContext.${key}=null`]),
    );
    const objects = await render(
      ...builtin,
      ...chosen,
      "--set",
      "database.builtin.securityContext.fsGroup=null",
    );
    for (const { pod, object } of workloads(objects))
      for (const key of ["runAsUser", "runAsGroup", "fsGroup"])
        expect(pod.securityContext, object.metadata.name).not.toHaveProperty(key);
    expect(workloads(objects)).toHaveLength(4);
    expect(workload(await render(), "todo-backend").pod.securityContext.runAsUser).toBe(1000);
  });

  it("schedules every pod, including the database's and the test's", async () => {
    const selector = ["--set", "scheduling.nodeSelector.disk=ssd"];
    const tolerations = ["--set-json", 'scheduling.tolerations=[{"key":"team","operator":"Exists"}]'];
    const found = workloads(await render(...builtin, ...selector, ...tolerations));
    for (const { pod, object } of found)
      expect(pod, object.metadata.name).toMatchObject({
        nodeSelector: { disk: "ssd" },
        tolerations: [{ key: "team", operator: "Exists" }],
      });
    const own = await render(...builtin, ...selector, "--set", "database.builtin.nodeSelector.disk=hdd");
    expect(workload(own, "todo-database").pod).toMatchObject({ nodeSelector: { disk: "hdd" } });
    expect(workload(own, "todo-backend").pod).toMatchObject({ nodeSelector: { disk: "ssd" } });
  });

  it("lets a custom affinity replace the chart's", async () => {
    const mine = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } };
    const objects = await render("--set-json", `backend.affinity=${JSON.stringify(mine)}`);
    expect(workload(objects, "todo-backend").pod.affinity).toEqual(mine);
    expect(workload(objects, "todo-frontend").pod.affinity).toHaveProperty("podAntiAffinity");
  });

  it("mounts a private CA in the pods", async () => {
    const objects = await render(
      ...["--set-json", 'backend.extraVolumes=[{"name":"ca","configMap":{"name":"company-ca"}}]'],
      ...["--set-json", 'backend.extraVolumeMounts=[{"name":"ca","mountPath":"/ca"}]'],
    );
    const backend = workload(objects, "todo-backend");
    expect(backend.pod.volumes).toContainEqual({ name: "ca", configMap: { name: "company-ca" } });
    expect(mainContainer(backend).volumeMounts).toContainEqual({ name: "ca", mountPath: "/ca" });
    expect(mainContainer(backend).volumeMounts).toContainEqual({ name: "tmp", mountPath: "/tmp" });
  });

  it("sets what cloud load balancers require", async () => {
    const objects = await render(
      ...["--set", "frontend.serviceType=LoadBalancer,frontend.loadBalancerClass=example.com/internal"],
      ...["--set", "frontend.loadBalancerSourceRanges={10.0.0.0/8}"],
      ...["--set", "frontend.serviceAnnotations.metallb\\.io/address-pool=todo"],
    );
    const service = find(objects, "Service", "todo-frontend");
    expect(service.metadata.annotations).toEqual({ "metallb.io/address-pool": "todo" });
    expect(service.spec).toMatchObject({
      type: "LoadBalancer",
      loadBalancerClass: "example.com/internal",
      loadBalancerSourceRanges: ["10.0.0.0/8"],
    });
  });

  it("adapts listen address, DNS names and egress to the cluster", async () => {
    const objects = await render(
      ...["--set", "listenAddress=::,ipFamilyPolicy=PreferDualStack,clusterDomain=example.internal"],
      ...["--set", "proxy.url=http://proxy.example.com:3128,proxy.noProxy={intern.example.com}"],
    );
    const env = (name: string) =>
      Object.fromEntries(
        (mainContainer(workload(objects, name)).env ?? []).map(({ name: key, value }) => [key, value]),
      );
    expect(env("todo-backend")).toMatchObject({
      BACKEND_HOST: "::",
      NODE_USE_ENV_PROXY: "1",
      HTTPS_PROXY: "http://proxy.example.com:3128",
      NO_PROXY: expect.stringContaining("todo-database,.svc,.example.internal,intern.example.com"),
      ALLOWED_HOSTS: expect.stringContaining("todo-backend.todo.svc.example.internal"),
    });
    expect(env("todo-frontend")).toMatchObject({ HOSTNAME: "::" });
    for (const name of ["todo-backend", "todo-frontend"])
      expect(find(objects, "Service", name).spec).toMatchObject({ ipFamilyPolicy: "PreferDualStack" });
    expect(JSON.stringify(find(objects, "NetworkPolicy", "todo-backend").spec)).toContain(
      '{"ports":[{"port":443},{"port":3128}]}',
    );
  });

  it("queries DNS on its actual port", async () => {
    const policies = (await render(...builtin, "--set", "networkPolicy.dnsPorts={5353}")).filter(
      ({ kind }) => kind === "NetworkPolicy",
    );
    expect(policies).toHaveLength(4);
    for (const { spec } of policies) {
      expect(JSON.stringify(spec)).toContain('{"port":5353,"protocol":"UDP"}');
      expect(JSON.stringify(spec)).not.toContain('"port":53,');
    }
  });

  it("uses an existing volume and claim", async () => {
    const claimed = find(
      await render(...builtin, "--set", "database.builtin.existingClaim=todos"),
      "StatefulSet",
      "todo-database",
    );
    expect(claimed.spec).not.toHaveProperty("volumeClaimTemplates");
    expect(workload([claimed], "todo-database").pod.volumes).toContainEqual({
      name: "data",
      persistentVolumeClaim: { claimName: "todos" },
    });
    const text = await renderText(...builtin, "--set", "database.builtin.storageClassName=-");
    expect(text).toContain('storageClassName: ""');
    const number = await renderText(...builtin, "--set-string", "database.builtin.storageClassName=123");
    expect(number).toContain('storageClassName: "123"');
  });

  it("refuses a Kubernetes without preStop.sleep", async () => {
    await expect(render("--kube-version", "1.29.4")).rejects.toThrow("needs 1.30");
    expect((await render("--kube-version", "1.30.0")).length).toBeGreaterThan(4);
  });
});

describeWith(["helm"], "install Helm 3 or 4", "the production profile", () => {
  it("lets its own test reach the frontend", async () => {
    const policy = (await render("--values", production)).find(
      ({ kind, metadata }) => kind === "NetworkPolicy" && metadata.name === "todo-frontend",
    );
    expect(JSON.stringify(policy)).toContain('"podSelector":{"matchLabels":{"app":"todo-test"}}');
  });

  it("allows imports of the maximum size", async () => {
    const ingress = (await render("--values", production)).find(({ kind }) => kind === "Ingress");
    expect(ingress?.metadata.annotations?.["nginx.ingress.kubernetes.io/proxy-body-size"]).toBe("11m");
  });
});

describeWith(["helm"], "install Helm 3 or 4", "an HTTPRoute", () => {
  it("does not cut streams", async () => {
    expect(await renderText("--set", "httpRoute.enabled=true")).toMatch(/timeouts:\s+request: 0s/);
  });
});
