import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { chart, type KubernetesObject, render } from "../support/render.ts";
import { root, run } from "../support/run.ts";
import { describeWith } from "../support/tools.ts";
import { find, mainContainer, workload } from "../support/workloads.ts";

// The names and numbers of the deployment's task list (T002, T003, T016 to T020, T022).
describe("the Secret of deploy.yaml", () => {
  it("takes along with a language model's key whatever says whose key it is", () => {
    const settings = readFileSync(path.join(root, "docs/settings.md"), "utf8");
    const documented = new Set(settings.match(/\bOPENAI_[A-Z_]*(KEY|URL|MODEL)\b/g));
    expect([...documented].sort()).toEqual(["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"]);
    const { secrets } = parse(readFileSync(path.join(root, "deploy.yaml"), "utf8"));
    expect(Object.keys(secrets[0].keys)).toEqual(expect.arrayContaining([...documented]));
  });
});

describe("the chart's files", () => {
  it("are five templates at the top level and everything else in folders", () => {
    const top = readdirSync(path.join(root, chart, "templates"), { withFileTypes: true });
    expect(top.filter((entry) => entry.isFile()).map((entry) => entry.name)).toEqual([
      "NOTES.txt",
      "_helpers.tpl",
      "backend-deployment.yaml",
      "backend-service.yaml",
      "configmap.yaml",
      "frontend-deployment.yaml",
      "frontend-service.yaml",
    ]);
  });

  it("have line feeds in every checkout, as have the files whose checksums are kept", async () => {
    const files = [
      `${chart}/values.yaml`,
      `${chart}/templates/_helpers.tpl`,
      "phase-iv-audit.log",
      "Dockerfile.backend",
    ];
    const attributes = await run("git", ["check-attr", "eol", "--", ...files]);
    expect(attributes.trim().split("\n")).toEqual(files.map((file) => `${file}: eol: lf`));
  });

  it("have the name and the versions of the contract", () => {
    expect(parse(readFileSync(path.join(root, chart, "Chart.yaml"), "utf8"))).toMatchObject({
      apiVersion: "v2",
      name: "todo-app",
      version: "0.1.0",
      appVersion: "1.0.0",
    });
  });

  it("hold the default values of T022", () => {
    expect(parse(readFileSync(path.join(root, chart, "values.yaml"), "utf8"))).toMatchObject({
      backend: {
        image: "todo-backend",
        tag: "latest",
        replicas: 2,
        port: 8000,
        resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
        livenessProbe: { path: "/health", initialDelaySeconds: 15, periodSeconds: 30 },
        readinessProbe: { path: "/health", initialDelaySeconds: 10, periodSeconds: 15 },
      },
      frontend: {
        image: "todo-frontend",
        tag: "latest",
        replicas: 2,
        port: 3000,
        nodePort: 30080,
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { cpu: "200m", memory: "256Mi" } },
        livenessProbe: { path: "/", initialDelaySeconds: 20, periodSeconds: 30 },
        readinessProbe: { path: "/", initialDelaySeconds: 15, periodSeconds: 15 },
      },
      secrets: { backendSecretName: "todo-backend-secret" },
      configmap: { frontendConfigName: "todo-frontend-config" },
    });
  });
});

