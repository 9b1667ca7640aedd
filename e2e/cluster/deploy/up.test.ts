import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeCluster } from "../support/cluster.ts";
import { attempt, root, run } from "../support/run.ts";

/** The part of the orchestrator's events (docs/orchestrator.md) that is checked here. */
interface RunEvent {
  type: string;
  task?: string;
  title?: string;
  status?: string;
  result?: string;
  seconds?: number;
  ok?: boolean;
  changed?: number;
  url?: string;
  report?: string;
  problem?: unknown;
}

const IMAGES = "jsonpath={.items[*].spec.template.spec.containers[*].image}";

await describeCluster("from a clean clone", (cluster) => {
  const clone = mkdtempSync(path.join(tmpdir(), "todo-clone-"));
  const namespace = `todo-deploy-${randomBytes(3).toString("hex")}`;

  beforeAll(async () => {
    await run("git", ["clone", "-q", "--no-hardlinks", root, clone]);
    await run("make", ["install"], { cwd: clone });
  });
  afterAll(async () => {
    await orchestrator("down", "--yes");
    rmSync(clone, { recursive: true, force: true });
  });

  /** The command as people type it, always with the built-in agents. */
  function orchestrator(...args: string[]) {
    const options = ["--agents", "builtin", "--namespace", namespace];
    return attempt("npx", ["infra-orchestrator", ...args, ...options], { cwd: clone });
  }

  async function up(): Promise<RunEvent[]> {
    const { code, stdout, stderr } = await orchestrator("up", "--yes", "--json");
    const events: RunEvent[] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const problem = JSON.stringify(events.at(-1)?.problem);
    expect(code, `${problem}\n${stderr}${stdout.slice(-3000)}`).toBe(0);
    return events;
  }

  function ended(events: RunEvent[], task: string): RunEvent | undefined {
    return events.find((event) => event.type === "task.end" && event.task === task);
  }

  async function deployments(): Promise<Record<string, { ready: number; resources: unknown }>> {
    const text = await cluster.kubectl("--namespace", namespace, "get", "deployments", "-o", "json");
    return Object.fromEntries(
      JSON.parse(text).items.map((item: Deployment) => [
        item.metadata.name,
        { ready: item.status.readyReplicas, resources: item.spec.template.spec.containers[0]?.resources },
      ]),
    );
  }

  it("starts a stopped cluster, builds, deploys, sizes and proves a release", async () => {
    if (cluster.minikube) await run("minikube", ["-p", cluster.context, "stop"]);
    const events = await up();
    const end = events.findLast((event) => event.type === "run.end");
    expect(end).toMatchObject({ ok: true });
    console.table(
      events
        .filter((event) => event.type === "task.end" && (event.seconds ?? 0) >= 1)
        .map(({ task, title, status, seconds }) => ({ task, title, status, seconds })),
    );
    console.log(`up: ${end?.seconds} s`);
    if (cluster.minikube) expect(ended(events, "T004")).toMatchObject({ status: "done" });
    const running = await deployments();
    expect(running).toMatchObject({ "todo-backend": { ready: 2 }, "todo-frontend": { ready: 2 } });
    expect(ended(events, "T031")?.status).toBe("done");
    const images = await cluster.kubectl("--namespace", namespace, "get", "deployments", "-o", IMAGES);
    expect(images.trim().split(" "), "released under tags of their content").toEqual([
      expect.stringMatching(/^todo-backend:[0-9a-f]{12}$/),
      expect.stringMatching(/^todo-frontend:[0-9a-f]{12}$/),
    ]);
    const initial = { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "512Mi" } };
    expect(running["todo-backend"]?.resources, "the recommendation is applied").not.toEqual(initial);
    const report = readFileSync(path.resolve(clone, end?.report ?? ""), "utf8");
    for (const { task } of events.filter((event) => event.type === "task.end"))
      expect(report).toContain(task);
    // Takes four minutes on two idle cores.
  }, 900_000);

  it("serves people at once: the browser test", async () => {
    const config = "e2e/cluster/playwright.config.ts";
    const text = await run("npx", ["playwright", "test", "--config", config], {
      env: { CLUSTER_URL: cluster.url, FORCE_COLOR: "0" },
    });
    expect(text).toContain("1 passed");
  });

  it("has an audit log that checks out, and finds a changed line", async () => {
    const { code, stdout } = await orchestrator("audit", "verify");
    expect(code, stdout).toBe(0);
    for (const entries of ["[ENV] 1 of 1", "[GORDON] 2 of 2", "[KUBECTL-AI] 5 of 5", "[HELM] 1 of 1"])
      expect(stdout).toContain(entries);
    expect(stdout).toContain("[KAGENT] 2 of 2");
    const log = path.join(clone, "phase-iv-audit.log");
    const text = readFileSync(log, "utf8");
    writeFileSync(log, text.replace("[HELM]", "[ENV]"));
    const changed = await orchestrator("audit", "verify");
    writeFileSync(log, text);
    expect(changed.code, changed.stdout).toBe(4);
  });

  it("changes nothing the second time", async () => {
    const before = await deployments();
    const end = (await up()).findLast((event) => event.type === "run.end");
    expect(end).toMatchObject({ ok: true, changed: 0 });
    expect(await deployments()).toEqual(before);
    console.log(`up again: ${end?.seconds} s (aim 10 s)`);
  });

  it("takes away exactly what it made", async () => {
    const { code, stdout, stderr } = await orchestrator("down", "--yes", "--delete-data");
    expect(code, stderr + stdout).toBe(0);
    expect(await cluster.kubectl("get", "namespace", namespace, "--ignore-not-found")).toBe("");
    expect(await cluster.kubectl("get", "nodes", "-o", "name")).toContain("node/");
    const git = await run("git", ["status", "--short"], { cwd: clone });
    console.log(`left in the clone:\n${git}`);
  });
});

interface Deployment {
  metadata: { name: string };
  status: { readyReplicas: number };
  spec: { template: { spec: { containers: { resources: unknown }[] } } };
}