describeWith(["helm"], "install Helm 3 or 4", "the default rendering", () => {
  let objects: KubernetesObject[];
  beforeAll(async () => {
    objects = await render();
  });

  it.each([
    {
      ...{
        name: "todo-backend",
        port: 8000,
        path: "/health",
        user: 1000,
        liveness: [15, 30],
        readiness: [10, 15],
      },
      envFrom: [{ secretRef: { name: "todo-backend-secret" } }],
    },
    {
      ...{
        name: "todo-frontend",
        port: 3000,
        path: "/",
        user: 1001,
        liveness: [20, 30],
        readiness: [15, 15],
      },
      envFrom: [{ configMapRef: { name: "todo-frontend-config" } }],
    },
  ])("has Deployment $name as asked for", (wanted) => {
    const found = workload(objects, wanted.name);
    const container = mainContainer(found);
    expect(found.replicas).toBe(2);
    expect(found.podLabels.app).toBe(wanted.name);
    expect(found.pod.securityContext.runAsUser).toBe(wanted.user);
    expect(container).toMatchObject({
      image: `${wanted.name}:latest`,
      imagePullPolicy: "Never",
      envFrom: wanted.envFrom,
      ports: [{ containerPort: wanted.port }],
    });
    const probe = ([initialDelaySeconds, periodSeconds]: number[]) => ({
      httpGet: { path: wanted.path, port: wanted.port },
      initialDelaySeconds,
      periodSeconds,
    });
    expect(container.livenessProbe).toMatchObject(probe(wanted.liveness));
    expect(container.readinessProbe).toMatchObject(probe(wanted.readiness));
  });

  it("has both Services and the ConfigMap", () => {
    expect(find(objects, "Service", "todo-backend").spec).toMatchObject({
      type: "ClusterIP",
      selector: { app: "todo-backend" },
      ports: [{ port: 8000, targetPort: 8000 }],
    });
    expect(find(objects, "Service", "todo-frontend").spec).toMatchObject({
      type: "NodePort",
      selector: { app: "todo-frontend" },
      ports: [{ port: 3000, targetPort: 3000, nodePort: 30080 }],
    });
    expect(find(objects, "ConfigMap", "todo-frontend-config").data).toEqual({
      NEXT_PUBLIC_API_URL: "http://todo-backend:8000",
    });
  });

  it("leaves the number of pods to the autoscaler when there is one", async () => {
    const scaled = await render("--set", "backend.autoscaling.enabled=true");
    expect(workload(scaled, "todo-backend").replicas).toBeUndefined();
    expect(workload(scaled, "todo-frontend").replicas).toBe(2);
    expect(find(scaled, "HorizontalPodAutoscaler", "todo-backend")).toBeDefined();
  });

  it("gives the backend the address of the database of each mode", async () => {
    const source = async (...args: string[]) =>
      mainContainer(workload(await render(...args), "todo-backend")).env?.find(
        (one) => one.name === "DATABASE_URL",
      );
    expect(await source()).toBeUndefined();
    expect(await source("--set", "database.mode=builtin")).toMatchObject({
      valueFrom: { secretKeyRef: { name: "todo-database", key: "url" } },
    });
    expect(await source("--set", "database.mode=cloudnative-pg")).toMatchObject({
      valueFrom: { secretKeyRef: { name: "todo-database-app", key: "uri" } },
    });
  });

  it("asks CloudNativePG for three instances", async () => {
    const cluster = find(await render("--set", "database.mode=cloudnative-pg"), "Cluster", "todo-database");
    expect(cluster.spec).toMatchObject({
      instances: 3,
      bootstrap: { initdb: { database: "todo", owner: "todo" } },
    });
  });

  it("restarts the frontend's pods when the ConfigMap changes, and only then", async () => {
    const checksum = async (...args: string[]) => {
      const deployment = find(await render(...args), "Deployment", "todo-frontend");
      const { template } = deployment.spec as { template: KubernetesObject };
      return template.metadata.annotations?.["checksum/config"];
    };
    expect(await checksum()).toBe(await checksum("--set", "backend.replicas=3"));
    expect(await checksum()).not.toBe(await checksum("--set", "configmap.apiUrl=http://elsewhere:8000"));
  });

  it("stays within the grace period when it stops", async () => {
    for (const name of ["todo-backend", "todo-frontend"]) {
      const { pod } = workload(objects, name);
      const container = mainContainer(workload(objects, name));
      const setting = (key: string) => Number(container.env?.find((one) => one.name === key)?.value ?? 0);
      const pause = container.lifecycle?.preStop?.sleep?.seconds ?? 0;
      const used = pause + setting("DRAIN_SECONDS") + setting("SHUTDOWN_SECONDS");
      expect(pause).toBeGreaterThan(0);
      expect(used).toBeLessThan(pod.terminationGracePeriodSeconds ?? 30);
    }
  });

  it("tells the backend who may make an account", async () => {
    const setting = async (...args: string[]) => {
      const container = mainContainer(workload(await render(...args), "todo-backend"));
      return container.env?.find(({ name }) => name === "REGISTRATION")?.value;
    };
    expect(await setting()).toBe("open");
    expect(await setting("--set", "registration=closed")).toBe("closed");
    await expect(render("--set", "registration=maybe")).rejects.toThrow();
  });
});
